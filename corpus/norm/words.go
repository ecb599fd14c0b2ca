package norm

import (
	_ "embed"
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

var modals = byFirst([]modal{
	{"不得", Forbid, anywhere}, {"不准", Forbid, anywhere}, {"严禁", Forbid, anywhere},
	{"不许", Forbid, anywhere}, {"不允许", Forbid, anywhere}, {"不可以", Forbid, anywhere},
	{"决不允许", Forbid, anywhere}, {"绝不允许", Forbid, anywhere}, {"坚决不允许", Forbid, anywhere},
	{"决不能", Forbid, anywhere}, {"绝不能", Forbid, anywhere}, {"决不得", Forbid, anywhere}, {"绝不得", Forbid, anywhere},
	{"决不许", Forbid, anywhere}, {"绝不许", Forbid, anywhere}, {"切不可", Forbid, anywhere}, {"切忌", Forbid, atHead},
	{"不应当", Forbid, anywhere}, {"不应该", Forbid, anywhere}, {"不应", Forbid, ying}, {"不能作为", Forbid, anywhere}, {"不能单独作为", Forbid, anywhere},
	{"不能", Forbid, policyOnly}, {"不要", Forbid, policyOnly}, {"不可", Forbid, policyOnly},
	{"禁止", Forbid, atHead},

	{"反对", Forbid, fights}, {"制止", Forbid, fights}, {"防止", Forbid, fights}, {"克服", Forbid, fights},
	{"抵制", Forbid, fights}, {"摒弃", Forbid, fights}, {"杜绝", Forbid, fights}, {"防范", Forbid, fights},
	{"严防", Forbid, fights}, {"力戒", Forbid, fights}, {"谨防", Forbid, fights},

	{"必须", Require, anywhere}, {"应当", Require, anywhere}, {"应该", Require, anywhere}, {"务必", Require, anywhere},
	{"务须", Require, anywhere}, {"须", Require, anywhere}, {"需经", Require, anywhere}, {"有义务", Require, anywhere},
	{"应", Require, ying}, {"要", Require, yao}, {"必", Require, oneOf}, {"一律", Require, flat},
	{"至少", Require, atLeast}, {"要求", Require, demands}, {"有", Require, tellsYou}, {"负有", Require, tellsYou},

	{"可以", Permit, anywhere}, {"有权", Permit, anywhere}, {"方可", Permit, anywhere}, {"只准", Permit, anywhere}, {"可", Permit, ke},
	{"允许", Permit, atHead},

	{"鼓励", Encourage, atHead}, {"提倡", Encourage, atHead}, {"倡导", Encourage, atHead}, {"支持", Encourage, atHead},
})

// notModal are words that contain a modal and do not state a norm.
var notModal = byFirst(plain(lists.Words("notModal")))

// plain makes modals of words, without kind or form.
func plain(words []string) []modal {
	list := make([]modal, 0, len(words))
	for _, w := range words {
		list = append(list, modal{word: w})
	}
	return list
}

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
)

// runes counts the characters of s.
func runes(s string) int { return utf8.RuneCountInString(s) }
