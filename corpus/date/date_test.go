package date

import "testing"

func TestReadDate(t *testing.T) {
	for _, tt := range []struct{ text, iso, rest string }{
		{"2020年5月28日通过", "2020-05-28", "通过"},
		{"2020 年 5 月 28 日", "2020-05-28", ""},
		{"2023-12-29", "2023-12-29", ""},
		{"二〇二二年五月十日", "2022-05-10", ""},
		{"一九九八年十二月三十一日", "1998-12-31", ""},
		{"二○二一年三月", "", "二○二一年三月"},
		{"2020年13月1日", "", "2020年13月1日"},
		{"第5号", "", "第5号"},
		{"民國一百一十三年一月一日施行", "2024-01-01", "施行"},
		{"中华民国三十八年十月一日", "1949-10-01", ""},
		{"民国时期", "", "民国时期"},
		{"2O26年l月1日起", "2026-01-01", "起"},
		{"202I年1O月3l日", "2021-10-31", ""},
		{"2O26年13月l日", "", "2O26年13月l日"},
		{"2O26-l-1", "", "2O26-l-1"},
		{"lO月1日", "", "lO月1日"},
		{"4 March 2024", "2024-03-04", ""},
		{"4th of March, 2024 by the Board", "2024-03-04", " by the Board"},
		{"Sept. 1, 2023", "2023-09-01", ""},
		{"may 12 2023", "2023-05-12", ""},
		{"May 2023", "", "May 2023"},
		{"32 March 2024", "", "32 March 2024"},
		{"Marching 4, 2024", "", "Marching 4, 2024"},
	} {
		iso, rest := Read(tt.text)
		if iso != tt.iso || rest != tt.rest {
			t.Errorf("Read(%q) = %q, %q, want %q, %q", tt.text, iso, rest, tt.iso, tt.rest)
		}
	}
}

func TestWithinEnglish(t *testing.T) {
	for words, want := range map[string]string{
		"Adopted by the Board on 4 March 2024": "2024-03-04", "Last updated March 4, 2024.": "2024-03-04", "Adopted in March": "", "": "",
	} {
		if got := WithinEnglish(words); got != want {
			t.Errorf("WithinEnglish(%q) = %q, want %q", words, got, want)
		}
	}
}
