package norm

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/script"
	"tiaowen/corpus/wordlist"
)

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

var lists = wordlist.Read(wordsFile)

// modal is a word that states a norm.
type modal struct {
	word string
	kind Kind
	form form
}

// form is the condition under which a modal word states a norm.
type form uint8

const (
	anywhere   form = iota // wherever it governs its part
	atHead                 // only where just a subject and adverbs precede it: 禁止, 鼓励
	fights                 // a soft Forbid: 反对, 防止; in statutes only 坚决反对 and 国家反对
	yao                    // 要: many words contain it
	ying                   // 应: many words contain it
	ke                     // 可: many words contain it
	oneOf                  // 必: 干部档案必审、信访举报必查
	flat                   // 一律
	atLeast                // 至少 with a number of times
	demands                // 要求 followed by an actor
	tellsYou               // 有…的义务, 有…的权利
	policyOnly             // only in a text that is not a statute
)

// modals are the modal words: those of words.txt, and those of one word or two that have a form of their own.
var modals = byFirst(slices.Concat(
	modalsOf("forbid", Forbid, anywhere), modalsOf("forbidAtHead", Forbid, atHead), modalsOf("forbidInPolicy", Forbid, policyOnly), modalsOf("fight", Forbid, fights),
	modalsOf("require", Require, anywhere), modalsOf("permit", Permit, anywhere), modalsOf("encourage", Encourage, atHead),
	[]modal{
		{"不应", Forbid, ying}, {"应", Require, ying}, {"要", Require, yao}, {"必", Require, oneOf}, {"一律", Require, flat},
		{"至少", Require, atLeast}, {"要求", Require, demands}, {"有", Require, tellsYou}, {"负有", Require, tellsYou},
		{"可", Permit, ke}, {"允许", Permit, atHead},
	},
))

// modalsOf makes modals of the words of a list.
func modalsOf(list string, kind Kind, form form) []modal {
	var out []modal
	for _, w := range lists.Words(list) {
		out = append(out, modal{w, kind, form})
	}
	return out
}

// notModal are words that contain a modal and do not state a norm.
var notModal = byFirst(modalsOf("notModal", 0, anywhere))

// byFirst sorts words by their first character, longer ones first.
func byFirst(words []modal) map[rune][]modal {
	m := make(map[rune][]modal)
	for _, w := range words {
		r := script.FirstRune(w.word)
		at := len(m[r])
		for at > 0 && len(m[r][at-1].word) < len(w.word) {
			at--
		}
		m[r] = append(m[r], modal{})
		copy(m[r][at+1:], m[r][at:])
		m[r][at] = w
	}
	return m
}

func match(m map[rune][]modal, s string) (modal, bool) {
	for _, w := range m[script.FirstRune(s)] {
		if strings.HasPrefix(s, w.word) {
			return w, true
		}
	}
	return modal{}, false
}

// words.txt describes each list.
var (
	manner       = lists.List("manner")
	linking      = lists.List("linking")
	Prepositions = lists.List("prepositions")
	conditional  = lists.List("conditional")
	reporting    = lists.List("reporting")
	pursuant     = lists.List("pursuant")
	prohibits    = lists.List("prohibits")
	governing    = lists.List("governing")
	actors       = lists.List("actors")
	breakers     = lists.List("breakers")
	neutral      = lists.List("neutral")
	naming       = lists.List("naming")
	things       = lists.List("things")
	openings     = lists.List("openings")
	policyVerbs  = lists.List("policyVerbs")
	notLeft      = lists.List("notLeft")
	results      = lists.List("results")
	duties       = lists.List("duties")
	strengthens  = lists.List("strengthens")
	deeds        = lists.List("deeds")
	joins        = lists.List("joins")
	places       = lists.List("places")
	adverbs      = lists.List("adverbs")
	topics       = lists.List("topics")
	notSubject   = lists.List("notSubject")
	verbs        = lists.List("verbs")
	handles      = lists.List("handles")
	canVerbs     = lists.List("canVerbs")
	caseNouns    = lists.List("caseNouns")
	leadsOn      = lists.List("leadsOn")
	caseWords    = lists.List("caseWords")
	ruleNouns    = lists.List("ruleNouns")
	grounds      = lists.Words("grounds")
	bindings     = lists.Words("bindings")

	beforeYao     = lists.Characters("beforeYao")
	afterYao      = lists.Characters("afterYao")
	beforeYing    = lists.Characters("beforeYing")
	afterYing     = lists.Characters("afterYing")
	beforeKe      = lists.Characters("beforeKe")
	beforeYouquan = lists.Characters("beforeYouquan")
	beforeFang    = lists.Characters("beforeFang")
	beforeSuo     = lists.Characters("beforeSuo")
	alone         = lists.Characters("alone")
	periods       = lists.Characters("periods")
)

// runes counts the characters of s.
func runes(s string) int { return utf8.RuneCountInString(s) }
