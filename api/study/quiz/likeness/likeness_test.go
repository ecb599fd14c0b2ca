package likeness

import (
	"slices"
	"strings"
	"testing"
)

func TestSameRole(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"董事", "董事会成员", true}, {"股份公司", "股份有限公司", true}, {"董事会", "监事会", false}, {"出租人", "承租人", false},
		{"债权人", "债务人", false}, {"抵押人", "抵押权人", true}, {"监察机关", "公安机关", true},
	} {
		if got := SameRole(test.a, test.b); got != test.same {
			t.Errorf("%s and %s: %v", test.a, test.b, got)
		}
	}
}

// Two options cannot stand side by side where one can be taken for the other.
func TestConflict(t *testing.T) {
	for _, c := range []struct{ one, other, want string }{
		{"三日", "五日", ""},
		{"三日", "3日", "mean the same"},
		{"通知、公告申请人", "通知和公告申请人", "mean the same"},
		{"通知申请人", "书面通知申请人", "holds another"},
		{"股份公司", "股份有限公司", "a long and a short name"},
		{"在办理登记时隐瞒真实情况", "在办理登记时隐瞒真实情形", "next to nothing"},
		{"隐瞒真实情况", "提供虚假材料", ""},
	} {
		got := Conflict(c.one, c.other)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s, %s: %q, want %q", c.one, c.other, got, c.want)
		}
	}
}

func TestSharedRuns(t *testing.T) {
	for _, c := range []struct {
		a, b            string
		run, head, tail int
	}{
		{"", "登记", 0, 0, 0},
		{"办理登记手续", "申请登记的手续", 2, 0, 2},
		{"主管机关", "主管部门", 2, 2, 0},
		{"一二三四五六七八九十", "一二三四五六七八九十", 10, 8, 8}, // the ends are compared to 8
	} {
		if r, h, e := SharedRun(c.a, c.b), CommonHead(c.a, c.b), CommonTail(c.a, c.b); r != c.run || h != c.head || e != c.tail {
			t.Errorf("%s, %s: %d, %d, %d, want %d, %d, %d", c.a, c.b, r, h, e, c.run, c.head, c.tail)
		}
	}
	if h, e := Head("登记手续", 2)+Head("登", 2), Tail("登记手续", 2)+Tail("登", 2); h != "登记登" || e != "手续登" {
		t.Errorf("%s, %s", h, e)
	}
}

// Words of one form have one head, and a verb in front or none.
func TestSameForm(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"凝聚力", "战斗力", true},
		{"凝聚力", "知情权", false},
		{"激励机制", "约束机制", true},
		{"激励机制", "建立机制", false}, // the second does something
		{"激励机制", "监督约束机制", false},
		{"一般人", "证明人", false}, // 人 makes no noun of what is in front of it
		{"力", "力", false},
	} {
		if got := SameForm(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
	if !SameShape("服务改革", "服务发展") || SameShape("服务改革", "改革创新") {
		t.Error("members of a list begin alike or end alike")
	}
	if a, b := NounHead("凝聚力"), NounHead("激励机制"); a != "力" || b != "机制" {
		t.Errorf("%s, %s", a, b)
	}
}

// The likest words come first: of the same length, with a common end. Each comes once.
func TestLikest(t *testing.T) {
	got := Likest([]string{"监督约束机制", "知情权", "参与权", "表达意见权", "参与权", "主管机关", "所有人"}, "知情权")
	if len(got) != 5 || got[0] != "参与权" || got[1] != "所有人" || got[4] != "监督约束机制" {
		t.Errorf("%q", got)
	}
	if !slices.Equal(got, Likest([]string{"所有人", "主管机关", "参与权", "表达意见权", "监督约束机制"}, "知情权")) {
		t.Error("their order depends on the order in which they are given")
	}
}

func TestAkin(t *testing.T) {
	const text = "申请人应当在三日内向主管机关提交书面材料"
	for words, want := range map[string]bool{
		"提交书面材料": true, "向主管机关提交材料": true, "销毁档案": false, "主管部门销毁档案": false, "": true,
	} {
		if got := Akin(words, text); got != want {
			t.Errorf("%s: %v", words, got)
		}
	}
}

// Who speaks of a party where a clause is about another gives himself away.
func TestSameParties(t *testing.T) {
	const text = "出租人应当将租赁物交付承租人"
	for words, want := range map[string]bool{
		"通知承租人": true, "及时维修": true, "通知股东": false, "出租人通知债权人": false,
	} {
		if got := SameParties(words, text); got != want {
			t.Errorf("%s: %v", words, got)
		}
	}
}
