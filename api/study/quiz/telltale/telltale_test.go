package telltale

import (
	"strings"
	"testing"
)

// The right option must not be told by how it looks.
func TestSigns(t *testing.T) {
	for _, c := range []struct {
		name, stem, right string
		wrong             []string
		want              string
	}{
		{"alike", "", "三日", []string{"五日", "七日"}, ""},
		{"far longer", "", "自收到申请材料之日起算", []string{"三日", "五日"}, "length"},
		{"far shorter", "", "三", []string{"自收到申请材料之日起算", "自提出申请之日起算"}, "length"},
		{"marks on both", "", "《办法》", []string{"《规定》", "条例全文"}, ""},
		{"marks alone", "", "《办法》", []string{"规定全文", "条例全文"}, "marks"},
		{"words of the stem", "登记机关", "登记机关", []string{"公安部门", "税务部门"}, "words of the stem"},
		{"words of the stem in a wrong one, too", "登记机关", "登记部门", []string{"登记处所", "税务部门"}, ""},
	} {
		got := strings.Join(Signs(c.stem, c.right, c.wrong), "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q in it", c.name, got, c.want)
		}
	}
}
