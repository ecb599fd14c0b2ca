package eval

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
)

// DefaultPerClause is how many questions are made of one clause unless told.
const DefaultPerClause = 12

// The kinds of questions that a document is asked about itself, in the order
// they are made and reported.
var selfKinds = []string{selfNumber, selfTitle, selfSection, selfForbid, selfTime, selfQuantity}

const (
	selfNumber   = "number"    // 第20条: the clause, whole
	selfTitle    = "title"     // 净化选人用人风气: the clause
	selfSection  = "section"   // 六、建设忠诚干净担当干部队伍: each of its clauses
	selfForbid   = "forbid"    // 封官许愿、跑风漏气可以吗: the prohibition
	selfTime     = "how often" // …多久一次: the part that says it
	selfQuantity = "quantity"  // a part with its number replaced by 多少: the part
)

// maxAsked is how long a part may be that becomes a question, in code points;
// of a longer list the first members are asked for.
const maxAsked = 40

// reach is within how many clauses that answer the right one must be.
const reach = 3

// SelfQuestion is a question made of a document, and what answers it.
type SelfQuestion struct {
	Kind string
	Q    string

	// What answers it: one of the places; of a section, all of them. A place of a
	// number or a title is the whole clause.
	Places []Place
}

// Place is words of a clause.
type Place struct {
	Clause *corpus.Clause
	corpus.Span
}

// SelfQuestions makes questions of a document, at most perClause of a clause (0
// means [DefaultPerClause]) and one for each section, and says how many more the
// clauses had. A question that several places answer is made once. The same
// document gives the same questions.
func SelfQuestions(d *corpus.Document, perClause int) (questions []SelfQuestion, leftOut int) {
	if perClause <= 0 {
		perClause = DefaultPerClause
	}
	at := make(map[[2]string]int)
	add := func(kind, q string, places ...Place) {
		i, known := at[[2]string{kind, q}]
		if !known {
			i = len(questions)
			at[[2]string{kind, q}] = i
			questions = append(questions, SelfQuestion{Kind: kind, Q: q})
		}
		questions[i].Places = append(questions[i].Places, places...)
	}
	for _, c := range d.Clauses {
		made := clauseQuestions(c)
		leftOut += max(0, len(made)-perClause)
		for _, q := range made[:min(len(made), perClause)] {
			add(q.Kind, q.Q, q.Places...)
		}
	}
	names := make(map[string]int)
	for _, s := range d.Sections {
		names[s.Name()]++
	}
	for _, s := range d.Sections {
		q := s.Name()
		for p := s.Parent; p != nil && names[s.Name()] > 1; p = p.Parent {
			q = p.Name() + " " + q
		}
		if q == "" || s.First == s.End || slices.ContainsFunc(d.Clauses[s.First:s.End], func(c *corpus.Clause) bool { return c.Kind != corpus.Article }) {
			continue
		}
		if _, twice := at[[2]string{selfSection, q}]; twice {
			continue // two headings of the same words at the same place: nobody can tell them apart
		}
		for _, c := range d.Clauses[s.First:s.End] {
			add(selfSection, q, Place{c, c.Body})
		}
	}
	return questions, leftOut
}

// clauseQuestions are the questions that one clause answers.
func clauseQuestions(c *corpus.Clause) (out []SelfQuestion) {
	d := c.Document
	add := func(kind, q string, s corpus.Span) {
		if !slices.ContainsFunc(out, func(o SelfQuestion) bool { return o.Q == q }) {
			out = append(out, SelfQuestion{Kind: kind, Q: q, Places: []Place{{c, s}}})
		}
	}
	if c.Kind == corpus.Article {
		add(selfNumber, c.Name(), c.Body)
		if c.Title != "" {
			add(selfTitle, c.Title, c.Body)
		}
	}
	for _, n := range norm.Of(c) {
		if n.Kind == norm.Forbid && n.Act.Len() > 0 {
			if act := head(d.Text(n.Act)); stands(act) {
				add(selfForbid, act+"可以吗", n.Span)
			}
		}
		if n.Kind == norm.Forbid {
			for _, item := range n.Items {
				if act := strings.TrimSuffix(head(d.Text(item)), "的"); stands(act) {
					add(selfForbid, act+"可以吗", item)
				}
			}
		}
		// 定期 and 按时 say no number that could be asked for.
		if often := d.Text(n.Frequency); n.Contains(n.Frequency) && counted().MatchString(often) {
			if rest := head(d.Source[n.Start:n.Frequency.Start] + d.Source[n.Frequency.End:n.End]); stands(rest) {
				add(selfTime, rest+"多久一次", n.Span)
			}
		}
	}
	for _, s := range sentences.Of(c) {
		for _, part := range s.Parts {
			words := d.Text(part)
			if date().MatchString(words) {
				continue
			}
			if q := head(quantity().ReplaceAllString(words, "${1}多少${2}")); strings.Contains(q, "多少") && stands(q) {
				add(selfQuantity, q, part)
			}
		}
	}
	return out
}

// pattern is compiled when it is first used: most starts of the program do without.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// quantity is a number with its unit, ordinals left out; what is in front is kept.
var quantity = pattern(`(^|[^第0-9０-９〇零一二三四五六七八九十百千万亿两几数.])` +
	`[0-9０-９〇零一二三四五六七八九十百千万亿两.]+(日|天|周岁|周|个月|年|小时|人|名|元|万元|次|倍|股|平方米|公里|个工作日|个以上|个以下|人以上|人以下)`)

// date is a day or month of the calendar, which nobody asks for with 多少.
var date = pattern(`年[0-9０-９一二三四五六七八九十]+月`)

// counted is a frequency with a number in it, or 每.
var counted = pattern(`[0-9０-９一二三四五六七八九十两几每半]`)

// stands reports whether words can be asked by themselves: they are more than a
// few, and do not lean on words before them.
func stands(words string) bool {
	return utf8.RuneCountInString(words) >= 6 && !leaning().MatchString(words)
}

var leaning = pattern(`[前本上该][两二三]?[款条项]|上述|前述|下列`)

// head is text for a question: of a long one the beginning, cut at a mark, and ""
// where there is no mark to cut at.
func head(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return strings.ContainsRune(" \n\t　，；：、。", r) })
	if strings.Contains(text, "\n") {
		text = text[:strings.Index(text, "\n")]
	}
	if utf8.RuneCountInString(text) <= maxAsked {
		return text
	}
	n, cut := 0, 0
	for i, r := range text {
		if n++; n > maxAsked {
			break
		}
		if strings.ContainsRune("、，；", r) && n > 4 {
			cut = i
		}
	}
	return text[:cut]
}

// SelfReport is how much of a document can be found by asking for it.
type SelfReport struct {
	Title   string
	All     Ratio
	First   Ratio // of those found, where the first answer is right; sections left out
	ByKind  map[string]*Ratio
	Missing []Missing // in the order of the questions
	LeftOut int       // questions that were not made because their clause had too many
	Took    time.Duration
}

// Missing is a question whose answer did not come.
type Missing struct {
	SelfQuestion
	Came string // what came instead
}

// Self asks a service about one of its documents with the questions of
// [SelfQuestions]. A document that is not there is an *api.NotFoundError.
func Self(ctx context.Context, svc *api.Service, document string, perClause int, lang string) (*SelfReport, error) {
	d, err := svc.Document(document)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	questions, leftOut := SelfQuestions(d, perClause)
	r := &SelfReport{Title: d.Title, ByKind: make(map[string]*Ratio), LeftOut: leftOut}
	for _, q := range questions {
		a, err := svc.Ask(ctx, api.AskParams{Question: q.Q, Document: d.ID, Lang: lang})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.Q, err)
		}
		if r.ByKind[q.Kind] == nil {
			r.ByKind[q.Kind] = new(Ratio)
		}
		found := q.found(a)
		r.All.add(found)
		r.ByKind[q.Kind].add(found)
		if found && q.Kind != selfSection {
			first := *a
			first.Answers = a.Answers[:1]
			r.First.add(q.found(&first))
		}
		if !found {
			r.Missing = append(r.Missing, Missing{q, came(a)})
		}
	}
	r.Took = time.Since(began)
	return r, nil
}

// found reports whether the answers hold what was asked for.
func (q SelfQuestion) found(a *api.Answer) bool {
	switch q.Kind {
	case selfSection:
		return !slices.ContainsFunc(q.Places, func(p Place) bool { return !p.among(a.Answers, true) })
	case selfNumber:
		return slices.ContainsFunc(q.Places, func(p Place) bool { return p.among(a.Answers, true) })
	}
	// Of many clauses that answer only the first count.
	clauses := make(map[string]bool)
	first := a.Answers
	for i, s := range a.Answers {
		if clauses[s.Clause.ID] = true; len(clauses) > reach {
			first = a.Answers[:i]
			break
		}
	}
	return slices.ContainsFunc(q.Places, func(p Place) bool { return p.among(first, false) })
}

// among reports whether one of the answers touches the place, or is the whole of it.
func (p Place) among(answers []api.AnswerSpan, whole bool) bool {
	source, id := p.Clause.Document.Source, p.Clause.ID()
	start := utf8.RuneCountInString(source[p.Clause.Body.Start:p.Start])
	end := start + utf8.RuneCountInString(source[p.Start:p.End])
	return slices.ContainsFunc(answers, func(s api.AnswerSpan) bool {
		if s.Clause.ID != id {
			return false
		}
		if whole {
			return s.Start <= start && s.End >= end
		}
		return s.Start < end && s.End > start
	})
}

// came is what was answered, in a line.
func came(a *api.Answer) string {
	if !a.Answerable {
		return a.Reason
	}
	var parts []string
	for i, s := range a.Answers {
		if i == reach {
			parts = append(parts, "…")
			break
		}
		name := s.Clause.Name
		if name == "" {
			name = s.Clause.ID
		}
		parts = append(parts, name+" "+shorten(s.Text, 30))
	}
	return strings.Join(parts, " | ")
}

// shorten keeps the first n code points of text, on one line.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > n {
		return string(r[:n]) + "…"
	}
	return text
}

// Write prints the figures and what was not found, in Chinese for lang zh, else
// in English; with took also the time.
func (r *SelfReport) Write(w io.Writer, lang string, took bool) {
	say := func(zh, en string) string {
		if lang == "zh" {
			return zh
		}
		return en
	}
	kinds := map[string]string{
		selfNumber: say("条号", selfNumber), selfTitle: say("条标题", selfTitle), selfSection: say("章节", selfSection),
		selfForbid: say("禁止事项", selfForbid), selfTime: say("频次", selfTime), selfQuantity: say("数量", selfQuantity),
	}
	fmt.Fprintf(w, "%s\n", r.Title)
	for _, k := range selfKinds {
		if of := r.ByKind[k]; of != nil {
			fmt.Fprintf(w, "  %5d / %5d  %5.1f%%  %s\n", of.Right, of.Of, of.Percent(), kinds[k])
		}
	}
	fmt.Fprintf(w, say("问 %d 个问题，找到 %d 个（%.1f%%）\n", "%d questions, %d found (%.1f%%)\n"), r.All.Of, r.All.Right, r.All.Percent())
	fmt.Fprintf(w, say("其中 %d 个问题的第一个回答即是（%.1f%%），章节除外\n", "%d of them by the first answer (%.1f%%), sections excluded\n"), r.First.Right, r.First.Percent())
	if r.LeftOut > 0 {
		fmt.Fprintf(w, say("另有 %d 个问题未问：所在的条问题过多\n", "%d more were not asked, because their clauses have too many questions\n"), r.LeftOut)
	}
	if took {
		fmt.Fprintf(w, say("用时 %.1f 秒\n", "%.1f s\n"), r.Took.Seconds())
	}
	if len(r.Missing) > 0 {
		fmt.Fprintln(w, say("没有找到：", "not found:"))
	}
	for _, m := range r.Missing {
		name := m.Places[0].Clause.Name()
		if name == "" {
			name = m.Places[0].Clause.ID()
		}
		fmt.Fprintf(w, "  %s [%s] %s\n    → %s\n", name, kinds[m.Kind], shorten(m.Q, 80), m.Came)
	}
}
