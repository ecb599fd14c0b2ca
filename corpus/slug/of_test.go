package slug

import (
	"strings"
	"testing"
)

// Titles that people tell apart have different names, and marks around a title do not count.
func TestOf(t *testing.T) {
	seen := make(map[string]string)
	for _, title := range []string{
		"关于审理买卖合同案件适用法律若干问题的解释（一）", "关于审理买卖合同案件适用法律若干问题的解释（二）",
		"关于审理技术合同案件适用法律若干问题的解释", "女职工保护条例", "绿化条例", "Rules", "Rules 2", "值班规定", "刑法修正案（十）", "刑法修正案（十一）",
		"关于加强和改进新时代机关单位内部值班值守与应急处置工作有关事项的通知", "关于加强和改进新时代机关单位内部值班值守与应急处置工作有关问题的通知",
	} {
		s := Of(title)
		if other, ok := seen[s]; ok {
			t.Errorf("%s and %s are both %s", title, other, s)
		}
		seen[s] = title
		if again := Of("《" + title + "》"); len(s) < maxSlug && again != s { // the hash of a longer title counts every mark
			t.Errorf("%s in brackets is %s, not %s", title, again, s)
		}
	}
	if got := Of("绿化条例"); got != "lvhuatiaoli" {
		t.Errorf("ü is written %s", got)
	}
}

// A name can stand in a path: letters, digits and single hyphens, at most 28.
func FuzzOf(f *testing.F) {
	for _, title := range []string{"", "民法典", "a--b", "-", "（一）（二）", "\xff", strings.Repeat("长", 100), strings.Repeat("A ", 50), "١٢٣", "ß", "𠀀"} {
		f.Add(title)
	}
	f.Fuzz(func(t *testing.T, title string) {
		s := Of(title)
		if s == "" || len(s) > maxSlug || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Contains(s, "--") || strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-") {
			t.Fatalf("Of(%q) = %q", title, s)
		}
		if Of(title) != s {
			t.Fatalf("Of(%q) is %q, and then another", title, s)
		}
	})
}
