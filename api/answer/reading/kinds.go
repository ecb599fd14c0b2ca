package reading

import (
	"regexp"
	"strings"

	"tiaowen/api/question"
)

// The forms of sentences that have what a kind of question asks for.
var (
	// ActorWords is the form of sentences that name who acts or decides.
	ActorWords = newForm("actor", regexp.MustCompile(`经[^，。]{1,16}(?:同意|批准|决定)|[^本法他个]人[^员民]`))
	// ForbidWords is the form of prohibitions.
	ForbidWords = newForm("forbid", nil)
	// NormWords is the form of norms of any kind.
	NormWords = newForm("norm", nil)
	// VerdictWords is the form of sentences that answer a yes-or-no question: norms and exceptions.
	VerdictWords = newForm("verdict", nil)
	// OutcomeWords is the form of sentences that state a consequence or a penalty.
	OutcomeWords = newForm("outcome", regexp.MustCompile(`处[^。；]{0,40}(?:罚款|罚金|有期徒刑|拘役|管制|拘留|死刑|警告)|按[^，。]{1,10}(?:处理|计)`))
	// ConditionWords is the form of sentences that state a condition.
	ConditionWords = newForm("condition", regexp.MustCompile(`满[^足意]|经[^，。]{1,16}(?:同意|批准)`))
	// WayWords is the form of sentences that say how, where or in which order something is done.
	WayWords = newForm("way", nil)
	// ScopeWords is the form of sentences that say to whom or what a document applies.
	ScopeWords = newForm("scope", regexp.MustCompile(`本[^，。]{1,6}所称|在[^，。]{1,20}(?:从事|开展|进行)`))
	// ReasonWords is the form of sentences that state a reason or a purpose.
	ReasonWords = newForm("reason", nil)
)

// opening matches sentences that say why a document was made, who interprets it, or when it
// comes into force.
var opening = regexp.MustCompile(`^(?:为|为了)[^。]*制定|自[^。，]*起(?:施行|执行|实施)|由[^。，]*负责解释`)

// Enumerates reports whether a text lists three or more things.
func Enumerates(text string) bool {
	return strings.Count(text, "、") >= 2 || strings.Count(text, ",")+strings.Count(text, "，") >= 3
}

// IsBeyond reports whether a text distinguishes cases by amounts of the same kind as a, and a is in
// none of them.
func IsBeyond(text string, a question.Amount) (beyond bool) {
	for _, r := range question.Ranges(text) {
		if r.Holds(a) {
			return false
		}
		beyond = beyond || r.Kind == a.Kind && !r.Limit && r.Min < r.Max
	}
	return beyond
}

// NounsAsked gives the words in a question that name the members of lists.
func NounsAsked(text string) (out []string) {
	for _, n := range listNouns {
		if strings.Contains(text, n) {
			out = append(out, n)
		}
	}
	return out
}

// Opens reports whether a folded sentence says why a document was made, who interprets it,
// or when it comes into force. Such a sentence has the words of the title and answers few questions.
func Opens(text string) bool { return opening.MatchString(text) }
