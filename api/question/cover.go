package question

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Fact is what a document says of itself outside its clauses: on its cover, in its letterhead, below its text.
type Fact string

// The facts, by their names in cover.txt.
const (
	DocumentNumber Fact = "number"    // 文号, number of a standard
	Issuer         Fact = "issuer"    // 发文机关
	Issued         Fact = "issued"    // 成文日期, 发布日期
	Effective      Fact = "effective" // 施行日期
	Secrecy        Fact = "secrecy"   // 密级
)

// What else the patterns of cover.txt are for.
const (
	self     Fact = "self"   // what stands for the document: 这个办法, it
	titleEnd Fact = "title"  // with what titles end
	around   Fact = "around" // words around a name that say nothing
)

// facts are in the order in which they are tried.
var facts = []Fact{Effective, Secrecy, DocumentNumber, Issuer, Issued}

//go:embed cover.txt
var coverFile string

// coverPatterns are the patterns of cover.txt, by what they are for.
var coverPatterns = sync.OnceValue(func() map[Fact][]*regexp.Regexp {
	all, err := readCover(coverFile)
	if err != nil {
		panic("the patterns of questions on covers: " + err.Error()) // Unreachable: a test reads the file.
	}
	return all
})

// readCover reads a file of the form that the head of cover.txt describes.
func readCover(file string) (map[Fact][]*regexp.Regexp, error) {
	macros := make(map[string]string)
	patterns := make(map[Fact][]string)
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		at := strings.IndexAny(line, "=:|")
		if at < 0 {
			return nil, fmt.Errorf("it names nothing: %s", line)
		}
		name, words := strings.TrimSpace(line[:at]), strings.Fields(line[at+1:])
		switch line[at] {
		case '=':
			slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
			macros[name] = strings.Join(words, "|")
			continue
		case '|':
			words = joinGroups(strings.Split(strings.TrimSpace(line[at+1:]), "|"))
		}
		patterns[Fact(name)] = append(patterns[Fact(name)], words...)
	}
	for i := range facts {
		if patterns[facts[i]] == nil {
			return nil, fmt.Errorf("it has no pattern for %s", facts[i])
		}
	}
	out := make(map[Fact][]*regexp.Regexp)
	for name, all := range patterns {
		if !slices.Contains(facts, name) {
			all = []string{strings.Join(all, "|")}
		}
		for _, p := range all {
			re, err := compileCover(name, p, macros)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out[name] = append(out[name], re)
		}
	}
	return out, nil
}

// joinGroups joins the pieces of a line that a bar within parentheses has cut.
func joinGroups(pieces []string) (out []string) {
	for _, p := range pieces {
		if n := len(out); n > 0 && strings.Count(out[n-1], "(") > strings.Count(out[n-1], ")") {
			out[n-1] += "|" + p
			continue
		}
		out = append(out, p)
	}
	return out
}

// compileCover compiles a pattern by what it is for.
func compileCover(name Fact, pattern string, macros map[string]string) (*regexp.Regexp, error) {
	p, err := expandCover(pattern, macros)
	if err != nil {
		return nil, err
	}
	switch name {
	case titleEnd:
		p = "(?:" + p + ")$"
	case around:
		p = `^(?:\s|` + p + `)+|(?:\s|` + p + ")+$"
	default:
		p = "^(?:" + strings.ReplaceAll(p, "*", "(.*?)") + ")$"
	}
	return regexp.Compile(p)
}

// macroIn finds {name} and {name?}.
var macroIn = regexp.MustCompile(`\{(\w+)(\??)\}`)

// expandCover replaces the macros of patterns.
func expandCover(patterns string, macros map[string]string) (string, error) {
	var unknown error
	for unknown == nil && macroIn.MatchString(patterns) {
		patterns = macroIn.ReplaceAllStringFunc(patterns, func(m string) string {
			found := macroIn.FindStringSubmatch(m)
			if macros[found[1]] == "" {
				unknown = fmt.Errorf("there is no macro %s", m)
			}
			return "(?:" + macros[found[1]] + ")" + found[2]
		})
	}
	return patterns, unknown
}

// maxAbout is the largest number of code points of a question on a cover, beside the names of documents.
const maxAbout = 60

// named stands in a question for the name of a document.
const named = '\uFFFC'

// OfCover is a question about what the cover of a document says.
type OfCover struct {
	Fact  Fact
	Title string // the end of the document's title, as asked: 服务规范 of 服务规范什么时候实施; "" where a name, 这个办法 or nothing stands for it
}

// ReadCover reads a question about what the cover of a document says. ok is false for other questions: 证书什么时候生效
// does not ask about a document as a whole.
func ReadCover(q *Question) (of OfCover, ok bool) {
	if len(q.Refs) > 0 {
		return of, false
	}
	rest, ok := withoutNames(q)
	if !ok || utf8.RuneCountInString(rest) > maxAbout {
		return of, false
	}
	rest = strings.TrimFunc(rest, func(r rune) bool { return strings.ContainsRune(" ?？。.!！", r) })
	for _, fact := range facts {
		for _, pattern := range coverPatterns()[fact] {
			for _, text := range [...]string{rest, trimAround(rest)} {
				m := pattern.FindStringSubmatch(text)
				if m == nil {
					continue
				}
				if title, ok := coverSubject(strings.Join(m[1:], " ")); ok {
					return OfCover{Fact: fact, Title: title}, true
				}
			}
		}
	}
	return of, false
}

// withoutNames is the folded question with [named] for each name of a document; ok is false where a name is no title's:
// 劳动合同 may be short for a law, and is the contract in 劳动合同什么时候生效.
func withoutNames(q *Question) (rest string, ok bool) {
	text, from := q.Query.Folded, 0
	var out strings.Builder
	for _, law := range q.Laws {
		name := text[law.Start:law.End]
		if law.Start < from || !endsLikeTitle(strings.Trim(name, "《》\"“”")) && !strings.HasPrefix(strings.TrimLeft(text[law.End:], "\"”"), "》") {
			return "", false
		}
		end := law.End
		if m := yearBehind.FindString(text[end:]); m != "" && !strings.HasPrefix(text[end+len(m):], "年") {
			end += len(m)
		}
		out.WriteString(text[from:law.Start])
		out.WriteRune(named)
		from = end
	}
	return out.String() + text[from:], true
}

// coverSubject reads what a question on a cover is about; ok is false where that is no document.
func coverSubject(words string) (title string, ok bool) {
	words = trimAround(strings.TrimSpace(words))
	if strings.ContainsRune(words, named) {
		for part := range strings.SplitSeq(words, string(named)) {
			if trimAround(part) != "" && !coverPatterns()[self][0].MatchString(trimAround(part)) {
				return "", false
			}
		}
		return "", true
	}
	switch {
	case words == "", coverPatterns()[self][0].MatchString(words):
		return "", true
	case utf8.RuneCountInString(words) >= 2 && coverPatterns()[titleEnd][0].MatchString(words):
		return words, true
	}
	return "", false
}

// endsLikeTitle reports whether words end as titles do: 办法, 条例, 规范, law.
// A name of several English words is a title.
func endsLikeTitle(words string) bool {
	return coverPatterns()[titleEnd][0].MatchString(words) || words != "" && words[0] < utf8.RuneSelf && strings.Contains(words, " ")
}

// trimAround cuts the words at both ends that say nothing.
func trimAround(words string) string { return coverPatterns()[around][0].ReplaceAllString(words, "") }
