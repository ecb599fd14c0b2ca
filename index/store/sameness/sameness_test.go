package sameness

import (
	"testing"

	"tiaowen/corpus"
)

func parse(t *testing.T, source string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("x.md", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const lamps = "# 江城市路灯条例\n\n第一条 路灯损坏的，应当修复。\n\n第二条 路灯由市政部门管理。\n\n第三条 本条例自公布之日起施行。\n"

func TestWords(t *testing.T) {
	want := Words(parse(t, lamps))
	for name, test := range map[string]struct {
		source string
		same   bool
	}{
		"blanks and punctuation": {"# 江城市 路灯条例\n\n第一条　路灯损坏的,应当修复.\n\n第二条 路灯由市政部门管理。\n\n\n第三条 本条例自公布之日起施行。\n", true},
		"another word":           {"# 江城市路灯条例\n\n第一条 路灯损坏的，可以修复。\n\n第二条 路灯由市政部门管理。\n\n第三条 本条例自公布之日起施行。\n", false},
		"another title":          {"# 江城市电灯条例\n\n第一条 路灯损坏的，应当修复。\n\n第二条 路灯由市政部门管理。\n\n第三条 本条例自公布之日起施行。\n", false},
		"a clause less":          {"# 江城市路灯条例\n\n第一条 路灯损坏的，应当修复。\n\n第二条 路灯由市政部门管理。\n", false},
	} {
		if got := Words(parse(t, test.source)) == want; got != test.same {
			t.Errorf("%s: the same is %v, want %v", name, got, test.same)
		}
	}
}

func TestTitle(t *testing.T) {
	if Title("江城市路灯条例（试行）", "2024-01-02") != Title("江城市 路灯条例(试行)", "2024-01-02") {
		t.Error("brackets and blanks make another title")
	}
	if Title("江城市路灯条例", "2024-01-02") == Title("江城市路灯条例", "2020-01-02") {
		t.Error("two versions have the same title and date")
	}
}

func TestOverlap(t *testing.T) {
	old := parse(t, lamps)
	for name, test := range map[string]struct {
		source string
		want   bool
	}{
		"two of three":                  {"# 江城市路灯条例\n\n第一条 甲。\n\n第二条 乙。\n\n第四条 丙。\n", true},
		"a part that begins later":      {"# 江城市路灯条例\n\n第十条 甲。\n\n第十一条 乙。\n", false},
		"all, and many more of its own": {"# 江城市路灯条例\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 丙。\n\n第四条 丁。\n\n第五条 戊。\n\n第六条 己。\n\n第七条 庚。\n", true},
	} {
		d := parse(t, test.source)
		if Overlap(old, d) != test.want || Overlap(d, old) != test.want {
			t.Errorf("%s: want %v", name, test.want)
		}
	}
}
