package corpus

import (
	"slices"
)

// findDamage fills the Repairs of every clause and Report.Damage.
func (d *Document) findDamage() {
	h := readHabits(d.Source)
	for _, l := range d.Leaves {
		if l.Kind == LeafTitle || l.Kind == LeafHeading {
			d.Report.Damage = append(d.Report.Damage, findSlips(d.Source, l.Span, h)...)
		}
	}
	for _, c := range d.Clauses {
		c.Repairs = findSlips(d.Source, c.Body, h)
		d.Report.Damage = append(d.Report.Damage, c.Repairs...)
	}
	slices.SortFunc(d.Report.Damage, func(a, b Repair) int { return a.Start - b.Start })
}
