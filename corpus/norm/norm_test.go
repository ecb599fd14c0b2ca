package norm

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
	"tiaowen/corpus/corpustest"
	"tiaowen/corpus/measures"
	"tiaowen/corpus/sentences"
)

// tally counts right and wrong findings of one kind.
type tally struct{ right, found, labelled int }

func (t tally) precision() float64 { return ratio(t.right, t.found) }
func (t tally) recall() float64    { return ratio(t.right, t.labelled) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (t tally) String() string {
	return fmt.Sprintf("precision %.3f recall %.3f (%d right, %d found, %d labelled)", t.precision(), t.recall(), t.right, t.found, t.labelled)
}

// kindName is the kind as the golden files write it.
func kindName(n Norm) string {
	if n.Soft {
		return n.Kind.String() + "~"
	}
	return n.Kind.String()
}

// The measures text is read against its labels; see the head of the golden file.
func TestNormsOfMeasures(t *testing.T) {
	d, err := corpus.Parse(measures.Name, measures.Source)
	if err != nil {
		t.Fatal(err)
	}
	type label struct {
		clause             int
		kind, words, actor string
		at                 corpus.Span
		met                bool
	}
	var labels []*label
	clauses := make(map[int]*corpus.Clause)
	for _, c := range d.Clauses {
		clauses[c.Number] = c
	}
	place := make(map[int]int)
	for _, line := range goldenLines(t, "measures.txt") {
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		f := strings.Split(line, " | ")
		n, err := strconv.Atoi(f[0])
		c := clauses[n]
		if err != nil || c == nil || len(f) < 3 {
			t.Fatalf("bad label %q", line)
		}
		l := &label{clause: n, kind: f[1], words: f[2]}
		if len(f) > 3 {
			l.actor = strings.TrimPrefix(f[3], "-")
		}
		from := max(place[n], c.Body.Start+len(c.Title))
		i := strings.Index(d.Source[from:c.Body.End], l.words)
		if i < 0 {
			t.Fatalf("clause %d has no %q behind the label before", n, l.words)
		}
		l.at = corpus.Span{Start: from + i, End: from + i + len(l.words)}
		place[n] = l.at.End
		labels = append(labels, l)
	}
	if len(labels) == 0 {
		t.Fatal("no labels")
	}
	tallies := make(map[string]*tally)
	count := func(kind string) *tally {
		if tallies[kind] == nil {
			tallies[kind] = new(tally)
		}
		return tallies[kind]
	}
	both := func(kind string, f func(*tally)) {
		f(count(kind))
		f(count(strings.TrimSuffix(kind, "~") + " in all"))
	}
	actors, actorsRight := 0, 0
	for _, l := range labels {
		both(l.kind, func(t *tally) { t.labelled++ })
	}
	for _, c := range d.Clauses {
		if c.Kind != corpus.Article {
			continue
		}
		for _, n := range Of(c) {
			kind := kindName(n)
			both(kind, func(t *tally) { t.found++ })
			ok := false
			for _, l := range labels {
				if l.clause != c.Number || l.kind != kind || l.met {
					continue
				}
				if kind == "require~" && n.Reach.Start <= l.at.Start && l.at.Start < n.Reach.End ||
					n.Modal.Len() > 0 && l.at.Contains(n.Modal) {
					l.met, ok = true, true
					both(kind, func(t *tally) { t.right++ })
					if kind != "require~" {
						actors++
						if n.Actor == l.actor {
							actorsRight++
						} else {
							t.Logf("clause %d %s: binds %q, want %q", c.Number, l.words, n.Actor, l.actor)
						}
						if !strings.HasPrefix(d.Text(n.Span), l.words) && !strings.HasPrefix(l.words, d.Text(n.Span)) {
							t.Errorf("clause %d: the span is %q, want %q", c.Number, d.Text(n.Span), l.words)
						}
					}
					break
				}
			}
			if !ok {
				t.Logf("clause %d: not labelled: %s %s", c.Number, kind, d.Text(n.Span))
			}
		}
	}
	for _, l := range labels {
		if !l.met {
			t.Logf("clause %d: not found: %s %s", l.clause, l.kind, l.words)
		}
	}
	for _, kind := range []string{"forbid in all", "forbid", "forbid~", "require in all", "require", "require~", "permit", "encourage"} {
		got := *count(kind)
		t.Logf("%-15s %v", kind, got)
		if got.precision() < 0.95 || got.recall() < 0.95 {
			t.Errorf("%s: %v, want at least 0.95 each", kind, got)
		}
	}
	t.Logf("who is bound: %d of %d right", actorsRight, actors)
	if ratio(actorsRight, actors) < 0.9 {
		t.Errorf("who is bound: %d of %d right, want at least 0.9", actorsRight, actors)
	}
}

// Statute articles are read against their labels; see the head of the golden file.
func TestNormsOfStatutes(t *testing.T) {
	tallies := make(map[string]*tally)
	count := func(kind string) *tally {
		if tallies[kind] == nil {
			tallies[kind] = new(tally)
		}
		return tallies[kind]
	}
	articles := 0
	var name string
	var body, labels []string
	judge := func() {
		if name == "" {
			return
		}
		articles++
		c := corpustest.Clause(strings.Join(body, "\n"))
		c.Label = name[strings.LastIndexByte(name, ' ')+1:]
		text := c.Document.Source
		type label struct {
			kind string
			at   int
			line string
			met  bool
		}
		var want []label
		at := 0
		for _, l := range labels {
			kind, words, _ := strings.Cut(l, " ")
			i := strings.Index(text[at:], words)
			if i < 0 {
				t.Fatalf("%s has no %q behind the label before", name, words)
			}
			at += i
			want = append(want, label{kind: kind, at: at, line: l})
			at++
			count(kind).labelled++
			count("all").labelled++
		}
		for _, n := range Of(c) {
			kind := n.Kind.String()
			count(kind).found++
			count("all").found++
			ok := false
			for i := range want {
				w := &want[i]
				if !w.met && w.kind == kind && n.Modal.Start <= w.at && w.at < n.Modal.End {
					w.met, ok = true, true
					count(kind).right++
					count("all").right++
					break
				}
			}
			if !ok {
				t.Logf("%s: not labelled: %s %s", name, kind, c.Document.Text(n.Span))
			}
		}
		for _, w := range want {
			if !w.met {
				t.Logf("%s: not found: %s", name, w.line)
			}
		}
	}
	for _, line := range goldenLines(t, "statutes.txt") {
		switch {
		case strings.HasPrefix(line, "# ") || line == "#":
		case strings.HasPrefix(line, "## "):
			judge()
			name, body, labels = line[3:], nil, nil
		case strings.HasPrefix(line, "> "):
			labels = append(labels, line[2:])
		case line != "":
			body = append(body, line)
		}
	}
	judge()
	if articles != 260 {
		t.Fatalf("%d articles, want 260", articles)
	}
	for _, kind := range []string{"all", "forbid", "require", "permit", "encourage"} {
		got := *count(kind)
		t.Logf("%-9s %v", kind, got)
		if got.precision() < 0.90 || got.recall() < 0.90 {
			t.Errorf("%s: %v, want at least 0.90 each", kind, got)
		}
	}
}

func goldenLines(t *testing.T, name string) []string {
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		lines = append(lines, in.Text())
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// checkNorms holds what is true of the norms of any clause.
func checkNorms(t *testing.T, c *corpus.Clause) {
	t.Helper()
	valid := utf8.ValidString(c.Text())
	src := c.Document.Source
	in := func(name string, s, within corpus.Span) {
		if s == (corpus.Span{}) {
			return
		}
		if s.Start > s.End || !within.Contains(s) {
			t.Fatalf("%q: %s %v outside %v", c.Text(), name, s, within)
		}
		if valid && !utf8.ValidString(src[s.Start:s.End]) {
			t.Fatalf("%q: %s %v cuts a character", c.Text(), name, s)
		}
	}
	last := 0
	var kinds []Kind
	for _, n := range Of(c) {
		if n.Kind.String() == "" || n.Span.Len() == 0 {
			t.Fatalf("%q: norm %+v has no kind or no words", c.Text(), n)
		}
		if n.Start < last {
			t.Fatalf("%q: norm %v begins before %d", c.Text(), n.Span, last)
		}
		last = n.Start
		in("span", n.Span, n.Reach)
		in("reach", n.Reach, c.Body)
		in("modal", n.Modal, n.Span)
		in("act", n.Act, n.Span)
		in("actor", n.ActorSpan, c.Body)
		in("condition", n.Condition, c.Body)
		in("frequency", n.Frequency, n.Reach)
		in("deadline", n.Deadline, n.Reach)
		for _, it := range n.Items {
			in("item", it, c.Body)
		}
		if n.Actor != c.Document.Text(n.ActorSpan) {
			t.Fatalf("%q: actor %q is not the words of its span", c.Text(), n.Actor)
		}
		if sentences.Words(src, n.Span) != n.Span {
			t.Fatalf("%q: span %q has marks at its ends", c.Text(), c.Document.Text(n.Span))
		}
		if !slices.Contains(kinds, n.Kind) {
			kinds = append(kinds, n.Kind)
		}
	}
	if got := Kinds(c); !slices.Equal(got, kinds) {
		t.Fatalf("%q: kinds %v, of the norms %v", c.Text(), got, kinds)
	}
}

// What the goldens do not hold: false friends, and every field of a norm.
func TestNorms(t *testing.T) {
	const statute, policy = "第一条", "1."
	for _, tt := range []struct {
		name, label, text string
		want              []string // kind modal span [who] [@ when] [if condition] [items]
	}{
		{"condition", statute, "依法应当取得许可而未取得的，由公安机关处罚。", nil},
		{"noun", statute, "依法必须进行招标的项目，由国务院规定。", nil},
		{"double negation", statute, "当事人不得不退出，属于不得已，由不可抗力造成。", nil},
		{"by law", statute, "法律、行政法规规定不得转让的财产，依照其规定。", nil},
		{"definition", statute, "本法所称回避，是指依法应当退出案件的审理，不得参与。", nil},
		{"ownership", statute, "所有权可以不登记。", []string{"permit 可以 所有权可以不登记"}},
		{"the other party may", statute, "对方可以请求赔偿。", []string{"permit 可以 对方可以请求赔偿 [对方]"}},
		{"only then", statute, "经考核合格后，方可上岗。", []string{"permit 方可 方可上岗 if 经考核合格后"}},
		{"at a party's request", statute, "仲裁机构应当事人的请求，对争议进行调解。", nil},
		{"knew or ought", statute, "出卖人知道或者应当知道标的物有瑕疵的，承担责任。", nil},
		{"cases are no norms", statute, "有下列情形之一的，应当回避：\n（一）其他应当回避的情形；\n（二）不得担任法官的。",
			[]string{"require 应当 应当回避 if 有下列情形之一的 +2"}},
		{"items that rule", statute, "人民法院应当按照下列情形分别处理：\n（一）理由成立的，应当裁定撤销；\n（二）理由不成立的，裁定驳回。",
			[]string{"require 应当 人民法院应当按照下列情形分别处理 [人民法院] +2", "require 应当 应当裁定撤销 [人民法院] if 理由成立的"}},
		{"deadline", statute, "登记机关应当自受理之日起15日内作出决定。", []string{"require 应当 登记机关应当自受理之日起15日内作出决定 [登记机关] @自受理之日起15日内"}},
		{"list of two norms", statute, "有下列情形之一的，机关应当撤销，并可以处罚：\n（一）骗取的；\n（二）伪造的。", []string{"require 应当 机关应当撤销 [机关] if 有下列情形之一的 +2", "permit 可以 并可以处罚 [机关] if 有下列情形之一的 +2"}},
		{"list in an item", statute, "机关按照下列规定办理：\n（一）有下列情形之一的，应当撤销：\n1.骗取的；\n2.伪造的。\n（二）其他的，可以撤回。", []string{"require 应当 应当撤销 if 有下列情形之一的 +2", "permit 可以 可以撤回 if 其他的"}},
		{"list without labels", statute, "检察院可以采取下列方式：\n讯问嫌疑人；\n询问证人；\n听取意见。\n前款所称的方式由检察院确定。", []string{"permit 可以 检察院可以采取下列方式 [检察院] +3"}},
		{"list on the same line", statute, "下列职务应当由公民担任：甲、乙、丙。", []string{"require 应当 下列职务应当由公民担任 [公民] +1"}},
		{"no list", statute, "机关应当公布下列事项。\n（一）甲", []string{"require 应当 机关应当公布下列事项 [机关]"}},
		{"deadline, day of every year", statute, "登记机关应当于每年1月31日前报送报告。", []string{"require 应当 登记机关应当于每年1月31日前报送报告 [登记机关] @每年 @每年1月31日前"}},
		{"deadline, day of a year", statute, "公司应当在2027年6月30日前调整出资期限。", []string{"require 应当 公司应当在2027年6月30日前调整出资期限 [公司] @2027年6月30日前"}},
		{"deadline, end of a month", statute, "学校应当于次年三月底以前报告。", []string{"require 应当 学校应当于次年三月底以前报告 [学校] @次年三月底以前"}},
		{"deadline, two days", statute, "纳税人应当在次年三月一日至六月三十日内办理汇算。", []string{"require 应当 纳税人应当在次年三月一日至六月三十日内办理汇算 [纳税人] @次年三月一日至六月三十日内"}},
		{"deadline, counted from", statute, "在本市登记的企业应当在收到通知后十日内答复。", []string{"require 应当 在本市登记的企业应当在收到通知后十日内答复 [企业] @收到通知后十日内"}},
		{"deadline, counted from a day", statute, "受害人可以自知道或者应当知道权益受损之日起六个月内提出。", []string{"permit 可以 受害人可以自知道或者应当知道权益受损之日起六个月内提出 [受害人] @自知道或者应当知道权益受损之日起六个月内"}},
		{"deadline, an autonomous region", statute, "自治区人民政府应当自收到申请之日起五日内答复。", []string{"require 应当 自治区人民政府应当自收到申请之日起五日内答复 [自治区人民政府] @自收到申请之日起五日内"}},
		{"a time that a case has", statute, "违约行为发生在2019年8月19日之前的，当事人应当自收到通知之日起十日内答复。", []string{"require 应当 当事人应当自收到通知之日起十日内答复 [当事人] @自收到通知之日起十日内 if 违约行为发生在2019年8月19日之前的"}},
		{"a time that an object is of", statute, "人民法院应当对2013年1月1日前发生的行为依法处理。", []string{"require 应当 人民法院应当对2013年1月1日前发生的行为依法处理 [人民法院]"}},
		{"deadline, before an event", statute, "主办单位应当在活动举行的五日前公告。", []string{"require 应当 主办单位应当在活动举行的五日前公告 [主办单位] @活动举行的五日前"}},
		{"a place within a word", statute, "前台人员不得离岗。", []string{"forbid 不得 前台人员不得离岗 [前台人员]"}},
		{"a place within a word behind another noun", statute, "公司后勤服务人员应当着工装。", []string{"require 应当 公司后勤服务人员应当着工装 [公司后勤服务人员]"}},
		{"a place within a word, middle", statute, "中层干部必须轮岗。", []string{"require 必须 中层干部必须轮岗 [中层干部]"}},
		{"a time before an actor", statute, "在离职后有关人员不得泄密。", []string{"forbid 不得 在离职后有关人员不得泄密 [有关人员]"}},
		{"a time before an actor with a qualifier", statute, "在移交后原单位应当销毁副本。", []string{"require 应当 在移交后原单位应当销毁副本 [原单位]"}},
		{"no frequency: a period", statute, "用人单位应当与其订立无固定期限劳动合同。", []string{"require 应当 用人单位应当与其订立无固定期限劳动合同 [用人单位]"}},
		{"no frequency: an end of a period", statute, "承租人应当在约定期满前搬离。", []string{"require 应当 承租人应当在约定期满前搬离 [承租人]"}},
		{"a frequency behind a period", statute, "合同的固定期限届满前，公司应当定期检查。", []string{"require 应当 公司应当定期检查 [公司] @定期"}},
		{"frequency without modal", statute, "董事会每年度至少召开两次会议。", []string{"require 至少 董事会每年度至少召开两次会议 [董事会] @每年度至少召开两次"}},
		{"duty", statute, "任何单位和个人都有保护环境的义务。", []string{"require 有 任何单位和个人都有保护环境的义务 [任何单位和个人]"}},
		{"right", statute, "公民有宗教信仰的自由。", []string{"permit 有 公民有宗教信仰的自由 [公民]"}},
		{"carried along", statute, "用人单位招用劳动者，不得扣押证件。不得要求提供担保。", []string{
			"forbid 不得 不得扣押证件 [用人单位]", "forbid 不得 不得要求提供担保 [用人单位]"}},
		{"not carried to a new paragraph", statute, "公司应当备案。\n不得转让。", []string{"require 应当 公司应当备案 [公司]", "forbid 不得 不得转让"}},
		{"two in one part", statute, "监护人应当赔偿并可以追偿。", []string{"require 应当 监护人应当赔偿 [监护人]", "permit 可以 可以追偿 [监护人]"}},
		{"who acts", statute, "拘传应当由院长签发拘传票。", []string{"require 应当 拘传应当由院长签发拘传票 [院长]"}},
		{"required, not encouraged", statute, "各级人民政府应当采取措施，支持社会力量办学。", []string{"require 应当 各级人民政府应当采取措施 [各级人民政府]"}},
		{"encouraged", statute, "国家引导和鼓励社会力量办学。", []string{"encourage 鼓励 国家引导和鼓励社会力量办学 [社会力量]"}},
		{"support given is no encouragement", statute, "国家对灾区给予财政支持。人民法院应予支持。", []string{"require 应 人民法院应予支持 [人民法院]"}},
		{"false friends", policy, "学习制度。党中央禁止的坚决不做，有禁则止，牢记“五个必须”，构建不能腐的机制。", []string{
			"require~  牢记“五个必须”"}},
		{"words that hold 要", policy, "制度。主要负责同志需要的重要要素。", nil},
		{"fought", policy, "制度。领导干部要坚决反对和制止弄虚作假，严防形式主义。", []string{
			"forbid~ 坚决反对和制止 领导干部要坚决反对和制止弄虚作假 [领导干部]", "forbid~ 严防 严防形式主义 [领导干部]"}},
		{"slogans", policy, "制度。坚持有案必查、有腐必反。", []string{"require~  坚持有案必查、有腐必反"}},
		{"each must", policy, "制度。干部档案必审、信访举报必查。", []string{"require 必 干部档案必审、信访举报必查"}},
		{"an amendment", policy, "制度。将第九条修改为新条。", nil},
		{"never closed quote", policy, "制度。不准当作“私人领地。不准说“假话。", []string{"forbid 不准 不准当作“私人领地", "forbid 不准 不准说“假话"}},
		{"mentioned", policy, "制度。学习“不准”和《禁止传销条例》。", []string{"require~  学习“不准”和《禁止传销条例》"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := corpustest.Clause(tt.text)
			c.Label = tt.label
			if tt.label == policy {
				c.Title = tt.text[:strings.Index(tt.text, "。")]
			}
			checkNorms(t, c)
			var got []string
			for _, n := range Of(c) {
				d := c.Document
				s := kindName(n) + " " + d.Text(n.Modal) + " " + d.Text(n.Span)
				if n.Actor != "" {
					s += " [" + n.Actor + "]"
				}
				if n.Frequency.Len() > 0 {
					s += " @" + d.Text(n.Frequency)
				}
				if n.Deadline.Len() > 0 {
					s += " @" + d.Text(n.Deadline)
				}
				if n.Condition.Len() > 0 {
					s += " if " + d.Text(n.Condition)
				}
				if len(n.Items) > 0 {
					s += " +" + strconv.Itoa(len(n.Items))
				}
				got = append(got, s)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestNormKindNames(t *testing.T) {
	for _, k := range []Kind{Forbid, Require, Permit, Encourage} {
		if got, ok := ParseKind(k.String()); !ok || got != k {
			t.Errorf("%v reads as %v, %v", k, got, ok)
		}
	}
	if _, ok := ParseKind(""); ok {
		t.Error("the empty name is a kind")
	}
	if _, ok := ParseKind("must"); ok {
		t.Error("must is a kind")
	}
}

func FuzzNorms(f *testing.F) {
	for _, s := range []string{"", "不准", "甲不得乙，必须丙；对丁的，", "应当：\n（一）不得。\n（二", "要坚决反对和、和", "人人人都有的义务", "鼓励和", "每年至少1次", "“应当”\xff必", "者方可以"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, statute bool) {
		c := corpustest.Clause(text)
		if c.Label = "1."; statute {
			c.Label = "第一条"
		}
		checkNorms(t, c)
	})
}

// BenchmarkNorms reads the measures text, 38 clauses of 330 characters on average.
func BenchmarkNorms(b *testing.B) {
	d, err := corpus.Parse(measures.Name, measures.Source)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(d.Source)))
	n := 0
	for b.Loop() {
		for _, c := range d.Clauses {
			Of(c)
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "clauses/s")
}
