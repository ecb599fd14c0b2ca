package corpus

import "strings"

// NormKind says which way a norm points.
type NormKind uint8

// The kinds of norms. The zero value is none of them.
const (
	Forbid    NormKind = iota + 1 // 不准 不得 严禁 禁止 …
	Require                       // 必须 应当 要 …
	Permit                        // 可以 有权 …
	Encourage                     // 鼓励 提倡 支持 …
)

var normKinds = [...]string{Forbid: "forbid", Require: "require", Permit: "permit", Encourage: "encourage"}

// String is the kind's name in the API: forbid, require, permit or encourage.
func (k NormKind) String() string {
	if int(k) < len(normKinds) {
		return normKinds[k]
	}
	return ""
}

// ParseNormKind reads a kind's name; false when there is no such kind.
func ParseNormKind(name string) (NormKind, bool) {
	for k, n := range normKinds {
		if n != "" && n == name {
			return NormKind(k), true
		}
	}
	return 0, false
}

// Norm is a must, must-not, may or should that a clause states.
//
// All spans point into the document's source. A span of length 0 means that the
// text does not say it.
type Norm struct {
	Kind NormKind

	// Soft tells the weaker forms: a Forbid that fights something without
	// outlawing it (反对, 防止, 克服, 抵制), a Require that is a bare
	// imperative (加强…, 严格落实…) and has no Modal.
	Soft bool

	Span           // the sentence part that states it, no marks at its ends
	Reach     Span // Span, the condition in front of it and the parts that go on under it
	Modal     Span // 不准, 坚决禁止, 应当
	Actor     string
	ActorSpan Span // who is bound; it may stand in an earlier part or sentence
	Act       Span // what is to be done or left, to the end of its list
	Condition Span // 对用人失察失误的; 未经核准注册的

	Frequency Span   // 每年至少听取1次, 任期内至少审计1次, 每季度
	Deadline  Span   // 自受理之日起15日内, 五日前
	Items     []Span // （一）… （二）… of a norm that announces a list, labels left out
}

// Norms reads what the clause forbids, requires, permits and encourages, in
// the order of the text.
//
// Sentence parts are read one by one: the first modal that governs a part
// makes the norm, its kind decided by the modal. A modal inside a condition
// (应当取得许可的，), a noun (必须到庭的被告), a name (“五个必须”) or a
// definition governs nothing. Who is bound is carried along where a part or a
// sentence leaves it out. In a text that is no statute, a sentence that begins
// with a bare imperative requires, softly. Penalties and competences without a
// modal (处…罚款, 负责…工作) are no norms.
//
// It takes some microseconds and keeps no state.
func Norms(c *Clause) []Norm {
	r := normReader{src: c.Document.Source, policy: !isStatute(c), head: -1}
	r.bare = r.policy && c.Kind != Preamble
	sentences := Sentences(c)
	for i, s := range sentences {
		if i == 0 && c.Title != "" && strings.Contains(c.Title, r.text(s.Words)) {
			continue
		}
		r.sentence(s)
	}
	return r.norms
}

// isStatute reports whether the clause belongs to a text of 第X条.
func isStatute(c *Clause) bool {
	if c.Kind == Article {
		return strings.HasPrefix(c.Label, "第") || strings.HasPrefix(c.Label, "笫")
	}
	all := c.Document.Clauses
	for i := 0; i < len(all) && i < 8; i++ {
		if all[i].Kind == Article {
			return isStatute(all[i])
		}
	}
	return false
}
