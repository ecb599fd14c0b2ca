package label

import "testing"

// What stands behind 第三条 at the beginning of a line tells a reference from a label.
func TestReferences(t *testing.T) {
	for _, tt := range []struct {
		rest                string
		goesOn, refers, own bool // own: names a part
	}{
		{"第二款规定的人员", true, false, true},
		{"第（一）项", true, false, true},
		{"第2目", true, false, true},
		{"第一款规定的", true, true, true},
		{"的规定", true, true, false},
		{"　的规定", true, true, false},
		{"、第五条", true, true, false},
		{"）", false, true, false},
		{"和第五条", true, false, false},
		{"至第五条", true, false, false},
		{"规定的人员", true, true, false},
		{"规定人员", true, false, false},
		{"以外的人员", true, false, false},
		{"所列人员", true, true, false},
		{"修改为：", false, true, false},
		{"删去“甲”", false, true, false},
		{"后增加一条", false, true, false},
		{"　值班人员应当登记。", false, false, false},
		{"值班", false, false, false},
		{"", false, false, false},
	} {
		if got := RefersOn(tt.rest); got != tt.refers {
			t.Errorf("RefersOn(%q) = %t", tt.rest, got)
		}
		if got := GoesOn(tt.rest); got != (tt.goesOn || tt.refers) {
			t.Errorf("GoesOn(%q) = %t", tt.rest, got)
		}
		if got := NamesPart(tt.rest); got != tt.own {
			t.Errorf("NamesPart(%q) = %t", tt.rest, got)
		}
	}
}
