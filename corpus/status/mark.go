package status

import (
	"strings"
	"unicode"
)

// marks are the words by which lists and folders say whether a text is in force.
var marks = marksOf(map[string]Kind{"inForce": InForce, "notYet": NotYet, "amended": Amended, "repealed": Repealed, "unknown": Unknown})

// marksOf gives the kind of each word of some lists.
func marksOf(named map[string]Kind) map[string]Kind {
	out := make(map[string]Kind)
	for list, kind := range named {
		for _, word := range lists.Words(list) {
			out[word] = kind
		}
	}
	return out
}

// ReadMark reads a mark: 已废止, （失效）, 02-现行有效, 已废止文件, in_force. ok is false if the words are not just a
// mark.
func ReadMark(words string) (kind Kind, ok bool) {
	key := strings.ToLower(strings.TrimFunc(strings.ReplaceAll(words, "_", " "), func(r rune) bool {
		return unicode.IsDigit(r) || unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.IsSymbol(r)
	}))
	if kind, ok = marks[key]; ok {
		return kind, true
	}
	for _, end := range markedTexts {
		if short, found := strings.CutSuffix(key, end); found {
			kind, ok = marks[strings.TrimSuffix(short, "的")]
			return kind, ok
		}
	}
	return "", false
}

// MarkIn finds the mark in a path whose names are separated by /: the last bracket of the file name, else the nearest
// folder whose name is a mark. It returns "" if there is none.
func MarkIn(path string) string {
	parts := strings.Split(path, "/")
	name := parts[len(parts)-1]
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	name = strings.TrimSpace(name)
	for _, pair := range [...][2]string{{"（", "）"}, {"(", ")"}, {"【", "】"}, {"[", "]"}} {
		inner, closed := strings.CutSuffix(name, pair[1])
		open := strings.LastIndex(inner, pair[0])
		if !closed || open < 0 {
			continue
		}
		if mark := inner[open+len(pair[0]):]; isMark(mark) {
			return mark
		}
	}
	for i := len(parts) - 2; i >= 0; i-- {
		if isMark(parts[i]) {
			return parts[i]
		}
	}
	return ""
}

// isMark reports whether the words are a Chinese mark. English words do not count: folders named current or pending
// usually mean something else.
func isMark(words string) bool {
	kind, ok := ReadMark(words)
	return ok && kind != Unknown && strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
