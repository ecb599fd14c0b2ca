package corpus

import "sort"

// Clean is the clause's text with its repairs made, for matching: words lost to
// a scanner's slip can be found in it. The function at maps a byte offset in
// that text (0 to its length) to the offset in Source where the same character
// stands; an offset within inserted words maps to the beginning of what they replace.
func (c *Clause) Clean() (text string, at func(offset int) int) {
	if len(c.Repairs) == 0 {
		return c.Text(), func(offset int) int { return c.Body.Start + offset }
	}
	source := c.Document.Source
	var b []byte
	type step struct{ clean, source int } // text[clean:] is Source[source:], up to the next step
	var steps []step
	from := c.Body.Start
	for _, r := range c.Repairs {
		steps = append(steps, step{len(b), from})
		b = append(b, source[from:r.Start]...)
		steps = append(steps, step{len(b), -1 - r.Start}) // inserted: all of it is at r.Start
		b = append(b, r.Likely...)
		from = r.End
	}
	steps = append(steps, step{len(b), from})
	b = append(b, source[from:c.Body.End]...)
	return string(b), func(offset int) int {
		i := sort.Search(len(steps), func(i int) bool { return steps[i].clean > offset }) - 1
		if s := steps[i]; s.source >= 0 {
			return s.source + offset - s.clean
		} else {
			return -1 - s.source
		}
	}
}
