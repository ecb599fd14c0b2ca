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

// An excerpt labels its paragraphs with the part of the article that each is; a reference goes on without a blank.
func TestTakePart(t *testing.T) {
	for words, want := range map[string]string{
		"第九十九条第一款第二项　违反规定的":   "第九十九条第一款第二项",
		"第九十九条第（二）项 违反规定的":    "第九十九条第（二）项",
		"第九十九条之一第二款":          "第九十九条之一第二款",
		"第3条第1款：违反规定的":        "第3条第1款",
		"第九十九条第一款第二项规定的":      "第九十九条",
		"第九十九条第一款 的规定":        "第九十九条",
		"第九十九条第一款、第二款":        "第九十九条",
		"第九十九条第一款第二项目标":       "第九十九条",
		"第九十九条　第一款":           "第九十九条",
		"第九章第一节 违反":           "第九章",
		"第九十九条规定的第二项 违反规定的行为": "第九十九条",
	} {
		l := Read(words)
		size := l.Size
		l.TakePart(words)
		if got := Printed(words, l); got != want || (l.Size > size) != (l.Part > 0) {
			t.Errorf("%s: %s (part of %d bytes), want %s", words, got, l.Part, want)
		}
	}
}
