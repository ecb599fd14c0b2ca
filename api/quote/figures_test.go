package quote

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	"tiaowen/corpus/status"
)

// laws are the documents of the folder that TIAOWEN_LAWS names, with the text
// that the program carries.
func laws(tb testing.TB) []*corpus.Document {
	tb.Helper()
	root := os.Getenv("TIAOWEN_LAWS")
	if root == "" {
		tb.Skip("TIAOWEN_LAWS is not set: a folder of laws in Markdown")
	}
	docs := []*corpus.Document{corpus.Measures()}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		d, err := corpus.Parse(path, src)
		if err != nil {
			return err
		}
		docs = append(docs, d)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return docs
}

// checkerOf makes a checker as the service does.
func checkerOf(docs []*corpus.Document) *Checker {
	lib := citation.NewLibrary(docs)
	versions := make(map[*corpus.Document][]*corpus.Document)
	for _, group := range status.Versions(docs) {
		var list []*corpus.Document
		for _, i := range slices.Backward(group) {
			list = append(list, docs[i])
		}
		for _, d := range list {
			versions[d] = list
		}
	}
	return New(docs, lib.Find, func(d *corpus.Document) []*corpus.Document { return versions[d] })
}

// made is a quotation whose verdict is known.
type made struct {
	sort, text, words string
	want              Verdict
	clause            *corpus.Clause // where the words stand; nil for invented ones
}

// maker makes quotations of every sort from clauses chosen by seed.
type maker struct {
	*rand.Rand
	check   *Checker
	docs    []*corpus.Document // each title once
	clauses []*corpus.Clause   // of docs, numbered
	old     []*corpus.Clause   // of older versions
}

func newMaker(docs []*corpus.Document, seed uint64) *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 15)), check: checkerOf(docs)}
	for _, d := range docs {
		found := m.check.lookup(d.Title)
		group := m.check.versions(d)
		switch {
		case len(group) > 0 && group[0] != d:
			for _, c := range d.Clauses {
				if c.Kind == corpus.Article && len(m.check.lookup(d.Title)) == len(group) {
					m.old = append(m.old, c)
				}
			}
		case len(found) == max(len(group), 1): // no other text of this title
			m.docs = append(m.docs, d)
			for _, c := range d.Clauses {
				if c.Kind == corpus.Article {
					m.clauses = append(m.clauses, c)
				}
			}
		}
	}
	return m
}

// words chooses a passage of 10 to 80 characters from a clause that begins and
// ends at stops, or "" where there is none.
func (m *maker) words(c *corpus.Clause) string {
	var cuts []int
	text := c.Text()
	for i, r := range text {
		if strings.ContainsRune("，。；：\n", r) {
			cuts = append(cuts, i)
		}
	}
	for range 20 {
		if len(cuts) < 2 {
			return ""
		}
		i := m.IntN(len(cuts))
		j := i + 1 + m.IntN(3)
		if j >= len(cuts) {
			continue
		}
		from := cuts[i] + utf8.RuneLen([]rune(text[cuts[i]:])[0])
		words := strings.TrimSpace(text[from:cuts[j]])
		if n := utf8.RuneCountInString(words); n >= 10 && n <= 80 && !strings.ContainsAny(words, "“”《》\n") {
			return words
		}
	}
	return ""
}

// name is a number as people write it: 第五十四条 or 第54条.
func (m *maker) name(c *corpus.Clause) string {
	if m.IntN(4) == 0 && c.Sub == 0 {
		return fmt.Sprintf("第%d条", c.Number)
	}
	return c.Name()
}

// title is a title as people write it.
func (m *maker) title(d *corpus.Document) string {
	if short, ok := strings.CutPrefix(d.Title, "中华人民共和国"); ok && m.IntN(2) == 0 {
		return "《" + short + "》"
	}
	return "《" + strings.NewReplacer("《", "〈", "》", "〉").Replace(d.Title) + "》"
}

// cite puts words and where they are said to come from into running text.
func (m *maker) cite(title, name, words string) string {
	before := []string{"同志们，今天我们一起学习有关规定。", "在调研中，不少单位反映了这个问题。", "这项工作要依法推进。", "会议认为，制度的生命力在于执行。"}[m.IntN(4)]
	after := []string{"对照这一要求，我们还有差距。", "请各部门抓好落实。", "这一点务必牢记。", ""}[m.IntN(4)]
	quote := [][2]string{{"“", "”"}, {"“", "”"}, {"「", "」"}, {"\"", "\""}}[m.IntN(4)]
	q := quote[0] + words + quote[1]
	stop := quote[0] + words + "。" + quote[1]
	return before + "\n" + []string{
		title + name + "规定：" + stop,
		title + name + "规定，" + q + "。",
		"根据" + title + name + "的规定，" + q + "，任何单位都不能例外。",
		"按照" + title + name + "，" + q + "。",
		title + name + "明确要求" + q + "。",
		q + "（" + title + name + "）。",
		stop + "（" + title + name + "）",
		q + "，这是" + title + name + "的规定。",
		"大家都知道，" + title + "的" + name + "中写得很清楚：" + stop,
		stop + "——" + title + name,
	}[m.IntN(10)] + after + "\n"
}

func (m *maker) one(sort string) (made, bool) {
	c := m.clauses[m.IntN(len(m.clauses))]
	if sort == "other version" {
		c = m.old[m.IntN(len(m.old))]
	}
	words := m.words(c)
	if words == "" {
		return made{}, false
	}
	out := made{sort: sort, words: words, clause: c}
	title, name := m.title(c.Document), m.name(c)
	switch sort {
	case "exact":
		out.want = Exact
	case "one character":
		out.want = Altered
		out.words = m.change(words)
	case "two words":
		out.want = Altered
		if out.words = m.swap(words); out.words == words {
			return made{}, false
		}
	case "number":
		out.want = WrongNumber
		d, at := c.Document, c.Index+[]int{-1, 1}[m.IntN(2)]
		if at < 0 || at >= len(d.Clauses) || d.Clauses[at].Kind != corpus.Article || strings.Contains(bare(d.Clauses[at].Text()), bare(words)) {
			return made{}, false
		}
		name = m.name(d.Clauses[at])
	case "other version":
		out.want = OtherVersion
		for _, x := range m.check.versions(c.Document)[0].Clauses {
			if strings.Contains(bare(x.Text()), bare(words)) {
				return made{}, false
			}
		}
	case "invented":
		out.want, out.clause = NotFound, nil
		out.words = m.invent()
	}
	if sort == "one character" || sort == "two words" {
		for _, d := range m.check.lookup(c.Document.Title) { // it may make other words of the text
			if strings.Contains(bare(d.Source), bare(out.words)) {
				return made{}, false
			}
		}
	}
	out.text = m.cite(title, name, out.words)
	return out, true
}

func bare(s string) string { return string(fold(s, 0).runes) }

// change replaces one character by another one of the language.
func (m *maker) change(words string) string {
	runes := []rune(words)
	const others = "大小上下前后内外多少高低新旧公私国省市县年月日人民法院机关单位部门企业事业社会"
	for {
		i := m.IntN(len(runes))
		r := []rune(others)[m.IntN(utf8.RuneCountInString(others))]
		if runes[i] >= 0x4E00 && runes[i] <= 0x9FFF && runes[i] != r {
			runes[i] = r
			return string(runes)
		}
	}
}

// swap exchanges two pieces of two characters.
func (m *maker) swap(words string) string {
	runes := []rune(words)
	i := m.IntN(len(runes) - 3)
	j := min(i+2+m.IntN(4), len(runes)-2)
	if strings.ContainsAny(string(runes[i:j+2]), "，、；") {
		return words
	}
	out := slices.Clone(runes)
	copy(out[i:], runes[j:j+2])
	copy(out[j:], runes[i:i+2])
	if j < i+2 {
		return words
	}
	return string(out)
}

// invent makes a sentence that no text has.
func (m *maker) invent() string {
	pick := func(list ...string) string { return list[m.IntN(len(list))] }
	return pick("各级图书馆", "全体志愿者", "每名实习工程师", "小区物业管家", "乡村电影放映队") + "应当在" +
		pick("每周星期四", "农历腊月", "开学典礼之后", "雨季来临之前", "收到邀请函当天") + "向" +
		pick("合唱团团长", "校友联络处", "社区花园", "天文爱好者协会", "古琴研究会") + "提交" +
		pick("一份手绘地图", "三张旧照片", "读书心得", "观鸟记录", "种子清单") + "，并" +
		pick("当众朗诵", "拍照存念", "附上家乡特产", "邀请邻居参观", "写一封感谢信")
}

var sorts = []string{"exact", "one character", "two words", "number", "other version", "invented"}

// TestFigures makes 1,000 quotations from the laws and counts how often the
// verdict is right. 300 of them are exact, so that false alarms show.
func TestFigures(t *testing.T) {
	docs := laws(t)
	m := newMaker(docs, 20261127)
	const total, exact = 1000, 300
	right, seen := make(map[string]int), make(map[string]int)
	alarms := 0
	var all []made
	for len(all) < total {
		sort := "exact"
		if len(all) >= exact {
			sort = sorts[1+len(all)%(len(sorts)-1)]
		}
		if q, ok := m.one(sort); ok {
			all = append(all, q)
		}
	}
	sum := 0
	for _, q := range all {
		list, err := m.check.Check(t.Context(), q.text)
		if err != nil {
			t.Fatal(err)
		}
		got, at := Verdict("none"), (*corpus.Clause)(nil)
		for _, f := range list {
			if strings.Contains(q.text[f.Start:f.End], q.words) && f.Kind == Quotation {
				got, at = f.Verdict, f.Clause
			}
		}
		seen[q.sort]++
		// The sort that names a wrong number must lead to a clause that has the words.
		ok := got == q.want && (q.sort != "number" || strings.Contains(bare(at.Text()), bare(q.words)))
		if ok {
			right[q.sort]++
			sum++
			continue
		}
		if q.sort == "exact" {
			alarms++
		}
		t.Logf("%s: %s instead of %s\n%s", q.sort, got, q.want, q.text)
	}
	for _, sort := range sorts {
		t.Logf("%-14s %d of %d", sort, right[sort], seen[sort])
	}
	t.Logf("right: %d of %d; false alarms on exact ones: %d of %d", sum, total, alarms, exact)
	if sum < total*99/100 || alarms*200 > exact {
		t.Error("fewer than 99 of 100 verdicts are right, or more than 1 of 200 exact quotations raise an alarm")
	}
}

// BenchmarkSpeech checks a speech of 10,000 characters with 60 quotations.
func BenchmarkSpeech(b *testing.B) {
	m := newMaker(laws(b), 7)
	var speech strings.Builder
	for n := 0; utf8.RuneCountInString(speech.String()) < 10_000; {
		if q, ok := m.one(sorts[n%len(sorts)]); ok {
			speech.WriteString(q.text)
			n++
		}
	}
	began := time.Now()
	if _, err := m.check.Check(context.Background(), "第一条"); err != nil {
		b.Fatal(err)
	}
	m.check.locator()
	b.Logf("the clauses are read in %v, entries %d", time.Since(began), len(m.check.locator().entries))
	for b.Loop() {
		if _, err := m.check.Check(context.Background(), speech.String()); err != nil {
			b.Fatal(err)
		}
	}
}
