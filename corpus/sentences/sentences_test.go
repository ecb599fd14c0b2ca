package sentences

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
	"tiaowen/corpus/corpustest"
	"tiaowen/corpus/damage"
)

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		repairs    []damage.Repair
		want       []string // sentences' words, parts divided by |
	}{
		{"plain", "批评必须出于公心，不主观武断，不发泄私愤。决不能互相吹捧。", nil,
			[]string{"批评必须出于公心|不主观武断|不发泄私愤", "决不能互相吹捧"}},
		{"list stays whole", "坚决禁止跑官要官、买官卖官、拉票贿选等行为，不准任人唯亲。", nil,
			[]string{"坚决禁止跑官要官、买官卖官、拉票贿选等行为|不准任人唯亲"}},
		{"balanced quotes protect", "坚持“讲全，讲准；讲透”的要求，执行《规定（一，二）》。", nil,
			[]string{"坚持“讲全，讲准；讲透”的要求|执行《规定（一，二）》"}},
		{"a quote never closed protects nothing", "要履行“一岗双责，认真抓好党建工作。要推动工作，抓落实。", nil,
			[]string{"要履行“一岗双责|认真抓好党建工作", "要推动工作|抓落实"}},
		{"a quote opened twice", "持续破除“四唯〃取人，持续整治“三超，两乱”等问题。", nil,
			[]string{"持续破除“四唯〃取人|持续整治“三超，两乱”等问题"}},
		{"scanned quote", "做“两面人\"，坚决反对说假话，通过“文艺+理论\"方式。", nil,
			[]string{"做“两面人\"|坚决反对说假话|通过“文艺+理论\"方式"}},
		{"full stop in an open quote", "当作“私人领地。在工作中，不允许代替。", nil,
			[]string{"当作“私人领地", "在工作中|不允许代替"}},
		{"stray marks", "协调联动机制.，强化责任，,让党纪“五个必须”,坚决反对。", nil,
			[]string{"协调联动机制|强化责任|让党纪“五个必须”|坚决反对"}},
		{"repaired mark", "要履行“一岗双责七认真抓好工作。", []damage.Repair{{Span: spanOf("要履行“一岗双责七认真抓好工作。", "七"), Likely: "”，"}},
			[]string{"要履行“一岗双责|认真抓好工作"}},
		{"word repair divides nothing", "小患酿造成大祸，抓早。", []damage.Repair{{Span: spanOf("小患酿造成大祸，抓早。", "酿造成"), Likely: "酿成"}},
			[]string{"小患酿造成大祸|抓早"}},
		{"items", "不得有下列行为：\n\n（一）侵占财产；\n\n(二) 收受贿赂，接受1,000元。\n1.其他。\n1.5倍以下。", nil,
			[]string{"不得有下列行为", "侵占财产", "收受贿赂|接受1,000元", "其他", "1.5倍以下"}},
		{"closing quote after the stop", "说：“好。”然后走。", nil, []string{"说|“好", "然后走"}},
		{"only marks", "，。；！", nil, nil},
		{"empty", "", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := corpustest.Clause(tt.text)
			c.Repairs = tt.repairs
			var got []string
			for _, s := range Of(c) {
				var parts []string
				for _, p := range s.Parts {
					parts = append(parts, c.Document.Text(p))
				}
				got = append(got, strings.Join(parts, "|"))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// A sentence keeps its mark in Span and loses it in Words.
func TestSentenceEnds(t *testing.T) {
	c := corpustest.Clause("（一）不得说：“好。”然后走！")
	s := Of(c)
	if len(s) != 2 {
		t.Fatalf("%d sentences, want 2", len(s))
	}
	for i, want := range []struct{ span, words string }{
		{"（一）不得说：“好。”", "不得说：“好。”"},
		{"然后走！", "然后走"},
	} {
		if got := c.Document.Text(s[i].Span); got != want.span {
			t.Errorf("sentence %d is %q, want %q", i, got, want.span)
		}
		if got := c.Document.Text(s[i].Words); got != want.words {
			t.Errorf("words of sentence %d are %q, want %q", i, got, want.words)
		}
	}
}

func spanOf(text, words string) corpus.Span {
	i := strings.Index(text, words)
	return corpus.Span{Start: i, End: i + len(words)}
}

// Whatever the text: spans lie in the body, in order, on character boundaries,
// parts in their sentence, and no word character is lost between them.
func FuzzSentences(f *testing.F) {
	for _, s := range []string{"", "。", "“", "（一）a，b；“c。d”", "“a“b”，《c《d》》", "\n\n1.\n", "\"a\",\"b", "\xff，。\xe3\x80"} {
		f.Add(s, 0, 1, "，")
	}
	f.Fuzz(func(t *testing.T, text string, at, n int, likely string) {
		c := corpustest.Clause(text)
		if utf8.ValidString(text) && at >= 0 && n > 0 && at < len(text) && n <= len(text)-at &&
			utf8.ValidString(text[:at]) && utf8.ValidString(text[at:at+n]) {
			c.Repairs = []damage.Repair{{Span: corpus.Span{Start: at, End: at + n}, Likely: likely}}
		}
		end := 0
		for _, s := range Of(c) {
			if s.Start < end || s.End > len(text) || !s.Contains(s.Words) {
				t.Fatalf("%q: sentence %v with words %v after %d", text, s.Span, s.Words, end)
			}
			end = s.End
			at := s.Start
			for _, p := range s.Parts {
				if p.Start < at || p.End > s.End || p.Len() <= 0 {
					t.Fatalf("%q: part %v of %v after %d", text, p, s.Span, at)
				}
				if at = p.End; utf8.ValidString(text) && !utf8.ValidString(text[p.Start:p.End]) {
					t.Fatalf("%q: part %v cuts a character", text, p)
				}
			}
		}
	})
}
