package excerpt

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index"
)

const rules = `实验室管理办法

第一条 进入实验室应当登记。

第二条 使用者不得有下列行为：
（一）擅自拆卸仪器；
（二）在室内吸烟、饮食；
（三）倾倒废液。

第三条 设备押金如下表：
设备	押金
显微镜	500元
离心机	800元

第四条 管理员应当各司其职，做好登记工作，不得泄露数据。不得因领导交办、熟人请托等情形，出借危险品。

第五条 仪器损坏的，由使用者赔偿；情节严重的，停用半年，并通报所在院系，已经预约的机时一律作废，重新申请使用前应当参加培训，经考核合格后，由管理员恢复使用资格，考核不合格的不得使用。

第六条 受过处分的人员两年内不得从事危险品保管，也不得担任管理员。
`

// asked reads a question to the rules.
func asked(t *testing.T, text string) (*Question, *corpus.Document) {
	t.Helper()
	d, err := corpus.Parse("实验室.txt", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.New([]*corpus.Document{d}, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	query, err := ix.ParseTyped(text)
	if err != nil {
		t.Fatal(err)
	}
	return &Question{Question: wording.Read(ix, question.Read(ix, query, true)), Texts: new(prepared.Cache)}, d
}

// sentence gives the sentence that has some words, with its score.
func sentence(t *testing.T, q *Question, d *corpus.Document, words string, score float64) Sentence {
	t.Helper()
	for _, c := range q.Texts.All(d.Clauses) {
		for i := range c.Units {
			if strings.Contains(c.Units[i].Text, words) {
				return Sentence{Unit: &c.Units[i], Of: c, Score: score}
			}
		}
	}
	t.Fatalf("no sentence has %s", words)
	return Sentence{}
}

// quoted gives what spans quote, with / for a tab.
func quoted(spans []Span) (out []string) {
	for _, s := range spans {
		out = append(out, strings.ReplaceAll(s.Clause.Document.Text(s.Span), "\t", "/"))
	}
	return out
}

// A prohibition of a short sentence is quoted with the words that say who and since when. A question for a person, a time or
// a consequence is not answered by the prohibition alone, however long the sentence is.
func TestProhibitionsWithTheirSentence(t *testing.T) {
	const long = "考核不合格的不得使用"
	for _, c := range []struct{ question, words, quoted string }{
		{"什么人不得从事危险品保管", "两年内", "受过处分的人员两年内不得从事危险品保管，也不得担任管理员"},
		{"受过处分多久不得担任管理员", "两年内", "受过处分的人员两年内不得从事危险品保管，也不得担任管理员"},
		{"仪器使用方面禁止什么", long, "考核不合格的不得使用"},
		{"仪器停用多久不得使用", long, "仪器损坏的，由使用者赔偿"},
	} {
		q, d := asked(t, c.question)
		got := quoted(q.Of([]Sentence{sentence(t, q, d, c.words, 1)}))
		if len(got) != 1 || !strings.HasPrefix(got[0], c.quoted) {
			t.Errorf("%s: quoted %q, want %q", c.question, got, c.quoted)
		}
	}
}

// An item is quoted with the words before its list, a row with the head, a norm of a long
// sentence alone, and a second sentence of the clause as long as the first one is not sure.
func TestOf(t *testing.T) {
	type scored struct {
		words string
		score float64
	}
	for _, test := range []struct {
		ask  string
		best []scored
		want []string
	}{
		{"能在室内吸烟吗", []scored{{"吸烟", 2}}, []string{"使用者不得有下列行为", "在室内吸烟、饮食"}},
		{"倾倒废液可以吗", []scored{{"下列行为", 2}}, []string{"使用者不得有下列行为", "（三）倾倒废液。"}},
		{"使用者的行为有哪些", []scored{{"下列行为", 2}}, []string{"使用者不得有下列行为"}},
		{"显微镜押金多少", []scored{{"显微镜", 2}}, []string{"显微镜/500元", "设备/押金"}},
		{"设备押金多少", []scored{{"下表", 2}}, []string{"设备押金如下表：\n设备/押金\n显微镜/500元\n离心机/800元"}},
		{"仪器损坏考核不合格的能使用吗", []scored{{"考核不合格", 2}}, []string{"考核不合格的不得使用"}},
		{"登记找谁", []scored{{"做好登记工作", 1}, {"熟人请托", 0.5}, {"进入实验室", 0}}, []string{"管理员应当各司其职，做好登记工作，不得泄露数据", "不得因领导交办、熟人请托等情形，出借危险品"}},
		{"登记找谁", []scored{{"做好登记工作", 5}, {"熟人请托", 0.5}}, []string{"管理员应当各司其职，做好登记工作，不得泄露数据"}},
	} {
		q, d := asked(t, test.ask)
		var best []Sentence
		for _, s := range test.best {
			best = append(best, sentence(t, q, d, s.words, s.score))
		}
		if got := quoted(q.Of(best)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.ask, got, test.want)
		}
	}
}

// The sentence below a title is quoted in its place.
func TestWithoutTitle(t *testing.T) {
	q, d := asked(t, "怎么登记")
	title, other, below := sentence(t, q, d, "进入", 3), sentence(t, q, d, "下列行为", 2), sentence(t, q, d, "做好登记", 1)
	title.Title = true
	below.Unit = &prepared.Unit{Clause: title.Clause, Span: below.Span}
	if got := withoutTitle([]Sentence{title, other, below}); len(got) != 2 || got[0].Unit != below.Unit || got[1].Unit != other.Unit {
		t.Errorf("%d sentences, the first one %s", len(got), got[0].Text)
	}
	if got := withoutTitle([]Sentence{title, other}); len(got) != 2 || got[0].Unit != title.Unit {
		t.Error("a title without a sentence of its clause stays")
	}
}

// Of a norm the words are quoted that make sense alone: a duty as far as its modal reaches, a
// prohibition with the act that follows its reason.
func TestNorms(t *testing.T) {
	q, d := asked(t, "有什么要求")
	var units []prepared.Unit
	for _, c := range q.Texts.All(d.Clauses[:4]) {
		units = append(units, c.Norms()...)
	}
	spans := Norms(units)
	want := []string{"进入实验室应当登记", "使用者不得有下列行为", "管理员应当各司其职，做好登记工作", "不得泄露数据", "不得因领导交办、熟人请托等情形，出借危险品"}
	if got := quoted(spans); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := quoted(Joined(spans[2:4])); len(got) != 1 || got[0] != "管理员应当各司其职，做好登记工作，不得泄露数据" {
		t.Errorf("with a comma between them: %q", got)
	}
	for i, s := range spans {
		if s.Norm != units[i].Norm.Kind {
			t.Errorf("%s is of kind %v, want %v", quoted(spans[i:i+1]), s.Norm, units[i].Norm.Kind)
		}
	}
	if len(spans) == 0 || units[0].Norm.Kind != norm.Require {
		t.Error("the rules require something first")
	}
}

// One half of 既要…，又要… is quoted with the other one.
func TestPairs(t *testing.T) {
	d, err := corpus.Parse("作风.txt", []byte("作风办法\n\n第一条 干部既要敢于负责，又要廉洁自律，同时还要联系群众。\n"))
	if err != nil {
		t.Fatal(err)
	}
	c := d.Clauses[0]
	at := strings.Index(d.Source, "敢于负责")
	if got := d.Text(paired(c, corpus.Span{Start: at, End: at + len("敢于负责")})); !strings.Contains(got, "敢于负责") {
		t.Errorf("%s is quoted", got)
	}
	span := func(words string) Span {
		i := strings.Index(d.Source, words)
		return Span{Clause: c, Span: corpus.Span{Start: i, End: i + len(words)}}
	}
	got := quoted(halves([]Span{span("既要敢于负责"), span("又要廉洁自律"), span("还要联系群众")}))
	if want := []string{"既要敢于负责，又要廉洁自律", "还要联系群众"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// An answer that ends where a list begins is widened by the list, unless its items were chosen; what then
// stands in another answer is dropped.
func TestCompleted(t *testing.T) {
	q, d := asked(t, "有哪些行为")
	lead, item := sentence(t, q, d, "下列行为", 0), sentence(t, q, d, "废液", 0)
	spans := []Span{{Clause: lead.Clause, Span: lead.Span}, {Clause: item.Clause, Span: item.Span}}
	if got := quoted(Completed(spans)); len(got) != 1 || !strings.HasSuffix(strings.TrimSuffix(got[0], "。"), "倾倒废液") {
		t.Errorf("the list: %q", got)
	}
	spans[0].Chosen = true
	if got := quoted(Completed(spans)); len(got) != 2 || got[1] != "倾倒废液" {
		t.Errorf("chosen items: %q", got)
	}
}

// Words are quoted with the sentence that has them, or the sentences across which they stand, and a recalled
// phrase with that which differs in particles.
func TestPhrases(t *testing.T) {
	q, d := asked(t, "登记")
	c := sentence(t, q, d, "泄露数据", 0).Of
	if got := quoted(Holding(c, "泄露数据")); len(got) != 1 || got[0] != "管理员应当各司其职，做好登记工作，不得泄露数据" {
		t.Errorf("one sentence: %q", got)
	}
	if got := quoted(Holding(c, "不得泄露数据不得因领导")); len(got) != 1 || !strings.Contains(got[0], "泄露") || !strings.Contains(got[0], "危险品") {
		t.Errorf("across sentences: %q", got)
	}
	if got := quoted(Loosely(sentence(t, q, d, "半年", 0).Of, "情节严重停用半年")); len(got) != 1 {
		t.Errorf("loosely: %q", got)
	}
	if got := Loosely(c, "情节严重停用半年"); got != nil {
		t.Errorf("another clause: %q", quoted(got))
	}
}

// A row that has the words is quoted with the head of its table, the head with all rows.
func TestInTables(t *testing.T) {
	q, d := asked(t, "押金")
	row, head, other := sentence(t, q, d, "显微镜", 0), sentence(t, q, d, "设备押金如下表", 0), sentence(t, q, d, "进入实验室", 0)
	spans := []Span{{Clause: row.Clause, Span: row.Span}, {Clause: other.Clause, Span: other.Span}, {Clause: head.Clause, Span: head.Span}}
	want := []string{"显微镜/500元", "设备/押金", "进入实验室应当登记", "设备押金如下表：\n设备/押金\n显微镜/500元\n离心机/800元"}
	if got := quoted(InTables(spans, q.Texts)); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
