package segmenter

import (
	"slices"
	"strings"
	"testing"
)

func joinTokens(seq func(func(Token) bool)) string {
	var b strings.Builder
	for t := range seq {
		switch {
		case t.Sub:
			b.WriteString("(" + t.Text + ")")
		default:
			b.WriteString(" " + t.Text)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestTokens(t *testing.T) {
	for _, c := range [][3]string{
		{"", "", ""},
		{"  ，。！ \n", "", ""},
		{"增强“四个意识”，落实主体责任。", "增强 四个意识 落实 主体责任", "增强 四个意识(四个)(意识) 落实 主体责任(主体)(责任)"},
		{"ＧＤＰ增长1.5%，5＋1工程，R&D、3G和A股", "gdp 增长 1.5 5+1 工程 r&d 3g 和 a股", "gdp 增长 1.5(1)(5) 5+1(5)(1) 工程 r&d(r)(d) 3g 和 a股"},
		{"嚴格執行", "严格执行", "严格执行(严格)(执行)"},
	} {
		s := Default().Segmenter(c[0])
		if got := joinTokens(s.Tokens(c[0])); got != c[1] {
			t.Errorf("Tokens(%q) = %q, want %q", c[0], got, c[1])
		}
		if got := joinTokens(s.SearchTokens(c[0])); got != c[2] {
			t.Errorf("SearchTokens(%q) = %q, want %q", c[0], got, c[2])
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

var queries = []string{"第20条禁止什么", "党员干部如何落实全面从严治党主体责任和监督责任", "裸官", "跑官要官买官卖官拉票贿选", "公司拖欠工资不给员工缴纳社会保险怎么办"}

func BenchmarkQuery(b *testing.B) {
	l := Default()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		q := queries[i%len(queries)]
		for range l.Segmenter(q).Tokens(q) {
		}
	}
}

func TestLoad(t *testing.T) {
	l := Default()
	cut := l.Cut(slices.Values(queries))
	data, err := cut.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if again.Len() != cut.Len() || again.words != cut.words || !slices.Equal(again.freqs, cut.freqs) || again.total != l.total {
		t.Errorf("a cut of %d words comes back as one of %d", cut.Len(), again.Len())
	}
}
