package prepared

import (
	"strings"
	"testing"

	"tiaowen/corpus"
)

// clauseOf prepares the only clause of a text that has a word.
func clauseOf(t *testing.T, text, word string) *Clause {
	t.Helper()
	d, err := corpus.Parse("办法.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Clauses {
		if strings.Contains(c.Text(), word) {
			return Of(c)
		}
	}
	t.Fatalf("no clause has %s", word)
	return nil
}

// An item knows the words that lead to its list, and these know the list; a sentence
// behind a list belongs to none.
func TestLists(t *testing.T) {
	c := clauseOf(t, "值班办法\n第一条 值班人员应当遵守下列规定：\n（一）按时到岗；\n（二）不得饮酒。\n第二条 本办法自公布之日起施行。\n", "饮酒")
	all := Lists(c.Clause)
	if len(all) != 1 || len(all[0].Items) != 2 {
		t.Fatalf("%+v", all)
	}
	if !all[0].BeginsAtEndOf(all[0].lead) || all[0].BeginsAtEndOf(all[0].Items[0]) || all[0].BeginsAtEndOf(all[0].Whole) {
		t.Error("the list begins at the end of its lead, of no item, and not of itself")
	}
	for i := range c.Units {
		u := &c.Units[i]
		item := !strings.Contains(u.Text, "下列规定")
		if (u.Lead != nil) != item || (u.Opens != nil) == item {
			t.Errorf("%s: lead %v, opens %v", u.Text, u.Lead, u.Opens)
		}
		if said := u.Said(); item && (!strings.HasPrefix(said, "值班人员应当遵守下列规定") || !strings.HasSuffix(said, u.Text)) {
			t.Errorf("%s is said as %s", u.Text, said)
		}
	}
	if got := c.SentenceOf(corpus.Span{}); got != "" {
		t.Errorf("no sentence holds the beginning of the text, not %q", got)
	}
}

// The rows below the head have its cells as names, a row whose first cell is merged also the cell
// above it; rows that are alike, with figures in all, have no head.
func TestTableRows(t *testing.T) {
	c := clauseOf(t, "会议费管理办法\n第一条 会议应当事先报批。\n第二条 会议费标准见下表。\n会议类别\t费用项目\t限额\n一类会议\t住宿费\t500元\n\t伙食费\t150元\n第三条 会议不得发放纪念品。\n", "伙食费")
	rows := 0
	for i := range c.Units {
		u := &c.Units[i]
		var names []string
		for _, n := range u.Names() {
			names = append(names, n.Text)
		}
		got := strings.Join(names, " ")
		switch {
		case strings.Contains(u.Text, "住宿费"):
			rows++
			if got != "会议类别 费用项目 限额" {
				t.Errorf("住宿费 is called %s", got)
			}
			if !u.HasCell("500元") || u.HasCell("500") || u.HasCell("住宿") {
				t.Error("a cell is a word as a whole")
			}
		case strings.Contains(u.Text, "伙食费"):
			rows++
			if got != "会议类别 费用项目 限额 一类会议" {
				t.Errorf("伙食费 is called %s", got)
			}
		case got != "":
			t.Errorf("%s is no row below a head: %s", u.Text, got)
		case strings.Contains(u.Text, "下表") && u.Table == nil:
			t.Error("the sentence above leads to the table")
		}
	}
	if rows != 2 {
		t.Errorf("%d rows", rows)
	}
	c = clauseOf(t, "停车收费办法\n第一条 停车费如下表：\n小型车\t5元\n大型车\t10元\n第二条 残疾人免费停车。\n", "大型车")
	for i := range c.Units {
		if c.Units[i].IsTableRow() {
			t.Errorf("%s stands below a head", c.Units[i].Text)
		}
	}
}

// A norm is bound to its actor, to him without brackets, and to the subject of its sentence.
func TestNormUnits(t *testing.T) {
	c := clauseOf(t, "公司章程\n第一条 党委（党组）书记不得兼任董事。\n第二条 导游和领队从事业务活动，应当佩戴导游证。\n", "书记")
	norms := c.Norms()
	if len(norms) != 1 || norms[0].Norm == nil || norms[0].Bound[1] != "党委书记" {
		t.Errorf("%+v", norms)
	}
	c = clauseOf(t, "导游办法\n第一条 导游和领队从事业务活动，应当佩戴导游证。\n", "导游证")
	if norms = c.Norms(); len(norms) != 1 || norms[0].Bound[2] != "导游和领队" {
		t.Errorf("%+v", norms)
	}
	whole, units := c.Loose()
	if strings.Contains(whole, "和") || len(units) != len(c.Units) {
		t.Errorf("loose: %s, %q", whole, units)
	}
}
