// Package outright tells which norms hold whatever the case. A question may ask for them without the
// words around them.
package outright

import (
	_ "embed"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/wordlist"
)

// Forbids reports whether a norm prohibits something, as opposed to fighting it: it answers 禁止什么.
func Forbids(n norm.Norm) bool { return n.Kind == norm.Forbid && !n.Soft }

// Requires reports whether a norm is a duty without reservation.
func Requires(n norm.Norm) bool { return n.Kind == norm.Require && !n.Soft }

// Always reports whether a norm of a clause forbids something in every case: nothing but its actor
// stands before it in its sentence, or another prohibition. 离职后半年内，不得转让 does not prohibit
// 转让 as such. norms are all those of the clause. policy says that the text is a policy, whose
// norms have no conditions in front of them.
func Always(c *corpus.Clause, norms []norm.Norm, n norm.Norm, policy bool) bool {
	switch {
	case n.Condition.Len() > 0:
		return false
	case policy:
		return true
	case strings.Contains(n.Actor, "的"): // 有关联关系的董事 alone
		return false
	}
	for _, s := range sentences.Of(c) {
		if s.Contains(n.Modal) {
			return strings.Trim(inFront(c, norms, s, n), "，；、也均都并且或者 ") == ""
		}
	}
	return false
}

// inFront gives the words of a sentence before the modal of a norm, after the prohibitions before
// it and without the actor.
func inFront(c *corpus.Clause, norms []norm.Norm, s sentences.Sentence, n norm.Norm) string {
	source := c.Document.Source
	from := s.Words.Start
	for _, o := range norms {
		if Forbids(o) && o.End <= n.Start && s.Contains(o.Span) {
			from = max(from, o.End)
		}
	}
	if s.Contains(n.ActorSpan) && n.ActorSpan.Start >= from && n.ActorSpan.End <= n.Modal.Start {
		return source[from:n.ActorSpan.Start] + source[n.ActorSpan.End:n.Modal.Start]
	}
	return source[from:n.Modal.Start]
}

// Bounds reports whether the act of a prohibition only sets a bound or denies an effect (不得早于…,
// 不得对抗…). It is not an act that is forbidden by itself.
func Bounds(act string) bool { return bounds.Begins(act) > 0 }

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string

// bounds begin such acts.
var bounds = wordlist.Read(wordsFile).List("bounds")
