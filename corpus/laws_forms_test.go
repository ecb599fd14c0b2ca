package corpus

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/corpus/label"
)

// TestLawsInOtherForms gives every law the forms in which offices keep texts: without
// a blank behind the label, with a colon, broken at the width of a page
// with page numbers and running heads, with line ends of old programs, with lost quotation marks. The
// articles must be those of the law as it is. (The few that are lost stand, in one text, in the
// middle of paragraphs.)
func TestLawsInOtherForms(t *testing.T) {
	printed := regexp.MustCompile(`(?m)^(第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?)[ \x{3000}]+`)
	forms := []struct {
		name string
		make func(d *Document) string
		lose int // how many of 10,000 articles may be lost
	}{
		{"no blank", func(d *Document) string { return printed.ReplaceAllString(d.Source, "$1") }, 1},
		{"no stops", withoutStops, 5},
		{"colon", func(d *Document) string { return printed.ReplaceAllString(d.Source, "$1：") }, 0},
		{"brackets", func(d *Document) string { return printed.ReplaceAllString(d.Source, "【$1】") }, 0},
		{"carriage returns", func(d *Document) string { return strings.ReplaceAll(d.Source, "\n", "\r") }, 0},
		{"traditional label", func(d *Document) string {
			return printed.ReplaceAllStringFunc(d.Source, func(s string) string { return strings.ReplaceAll(s, "条", "條") })
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
			if len(d.Clauses) == 0 || d.Report.Articles == 0 || label.Read(firstLabel(d)).Unit != label.Article {
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

// TestLawsUnderCovers puts every law under an order, and under a notice as its attachment: it must be a document with
// its own title and clauses all the same, and the order or the notice its cover.
func TestLawsUnderCovers(t *testing.T) {
	covers := []struct {
		name string
		make func(title, text string) string
	}{
		{"order", func(title, text string) string {
			return "中华人民共和国主席令\n第十二号\n《" + title + "》已于2024年1月2日通过，现予公布，自2024年5月1日起施行。\n主席　某某\n2024年1月3日\n" + text
		}},
		{"notice", func(title, text string) string {
			return "某某局关于印发《" + title + "》的通知\n某发〔2024〕3号\n各单位：\n现将《" + title + "》印发给你们，请认真执行。\n附件：" + title + "\n某某局\n2024年1月3日\n附件\n" + text
		}},
	}
	for _, cover := range covers {
		texts, bad := 0, 0
		for path, src := range lawFiles(t) {
			d, err := Parse(path, src)
			if err != nil {
				t.Fatal(err)
			}
			if d.Report.Articles < 2 || strings.Contains(d.Title, " ") {
				continue // parts of a law that are published on their own
			}
			alone, err := Parse("法.txt", []byte(d.Source))
			if err != nil {
				t.Fatal(err)
			}
			docs, err := ParseAll("法.txt", []byte(cover.make(alone.Title, d.Source)))
			if err != nil {
				t.Fatal(err)
			}
			texts++
			got := docs[0]
			if got.Title != alone.Title || got.Cover == "" || got.Report.Articles != alone.Report.Articles {
				if bad++; bad <= 12 {
					t.Logf("%s: %s is %s with %d articles, not %d", cover.name, alone.Title, got.Title, got.Report.Articles, alone.Report.Articles)
				}
			}
		}
		t.Logf("%s: %d of %d laws differ", cover.name, bad, texts)
		if bad*100 > texts {
			t.Errorf("%s: %d of %d laws differ", cover.name, bad, texts)
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
