package date

import "testing"

// The version of a text is the latest day on which it was passed or published, not the day from which it applies.
func TestVersion(t *testing.T) {
	for _, tt := range []struct {
		history []string
		want    string
	}{
		{nil, ""},
		{[]string{"2019年3月1日发布", "2023年6月5日由办公会议通过并予施行"}, "2023-06-05"},
		{[]string{"第五号令"}, ""},
		{[]string{"2019年3月1日发布", "2023年6月5日修订", "自2023年7月1日起施行"}, "2023-06-05"},
		{[]string{"2023年6月5日修订", "2019年3月1日发布"}, "2023-06-05"},
		{[]string{"1999年12月25日通过，2023年12月29日修订"}, "2023-12-29"},
		{[]string{"自2023年7月1日起施行"}, "2023-07-01"},
		{[]string{"2023年7月1日生效，2024年1月1日实施"}, "2024-01-01"},
		{[]string{"二〇二二年五月十日公布"}, "2022-05-10"},
		{[]string{"(2O25年l2月1日县政府第5次常务会议通过)"}, "2025-12-01"},
		{[]string{"2022年度计划", "今年5月1日", "2022年13月1日"}, ""},
		{[]string{"某发〔2020〕3号 2020年2月3日印发"}, "2020-02-03"},
	} {
		if got := Version(tt.history); got != tt.want {
			t.Errorf("Version(%q) = %q, want %q", tt.history, got, tt.want)
		}
	}
}

func TestISO(t *testing.T) {
	for words, want := range map[string]string{
		"2024年5月1日": "2024-05-01", " 2024-5-1　": "2024-05-01", "2024/05/01": "2024-05-01", "2024.5.1": "2024-05-01", "２０２４年５月１日": "2024-05-01", "2024年5月1号": "2024-05-01",
		"2024年5月": "", "2024年5月1日起": "", "1899年1月1日": "", "3000-01-01": "", "2024-00-01": "", "2024-01-32": "", "": "", "二〇二四-五-一": "",
	} {
		if got := ISO(words); got != want {
			t.Errorf("ISO(%q) = %q, want %q", words, got, want)
		}
		if got := IsAlone(words); got != (want != "") {
			t.Errorf("IsAlone(%q) = %t", words, got)
		}
	}
	if !IsAlone("（2024年5月1日）") || IsAlone("（2024年5月1日通过）") || IsAlone("2024年5月1日                    ") {
		t.Error("a date in brackets is alone, one with words is not, nor a line of more than 24 characters")
	}
}

func TestNumberBefore(t *testing.T) {
	for _, tt := range []struct{ before, want string }{{"通过2020", "2020"}, {"通过 2020 ", "2020 "}, {"二〇二〇", "二〇二〇"}, {"第十二", "二"}, {"通过", ""}, {"", ""}} {
		if got := tt.before[NumberBefore(tt.before, len(tt.before)):]; got != tt.want {
			t.Errorf("before the end of %q stands %q, want %q", tt.before, got, tt.want)
		}
	}
}

// What is read is a date of the calendar's form, and the rest is the end of what was given.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"2020年5月28日通过", "2020-1-1", "二〇二〇年五月", "9999999999年", "2020年\xff", "2020　年　5　月", "２０２０.１.１号"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		iso, rest := Read(s)
		if iso == "" {
			if rest != s {
				t.Fatalf("%q has no date, and %q is left", s, rest)
			}
			return
		}
		if len(iso) != len("2006-01-02") || iso < "1900-01-01" || iso > "2999-12-31" || len(rest) >= len(s) || s[len(s)-len(rest):] != rest {
			t.Fatalf("Read(%q) = %q, %q", s, iso, rest)
		}
		if again, left := Read(iso); again != iso || left != "" {
			t.Fatalf("%q is read as %q, %q", iso, again, left)
		}
	})
}
