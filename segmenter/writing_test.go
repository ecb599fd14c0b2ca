package segmenter

import "testing"

func TestFigures(t *testing.T) {
	for text, want := range map[string][]Figure{
		"罚款300万元": {{6, 12, 3_000_000, "三百万"}},
		"三百万元":    {{0, 9, 3_000_000, "300万"}},
		"10%":     {{0, 3, 10, "百分之十"}},
		"百分之三十":   {{0, 15, 30, "30%"}},
		"满十六周岁":   {{3, 9, 16, "16"}},
		"15日":     {{0, 2, 15, "十五"}},
		"没有数字":    nil,
	} {
		got := Figures(text)
		if len(got) != len(want) {
			t.Errorf("%s: %v, want %v", text, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %v, want %v", text, got[i], want[i])
			}
		}
	}
}

// A number in characters reads as itself.
func TestChineseNumber(t *testing.T) {
	for n := 0; n < 120_000; n += 1 + n/97 {
		if got, ok := ParseNumber(chineseNumber(n)); !ok || got != n {
			t.Fatalf("%d is written %s and read as %d", n, chineseNumber(n), got)
		}
	}
	for _, n := range []int{10_010_000, 120_003_005, 999_999_999, 100_000_000} {
		if got, ok := ParseNumber(chineseNumber(n)); !ok || got != n {
			t.Errorf("%d is written %s and read as %d", n, chineseNumber(n), got)
		}
	}
}
