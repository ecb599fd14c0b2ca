package evidence

import (
	"context"
	"math"
	"strings"
	"testing"

	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

const rules = `物资仓库管理办法

第一章 总则

第一条 为了加强物资仓库管理，制定本办法。

第二条 仓库实行双门双锁。仓库钥匙由保管员负责。

第三条 出库应当填写领料单，并经部门负责人批准。

第二章 责任

第四条 违反本办法第三条规定的，处二百元罚款。

第五条 有下列情形之一的，停止领料：
（一）冒领物资的；
（二）遗失领料单三次以上的。

第六条 问：节假日能领料吗？答：由值班员登记后领料。
`

// ask reads a question to an index and gives what is known about it.
func ask(t *testing.T, ix *index.Index, text string) *Question {
	t.Helper()
	query, err := ix.ParseTyped(text)
	if err != nil {
		t.Fatal(err)
	}
	hits, _, err := ix.Search(context.Background(), query, 20)
	if err != nil {
		t.Fatal(err)
	}
	return &Question{Question: wording.Read(ix, question.Read(ix, query, true)), Hits: hits, Rarity: ix.Weight, Texts: new(prepared.Cache)}
}

func indexOf(t *testing.T, d *corpus.Document) *index.Index {
	t.Helper()
	ix, err := index.New([]*corpus.Document{d}, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

func parsed(t *testing.T) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("仓库.txt", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// evidenceFor gives the evidence of the sentence that has some words, and whether there is one.
func evidenceFor(q *Question, clauses []*prepared.Clause, has string) (e odds.Evidence, ok bool) {
	for s := range q.Sentences(clauses) {
		if strings.Contains(s.Text, has) {
			return s.Evidence, true
		}
	}
	return e, false
}

// Every word of a question counts once: at the places where the texts have it and as missing, its
// shares are 1 together. No row is beyond what the weights were fitted for.
func TestSharesAddUp(t *testing.T) {
	d := corpus.Measures()
	ix := indexOf(t, d)
	var texts prepared.Cache
	seen := 0
	for _, text := range []string{"领导干部有哪些请示报告义务", "谁是第一责任人", "什么情况下追究党委责任", "干部选拔任用禁止什么", "宇航员可以兼职吗", "每年几次民主生活会", "第一责任人"} {
		q := ask(t, ix, text)
		for s := range q.Sentences(texts.All(d.Clauses)) {
			seen++
			sum := 0.0
			for row := odds.InSentence; row <= odds.MissingUnknown; row++ {
				sum += s.Evidence[row]
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("%s, %s: the shares of the words are %v together", text, s.Text, sum)
			}
			if s.Covered < -1e-9 || s.Covered > 1+1e-9 {
				t.Errorf("%s, %s: %v of the question is covered", text, s.Text, s.Covered)
			}
			for i := range kinds {
				if k := &kinds[i]; s.Evidence[k.stated]*s.Evidence[k.missing] != 0 {
					t.Errorf("%s, %s: both %s and %s", text, s.Text, odds.Names[k.stated], odds.Names[k.missing])
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no sentence has evidence")
	}
}

// What a question asks for stands in one sentence and not in another.
func TestWanted(t *testing.T) {
	d := parsed(t)
	ix := indexOf(t, d)
	var texts prepared.Cache
	for _, test := range []struct {
		ask, sentence string
		has, lacks    int // rows
	}{
		{"仓库钥匙由谁负责", "钥匙", odds.WhoStated, odds.WhoMissing},
		{"仓库钥匙由谁负责", "双门双锁", odds.WhoMissing, odds.WhoStated},
		{"违规出库罚款多少", "罚款", odds.FigureStated, odds.FigureMissing},
		{"违规出库罚款多少", "领料单,并", odds.FigureMissing, odds.FigureStated},
		{"停止领料有哪些情形", "停止领料", odds.NounStated, odds.NounMissing},
		{"不填领料单会怎样", "罚款", odds.OutcomeStated, odds.OutcomeMissing},
		{"不填领料单会怎样", "罚款", odds.InCited, odds.OpensList},
		{"仓库钥匙", "制定本办法", odds.OpeningOnly, odds.TitleOnly},
		{"仓库钥匙", "冒领", odds.InList, odds.OpensList},
		{"仓库钥匙", "停止领料", odds.OpensList, odds.InList},
		{"仓库钥匙", "钥匙", odds.NoKind, odds.MissingKnown},
	} {
		e, ok := evidenceFor(ask(t, ix, test.ask), texts.All(d.Clauses), test.sentence)
		if !ok || e[test.has] == 0 || e[test.lacks] != 0 {
			t.Errorf("%s: the sentence of %s (found %v) has %s %v and %s %v", test.ask, test.sentence, ok, odds.Names[test.has], e[test.has], odds.Names[test.lacks], e[test.lacks])
		}
	}
}

// A sentence that asks is no answer, a question without words has none, and whoever has seen
// enough sentences gets no more.
func TestSentencesLeftOut(t *testing.T) {
	d := parsed(t)
	ix := indexOf(t, d)
	var texts prepared.Cache
	q := ask(t, ix, "节假日能领料吗")
	for s := range q.Sentences(texts.All(d.Clauses)) {
		if strings.Contains(s.Text, "能领料吗") {
			t.Errorf("%s answers", s.Text)
		}
	}
	n := 0
	for range q.Sentences(texts.All(d.Clauses)) {
		n++
		break
	}
	q.Words = nil
	for range q.Sentences(texts.All(d.Clauses)) {
		n++
	}
	if n != 1 {
		t.Errorf("%d sentences, want the first one alone", n)
	}
}
