package reply

import (
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// NormRow is one must, must-not, may or should of a document.
type NormRow struct {
	Norm   string  `json:"norm"`
	Soft   bool    `json:"soft,omitempty"`  // 坚决反对, 防止: resisted rather than outlawed
	Actor  string  `json:"actor,omitempty"` // who is bound
	Full   string  `json:"full,omitempty"`  // what the document says that the actor's name stands for
	Text   string  `json:"text"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Clause *Clause `json:"clause,omitempty"` // absent within a ClauseView

	Whole     string   `json:"whole"`               // Text with the conditions in front of it and the words that go on under it
	Items     []string `json:"items,omitempty"`     // the list that goes with it: 按照下列规定…
	Condition string   `json:"condition,omitempty"` // 有下列情形之一的
	Frequency string   `json:"frequency,omitempty"` // 每年至少听取1次
	Deadline  string   `json:"deadline,omitempty"`  // 自受理之日起15日内
	Due       *Due     `json:"due,omitempty"`       // the day of the calendar that the deadline names
}

// Due is the last day of a deadline.
type Due struct {
	Every string `json:"every,omitempty"` // year, quarter or month; absent for a day of one year
	Year  int    `json:"year,omitempty"`  // of a day of one year
	Month int    `json:"month,omitempty"` // 1 to 12; of a quarter, 1 to 3; absent for every month
	Day   int    `json:"day"`             // 1 to 31; a shorter month ends earlier
}

// NormOf gives the public form of a norm. public is that of its clause, or nil where the
// clause is known anyway.
func NormOf(c *corpus.Clause, public *Clause, n norm.Norm) NormRow {
	start, end := CodePoints(c, n.Span)
	d := c.Document
	row := NormRow{
		Norm: n.Kind.String(), Soft: n.Soft, Actor: n.Actor,
		Text: d.Text(n.Span), Start: start, End: end, Clause: public,
		Whole: d.Text(n.Reach), Condition: d.Text(n.Condition),
		Frequency: d.Text(n.Frequency), Deadline: d.Text(n.Deadline),
	}
	for _, item := range n.Items {
		row.Items = append(row.Items, d.Text(item))
	}
	return row
}
