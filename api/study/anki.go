package study

import (
	"encoding/csv"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"time"

	"tiaowen/api/study/apkg"
	"tiaowen/api/study/quiz"
)

// The text form of Anki cards, after the chapter on text files of Anki's
// manual. The id is in the first field, by which Anki knows a note: to
// import the file again updates the notes and keeps when they are due. The note
// type is the one of the .apkg.
func writeAnki(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("anki"); err != nil {
		return err
	}
	head := "#separator:Tab\n#html:true\n#notetype:" + apkg.NoteType + "\n#deck:" + k.deck() + "\n#columns:" + strings.Join(append(apkg.Fields[:], "Tags"), "\t") + "\n#tags column:4\n"
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.Comma = '\t'
	for _, q := range k.Questions {
		front, back := card(q, base)
		if err := table.Write([]string{q.ID, front, back, strings.Join(tags(q), " ")}); err != nil {
			return err
		}
	}
	for _, q := range k.gone() {
		front, back := card(q, base)
		if err := table.Write([]string{q.ID, front, back, strings.Join(append(tags(q), retired), " ")}); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// card is the question as the two sides of a card, in HTML.
func card(q *quiz.Question, base string) (front, back string) {
	text := func(s string) string { return html.EscapeString(bare(s)) }
	var f strings.Builder
	f.WriteString("【" + q.Kind.Chinese() + "】" + text(q.Stem))
	for i, l := range q.Left {
		fmt.Fprintf(&f, "<br>%d. %s", i+1, text(l))
	}
	if q.Kind != quiz.Judge {
		for i, o := range q.Options {
			f.WriteString("<br>" + quiz.Letter(i) + ". " + text(o))
		}
	}
	var b strings.Builder
	b.WriteString("<b>" + text(q.AnswerLine()) + "</b>")
	if q.Kind.Choice() || q.Kind == quiz.Order {
		for _, i := range q.Right {
			b.WriteString("<br>" + quiz.Letter(i) + ". " + text(q.Options[i]))
		}
	}
	b.WriteString("<br><br>" + text(q.Explanation))
	if base != "" && q.URL != "" {
		fmt.Fprintf(&b, `<br><a href="%s">%s</a>`, html.EscapeString(base+q.URL), text(q.Clause))
	}
	return f.String(), b.String()
}

// retired is the tag of notes whose questions the text no longer gives.
const retired = "已失效"

// tags are words without blanks, which part tags in Anki.
func tags(q *quiz.Question) []string {
	tag := func(s string) string { return strings.Join(strings.Fields(bare(s)), "_") }
	out := []string{q.Kind.Chinese()}
	if q.From() == nil {
		return out
	}
	if path := q.From().Path(); len(path) > 0 {
		out = append(out, tag(path[0].Name()))
	}
	if name := q.From().Name(); name != "" {
		out = append(out, tag(name))
	}
	return out
}

// edition grows by one whenever the rules make other cards of the same text.
const edition = 2

// modified is when the notes changed, in seconds. Anki takes a note again when
// it is newer. A clock would make other bytes each time, so it is the day of the
// newest document or when the texts were taken in, our edition, and more than
// what the kit that came before had.
func modified(k *Kit) int64 {
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range k.Clauses {
		if day, err := time.Parse(time.DateOnly, c.Document.Date); err == nil && day.After(at) {
			at = day
		}
	}
	if k.Changed.After(at) {
		at = k.Changed
	}
	out := at.Unix() + edition
	if k.Previous != nil {
		out = max(out, k.Previous.Modified+1)
	}
	return out
}

// gone are the questions of the kit that came before which the text does not
// give any more.
func (k *Kit) gone() []*quiz.Question {
	if k.Previous == nil {
		return nil
	}
	var out []*quiz.Question
	for _, q := range k.Previous.Questions {
		if !k.given[q.ID] && !slices.ContainsFunc(k.Questions, func(o *quiz.Question) bool { return o.ID == q.ID }) {
			out = append(out, q)
		}
	}
	return out
}
