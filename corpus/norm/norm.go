// Package norm reads what a clause forbids, requires, permits and encourages: who is bound, what they must do or must
// not do, under which condition, how often and by when. Start with [Of].
//
// To add a word, edit words.txt, and add an example to norm_test.go. The modal words that need a rule of their own are in words.go.
package norm

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// Kind is the direction of a norm.
type Kind uint8

// The kinds of norms. The zero value is not a kind.
const (
	Forbid    Kind = iota + 1 // 不准 不得 严禁 禁止 …
	Require                   // 必须 应当 要 …
	Permit                    // 可以 有权 …
	Encourage                 // 鼓励 提倡 支持 …
)

var normKinds = [...]string{Forbid: "forbid", Require: "require", Permit: "permit", Encourage: "encourage"}

// String is the kind's name in the API: forbid, require, permit or encourage.
func (k Kind) String() string {
	if int(k) < len(normKinds) {
		return normKinds[k]
	}
	return ""
}

// ParseKind reads the name of a kind. It returns false for any other name.
func ParseKind(name string) (Kind, bool) {
	for k, n := range normKinds {
		if n != "" && n == name {
			return Kind(k), true
		}
	}
	return 0, false
}

// Norm is a must, must-not, may or should that a clause states.
//
// All spans refer to the document's source. A span of length 0 means that the
// text does not state that part.
type Norm struct {
	Kind Kind

	// Soft marks the weaker forms: a Forbid that opposes something without
	// prohibiting it (反对, 防止, 克服, 抵制), and a Require that is a bare
	// imperative (加强…, 严格落实…) without a Modal.
	Soft bool

	corpus.Span             // the sentence part that states it, without punctuation at its ends
	Reach       corpus.Span // Span, the condition before it and the later parts that it governs
	Modal       corpus.Span // 不准, 坚决禁止, 应当
	Actor       string
	ActorSpan   corpus.Span // who is bound; it may be in an earlier part or sentence
	Act         corpus.Span // what must be done or not done, up to the end of its list
	Condition   corpus.Span // 对用人失察失误的; 未经核准注册的

	Frequency corpus.Span   // 每年至少听取1次, 任期内至少审计1次, 每季度
	Deadline  corpus.Span   // 自受理之日起15日内, 五日前
	Items     []corpus.Span // （一）… （二）… of the list that follows the norm, without labels; all norms of a sentence that ends with ： share its list
}

// Of reads what the clause forbids, requires, permits and encourages, in
// the order of the text.
//
// Of reads the sentence parts one by one. The first modal that governs a part
// makes a norm, and decides its kind. A modal inside a condition
// (应当取得许可的，), a noun (必须到庭的被告), a name (“五个必须”) or a
// definition governs nothing. Where a part or a sentence does not name an actor, the
// actor of the part before it applies. In a text that is not a statute, a sentence that begins
// with a bare imperative is a soft Require. Penalties and competences without a
// modal (处…罚款, 负责…工作) are not norms.
//
// Of takes a few microseconds and keeps no state.
func Of(c *corpus.Clause) []Norm { return read(c, true) }

// Kinds returns the kinds of norms that the clause states, each once, in the order of the text. It takes half
// the time of [Of], because it does not look for deadlines.
func Kinds(c *corpus.Clause) (kinds []Kind) {
	for _, n := range read(c, false) {
		if !slices.Contains(kinds, n.Kind) {
			kinds = append(kinds, n.Kind)
		}
	}
	return kinds
}

func read(c *corpus.Clause, timed bool) []Norm {
	r := normReader{src: c.Document.Source, policy: !IsStatute(c), timed: timed}
	r.bare = r.policy && c.Kind != corpus.Preamble
	sentences := sentences.Of(c)
	for i, s := range sentences {
		if i == 0 && c.Title != "" && strings.Contains(c.Title, r.text(s.Words)) {
			continue
		}
		r.sentence(s)
	}
	return r.norms
}

// IsStatute reports whether the clause belongs to a text that is numbered by 第X条.
func IsStatute(c *corpus.Clause) bool {
	if c.Kind == corpus.Article {
		return strings.HasPrefix(c.Label, "第") || strings.HasPrefix(c.Label, "笫")
	}
	all := c.Document.Clauses
	for i := 0; i < len(all) && i < 8; i++ {
		if all[i].Kind == corpus.Article {
			return IsStatute(all[i])
		}
	}
	return false
}
