package study

import (
	"encoding/csv"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"tiaowen/api/study/apkg"
)

// The text form of Anki cards, after the chapter on text files of Anki's
// manual. The id stands in the first field, by which Anki knows a note: to
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
		front, back := q.card(base)
		if err := table.Write([]string{q.ID, front, back, strings.Join(q.tags(), " ")}); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// card is the question as the two sides of a card, in HTML.
func (q *Question) card(base string) (front, back string) {
	text := func(s string) string { return html.EscapeString(bare(s)) }
	var f strings.Builder
	f.WriteString("【" + q.Kind.Chinese() + "】" + text(q.Stem))
	for i, l := range q.Left {
		fmt.Fprintf(&f, "<br>%d. %s", i+1, text(l))
	}
	if q.Kind != Judge {
		for i, o := range q.Options {
			f.WriteString("<br>" + letter(i) + ". " + text(o))
		}
	}
	var b strings.Builder
	b.WriteString("<b>" + text(q.AnswerLine()) + "</b>")
	if q.Kind == Single || q.Kind == Multiple {
		for _, i := range q.Right {
			b.WriteString("<br>" + letter(i) + ". " + text(q.Options[i]))
		}
	}
	b.WriteString("<br><br>" + text(q.Explanation))
	if base != "" && q.URL != "" {
		fmt.Fprintf(&b, `<br><a href="%s">%s</a>`, html.EscapeString(base+q.URL), text(q.Clause))
	}
	return f.String(), b.String()
}

// tags are words without blanks, which part tags in Anki.
func (q *Question) tags() []string {
	tag := func(s string) string { return strings.Join(strings.Fields(bare(s)), "_") }
	out := []string{q.Kind.Chinese()}
	if path := q.from.Path(); len(path) > 0 {
		out = append(out, tag(path[0].Name()))
	}
	if name := q.from.Name(); name != "" {
		out = append(out, tag(name))
	}
	return out
}

// edition grows by one whenever the rules make other cards of the same text.
const edition = 1

// modified is when the notes changed, in seconds. Anki takes a note again when
// it is newer; a clock would make other bytes each time, so it is the day of
// the newest document and our edition.
func modified(k *Kit) int64 {
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range k.Clauses {
		if day, err := time.Parse(time.DateOnly, c.Document.Date); err == nil && day.After(at) {
			at = day
		}
	}
	return at.Unix() + edition
}
