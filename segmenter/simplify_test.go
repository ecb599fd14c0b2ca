package segmenter

import "testing"

func TestSimplify(t *testing.T) {
	for in, want := range map[string]string{
		"":                   "",
		"著作权人可以许可他人":         "著作权人可以许可他人",
		"黨員應當遵守紀律":           "党员应当遵守纪律",
		"ABC １２，「引號」":        "ABC １２，「引号」",
		"broken \xff\xfe 國家": "broken \uFFFD\uFFFD 国家",
	} {
		if got := Simplify(in); got != want {
			t.Errorf("Simplify(%q) = %q, want %q", in, got, want)
		}
	}
}
