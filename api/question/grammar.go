package question

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Kind is what the wording of a question wants, a set of bits.
type Kind uint32

// The kinds, by their names in grammar.txt.
const (
	Filler    Kind = 1 << iota // says nothing: 请问, 的内容, please
	Forbid                     // prohibitions
	Soft                       // what is opposed or prevented, not forbidden outright; comes with Forbid
	Require                    // duties
	Permit                     // what is allowed
	Encourage                  // what is encouraged
	YesNo                      // a yes or a no: 可以吗, 能不能
	Who                        // a person or an office: 谁, 哪个部门
	Number                     // a figure: 几个, 多少
	Often                      // a frequency: 几次, 多久一次
	When                       // a time or a length of time: 什么时候, 多长时间
	Place                      // a place to go to: 去哪里办
	Define                     // what a word means: 是什么意思
	Members                    // which ones exactly: 哪三会, 哪几个
	List                       // all members of something: 哪些材料
	Outcome                    // what follows: 后果, 怎么处罚
	Condition                  // under which circumstances: 什么情况下
	How                        // the way: 怎么, 什么程序
	Why                        // the purpose: 为什么, 目的
	Where                      // which clause says it: 哪一条规定
	Units                      // which sections or clauses there are: 有哪几条
	Section                    // in which section: 在哪一章
	Heading                    // the words before are those of a heading: 那一章
	Compare                    // 区别, 异同
	Whole                      // the words themselves: 原文, 全文
	Self                       // the document itself: 本文件
	Scope                      // whom or what the document applies to
)

// kindNames are the names of the kinds in grammar.txt.
var kindNames = map[string]Kind{
	"filler": Filler, "forbid": Forbid, "soft": Forbid | Soft, "require": Require, "permit": Permit, "encourage": Encourage,
	"yesno": YesNo, "who": Who, "figure": Number, "often": Often, "when": When, "place": Place, "define": Define,
	"members": Members, "list": List, "outcome": Outcome, "condition": Condition, "how": How, "why": Why, "where": Where,
	"units": Units, "section": Section, "heading": Heading, "compare": Compare, "whole": Whole, "self": Self, "scope": Scope,
}

// Asking are the kinds that make a text a question. A text without any of them is a few keywords.
const Asking = Forbid | Require | Permit | Encourage | YesNo | Who | Number | Often | When | Place | How | Outcome | Condition | Members | List | Define | Why | Scope

//go:embed grammar.txt
var grammarFile string

// phrase is a piece of wording that asks for something.
type phrase struct {
	text string
	kind Kind
}

// grammar finds the phrases that begin with a rune, the longest first.
var grammar = sync.OnceValue(func() map[rune][]phrase {
	all, err := readGrammar(grammarFile)
	if err != nil {
		panic("the grammar of questions: " + err.Error()) // Unreachable: a test reads the file.
	}
	m := make(map[rune][]phrase)
	for _, p := range all {
		r, _ := utf8.DecodeRuneInString(p.text)
		m[r] = append(m[r], p)
	}
	return m
})

// readGrammar reads a file of the form that the head of grammar.txt describes.
func readGrammar(file string) ([]phrase, error) {
	kinds := make(map[string]Kind)
	macros := make(map[string][]string)
	number := 0
	for line := range strings.Lines(file) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if name, words, ok := strings.Cut(line, "="); ok && !strings.ContainsAny(name, ":|") {
			macros[strings.TrimSpace(name)] = strings.Fields(words)
			continue
		}
		if err := readPhrases(line, macros, kinds); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
	}
	out := make([]phrase, 0, len(kinds))
	for text, kind := range kinds {
		out = append(out, phrase{text, kind})
	}
	slices.SortFunc(out, func(a, b phrase) int {
		return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text))
	})
	return out, nil
}

// readPhrases adds the phrases of one line to the kinds that they want: divided by
// blanks behind a colon, by bars behind a bar.
func readPhrases(line string, macros map[string][]string, kinds map[string]Kind) error {
	at := strings.IndexAny(line, ":|")
	if at < 0 || kindNames[line[:at]] == 0 {
		return fmt.Errorf("it names no kind: %s", line)
	}
	phrases := strings.Fields(line[at+1:])
	if line[at] == '|' {
		phrases = strings.Split(line[at+1:], "|")
	}
	for _, p := range phrases {
		texts, err := expand(strings.TrimSpace(p), macros)
		if err != nil {
			return err
		}
		for _, text := range texts {
			kinds[text] |= kindNames[line[:at]]
		}
	}
	return nil
}

// expand replaces the macros of a phrase.
func expand(text string, macros map[string][]string) ([]string, error) {
	before, rest, ok := strings.Cut(text, "{")
	if !ok {
		return []string{text}, nil
	}
	name, rest, ok := strings.Cut(rest, "}")
	name, optional := strings.CutSuffix(name, "?")
	words := macros[name]
	if !ok || len(words) == 0 {
		return nil, fmt.Errorf("%s: there is no macro %q", text, name)
	}
	if optional {
		words = append([]string{""}, words...)
	}
	tails, err := expand(rest, macros)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, w := range words {
		for _, tail := range tails {
			out = append(out, before+w+tail)
		}
	}
	return out, nil
}
