package corpus

import (
	"slices"

	"tiaowen/corpus/damage"
)

// findDamage fills the Repairs of every clause and Report.Damage.
func (d *Document) findDamage() {
	h := damage.ReadHabits(d.Source)
	for _, l := range d.Leaves {
		if l.Kind == LeafTitle || l.Kind == LeafHeading {
			d.Report.Damage = append(d.Report.Damage, damage.Find(d.Source, l.Span, h)...)
		}
	}
	for _, c := range d.Clauses {
		c.Repairs = damage.Find(d.Source, c.Body, h)
		d.Report.Damage = append(d.Report.Damage, c.Repairs...)
	}
	slices.SortFunc(d.Report.Damage, func(a, b damage.Repair) int { return a.Start - b.Start })
}
