package role

import (
	"slices"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// read gives the roles of a text.
func read(t *testing.T, text string) (*Roles, *corpus.Document) {
	t.Helper()
	d, err := corpus.Parse("办法.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r := Of(d)
	for _, c := range d.Clauses {
		r.Add(c, norm.Of(c))
	}
	return r, d
}

// What begins in the middle of something is not a role.
func TestPiecesAreNoRoles(t *testing.T) {
	r, _ := read(t, "管理办法\n第一条　致使他人受到损害的，应当赔偿。\n第二条　前述股东应当登记。\n第三条　承租人应当付租。\n")
	for role := range r.count {
		if role != "承租人" {
			t.Errorf("%q is a piece of something", role)
		}
	}
	if r.Bound("承租人") != 1 || r.Bound("出租人") != 0 {
		t.Errorf("承租人 is bound %d times, 出租人 %d", r.Bound("承租人"), r.Bound("出租人"))
	}
}

// A role competes with those of its chapter that are bound more than once, and a party of any contract with nobody.
func TestOthers(t *testing.T) {
	r, d := read(t, `租赁办法

第一章 租赁

第一条　承租人应当付租。
第二条　承租人应当爱护房屋。
第三条　出租人应当维修房屋。
第四条　出租人应当开具收据。
第五条　中介方应当登记。
第六条　债权人应当通知债务人。
第七条　债权人应当保管凭据。

第二章 承揽

第八条　承揽人应当按期交付。
第九条　承揽人应当保守秘密。
`)
	clause := func(n int) *corpus.Clause {
		return d.Clauses[slices.IndexFunc(d.Clauses, func(c *corpus.Clause) bool { return c.Kind == corpus.Article && c.Number == n })]
	}
	if got := r.Others("承租人", clause(1)); !slices.Equal(got, []string{"出租人"}) {
		t.Errorf("beside 承租人: %q, want 出租人 alone", got)
	}
	if got := r.Others("债权人", clause(6)); len(got) != 0 {
		t.Errorf("beside 债权人: %q", got)
	}
	if got := r.Others("承揽人", clause(8)); len(got) != 0 {
		t.Errorf("beside 承揽人: %q, of another chapter", got)
	}
}
