package corpus

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLawsInOtherForms gives every law the forms in which offices keep texts: without
// a blank behind the label, with a colon, broken at the width of a page
// with page numbers and running heads, with line ends of old programs, with lost quotation marks. The
// articles must be those of the law as it is. (The few that are lost stand, in one text, in the
// middle of paragraphs.)
func TestLawsInOtherForms(t *testing.T) {
	label := regexp.MustCompile(`(?m)^(第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?)[ \x{3000}]+`)
	forms := []struct {
		name string
		make func(d *Document) string
		lose int // how many of 10,000 articles may be lost
	}{
		{"no blank", func(d *Document) string { return label.ReplaceAllString(d.Source, "$1") }, 1},
		{"no stops", withoutStops, 5},
		{"colon", func(d *Document) string { return label.ReplaceAllString(d.Source, "$1：") }, 0},
		{"brackets", func(d *Document) string { return label.ReplaceAllString(d.Source, "【$1】") }, 0},
		{"carriage returns", func(d *Document) string { return strings.ReplaceAll(d.Source, "\n", "\r") }, 0},
		{"traditional label", func(d *Document) string {
			return label.ReplaceAllStringFunc(d.Source, func(s string) string { return strings.ReplaceAll(s, "条", "條") })
		}, 0},
		{"pages", func(d *Document) string { return pages(d.Source, 30, 28) }, 5},
		{"pages, two blanks in front", func(d *Document) string { return pages(indentParagraphs(d.Source), 34, 30) }, 5},
		{"one quotation lost", func(d *Document) string { return strings.Replace(d.Source, "”", "", 1) }, 0},
		{"every quotation lost", func(d *Document) string { return strings.ReplaceAll(d.Source, "”", "") }, 0},
	}
	for _, form := range forms {
		want, got, bad := 0, 0, 0
		for path, src := range lawFiles(t) {
			d, err := Parse(path, src)
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Clauses) == 0 || d.Report.Articles == 0 || readLabel(firstLabel(d)).unit != article {
				continue
			}
			docs, err := ParseAll("法.txt", []byte(form.make(d)))
			if err != nil {
				t.Error(err)
				continue
			}
			a, b := articleKeys(d), articleKeys(docs[0])
			want += len(a)
			lost := 0
			for key := range a {
				if b[key] {
					got++
				} else {
					lost++
				}
			}
			if lost > 0 || len(b) != len(a) {
				if bad++; bad <= 8 {
					t.Logf("%s: %s has %d articles, %d of %d are lost", form.name, d.Title, len(b), lost, len(a))
				}
			}
		}
		t.Logf("%s: %d of %d articles, %d laws differ", form.name, got, want, bad)
		if (want-got)*10_000 > want*form.lose {
			t.Errorf("%s: %d of %d articles are lost", form.name, want-got, want)
		}
	}
}

// withoutStops leaves full stops at the ends of lines out, so that no line tells that a sentence ends.
func withoutStops(d *Document) string {
	return regexp.MustCompile(`(?m)。$`).ReplaceAllString(d.Source, "")
}

func firstLabel(d *Document) string {
	for _, c := range d.Clauses {
		if c.Kind == Article {
			return c.Label
		}
	}
	return ""
}

func articleKeys(d *Document) map[string]bool {
	keys := map[string]bool{}
	for _, c := range d.Clauses {
		if c.Kind == Article {
			keys[c.Key] = true
		}
	}
	return keys
}

// pages breaks a text at width Chinese characters and after rows lines, with a head and a number on each page.
func pages(text string, width, rows int) string {
	var lines []string
	for _, l := range strings.Split(text, "\n") {
		if strings.TrimSpace(l) == "" {
			continue
		}
		for utf8.RuneCountInString(l) > width {
			r := []rune(l)
			cut := width
			for cut < len(r) && strings.ContainsRune("，。；：、？！”）》", r[cut]) {
				cut++
			}
			lines = append(lines, string(r[:cut]))
			l = string(r[cut:])
		}
		if l != "" {
			lines = append(lines, l)
		}
	}
	var b strings.Builder
	for i, l := range lines {
		if i > 0 && i%rows == 0 {
			fmt.Fprintf(&b, "— %d —\n某某市人民政府公报\n", i/rows)
		}
		b.WriteString(l + "\n")
	}
	return b.String()
}

func indentParagraphs(text string) string {
	return regexp.MustCompile(`(?m)^([^\s])`).ReplaceAllString(text, "\u3000\u3000$1")
}
