package question

import (
	"regexp"
	"strconv"
	"strings"

	"tiaowen/index"
)

// Reference is a clause or section number in a question, with the paragraph and item
// that follow it.
type Reference struct {
	index.Reference
	Written string // as typed, folded
	Parts   []index.Reference
}

// References reads the clause and section numbers of a folded text.
func References(folded string) []Reference { return references(folded, index.References(folded)) }

// references joins chained references to the clause they continue.
func references(folded string, refs []index.Reference) []Reference {
	var out []Reference
	var within []index.Reference // paragraph 2 of article 30: named before the clause
	for i, r := range refs {
		switch {
		case isPart(r) && precedesClause(folded[r.End:], refs[i+1:], r.End):
			within = append([]index.Reference{r}, within...)
		case within != nil && r.Kind == index.ClauseRef:
			out = append(out, Reference{Reference: r, Parts: within, Written: folded[within[len(within)-1].Start:r.End]})
			within = nil
		case isPart(r) && r.Chained && len(out) > 0:
			last := &out[len(out)-1]
			last.Parts = append(last.Parts, r)
			last.Written = folded[last.Start:r.End]
		default:
			one := Reference{Reference: r, Written: folded[r.Start:r.End]}
			if r.Kind == index.ItemRef { // 第（三）项: of whichever clause has it
				one.Parts = []index.Reference{r}
			}
			out = append(out, one)
		}
	}
	return out
}

// precedesClause reports whether the next reference names the clause of a part that
// ends at byte end, in front of behind.
func precedesClause(behind string, next []index.Reference, end int) bool {
	return len(next) > 0 && ofNext.MatchString(behind[:next[0].Start-end])
}

// isPart reports whether a reference names a part of a clause.
func isPart(r index.Reference) bool { return r.Kind == index.ParagraphRef || r.Kind == index.ItemRef }

// ofNext is what stands between a paragraph and the clause it belongs to.
var ofNext = regexp.MustCompile(`^,? (?:of|in|under) (?:the )?$`)

// IsSection reports whether the reference names sections.
func (r Reference) IsSection() bool { return r.Kind == index.SectionRef }

// Chinese is the reference as Chinese messages say it.
func (r Reference) Chinese() string {
	label := r.Label()
	if r.Kind == index.ItemRef {
		return label
	}
	for _, p := range r.Parts {
		label += p.Label()
	}
	return label
}

// English is the reference as English messages say it.
func (r Reference) English() string {
	unit := "clause"
	if r.IsSection() {
		unit = "section"
	}
	switch {
	case r.FromEnd > 0:
		return r.fromEnd(unit)
	case r.Numbers != nil:
		return unit + "s " + joinNumbers(r.Numbers)
	case r.From != r.To:
		return unit + "s " + strconv.Itoa(r.From) + " to " + strconv.Itoa(r.To)
	}
	out := unit + " " + strconv.Itoa(r.From)
	if r.Sub > 0 {
		out += "-" + strconv.Itoa(r.Sub)
	}
	for _, p := range r.Parts {
		out += ", " + p.Kind.String() + " " + strconv.Itoa(p.From)
	}
	return out
}

// fromEnd says which units are meant that are counted from the end.
func (r Reference) fromEnd(unit string) string {
	switch {
	case r.FromEnd != r.ToEnd:
		return "the last " + strconv.Itoa(r.FromEnd) + " " + unit + "s"
	case r.FromEnd == 1:
		return "the last " + unit
	}
	return unit + " " + strconv.Itoa(r.FromEnd) + " from the end"
}

func joinNumbers(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

// ClauseNumbers are the clause numbers that the reference names, at most 100 of
// a range; nil for sections and for places counted from the end.
func (r Reference) ClauseNumbers() []int {
	switch {
	case r.IsSection() || r.OutOfRange || r.FromEnd > 0:
		return nil
	case r.Numbers != nil:
		return r.Numbers
	}
	var out []int
	for n := r.From; n <= r.To && len(out) < 100; n++ {
		out = append(out, n)
	}
	return out
}
