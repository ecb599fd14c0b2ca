package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// enough is the part of a question's content that a sentence must cover to
// answer it; below, the program refuses.
const enough = 0.33

// enoughUnknown is the same where a word of the question is unknown to the texts
// and to the vocabulary.
const enoughUnknown = 0.45

// purpose answers why the document exists: with its preamble, or with the
// clause that states the purpose.
func (q *question) purpose() *Result {
	if !q.w.has(sigPurpose) || len(q.docs) == 0 {
		return nil
	}
	for _, c := range q.concepts {
		if !containsAny(c.word, "出台", "制定", "文件", "措施", "办法", "法律", "立法", "发布", "印发", "document", "issued", "adopted") {
			return nil
		}
	}
	d := q.docs[0]
	res := &Result{Intent: IntentPurpose, Note: q.lang.say("asks for the purpose of the document", "查制定目的")}
	for _, c := range d.Clauses {
		if c.Kind == corpus.Preamble || c.Kind == corpus.Article && c.Number == 1 && strings.HasPrefix(c.Text(), "为") {
			res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
			return res
		}
	}
	return nil
}

// fact answers with the sentence that covers most of the content, or refuses.
func (q *question) fact() *Result {
	intent := q.factIntent()
	note := q.lang.say("looks for “%s”", "查“%s”", q.w.contentText())
	ranked := q.rank()
	if len(ranked) == 0 {
		return q.refuse(intent, note, q.lang.say("nothing found that speaks of this", "没有找到相关内容"))
	}
	ranked = q.able(ranked)
	if len(ranked) == 0 {
		return q.refuse(intent, note, q.lang.say("the document mentions the subject but does not give the figure asked for", "文中提到该事项，但没有给出所问的数"))
	}
	bar := q.bar()
	ranked = slices.DeleteFunc(ranked, func(s scored) bool { return s.coverage < bar || q.offSubject(s) })
	ranked = q.timely(ranked)
	if len(ranked) == 0 {
		return q.refuse(intent, note, q.silent())
	}
	if i := slices.IndexFunc(ranked, func(s scored) bool { return q.quantity.lists(s.text) }); i > 0 && ranked[i].score >= 0.8*ranked[0].score {
		ranked = ranked[i:] // 哪几关: the sentence that lists them
	}
	if (q.w.has(sigDefine) || q.w.has(sigMembers|sigUnits) && strings.Count(ranked[0].text, "、") < 2) && q.mentionOnly(ranked[0].unit) {
		res := q.refuse(intent, note, q.lang.say("%s mentions it and does not say what it is", "%s提到了，但没有说明是什么", name(ranked[0].clause, q.lang)))
		res.Related = []*corpus.Clause{ranked[0].clause}
		return res
	}
	res := &Result{Intent: intent, Note: note}
	found := q.together(ranked)
	if !q.small {
		found = found[:min(len(found), maxOfMany)]
	}
	for _, s := range found {
		if s.lead != nil || s.opens != nil {
			res.Answers = append(res.Answers, q.inList(s)...)
			continue
		}
		res.Answers = append(res.Answers, q.narrow(s))
	}
	return res
}

// silent is the reason of a refusal where nothing speaks of the question.
func (q *question) silent() string {
	if len(q.ix.Documents()) > 1 && len(q.docs) != 1 {
		return q.lang.say("no document says so; the nearest clauses are listed", "各文件中都没有规定，以下是最接近的条款")
	}
	return q.lang.say("the document does not say; the nearest clauses are listed", "文中没有规定，以下是最接近的条款")
}

// bar is the coverage that this question wants. A word that neither the texts
// nor the vocabulary know is another subject, unless the vocabulary knows words
// beside it: then it is another way to speak.
func (q *question) bar() float64 {
	if len(q.query.Expansions) > 0 {
		return enough
	}
	for i := range q.concepts {
		if c := &q.concepts[i]; c.unknown {
			return enoughUnknown
		}
	}
	return enough
}

// offSubject reports whether a sentence misses what the question is about: the
// thing whose figure is asked (工资多少), or the term to be explained.
func (q *question) offSubject(s scored) bool {
	if head := q.figureOf(); head != nil && head.in(s.text, s.sieve) == 0 && (s.lead == nil || head.in(s.lead.text, s.lead.sieve) == 0) {
		return true
	}
	if head := q.whichOf(); head != nil && head.in(s.text, s.sieve) == 0 && (s.lead == nil || head.in(s.lead.text, s.lead.sieve) == 0) {
		return true
	}
	if each := q.quantity.each; utf8.RuneCountInString(each) > 1 {
		for i := range q.concepts { // 分哪几个等次: the thing listed must be one the text knows
			if c := &q.concepts[i]; c.unknown && c.word == each {
				return true
			}
		}
	}
	return q.w.has(sigDefine) && len(q.w.content) == 1 && s.run < 0.5 || q.missesHeart(s) || q.lacksThing(s) || q.lacksName(s) || !q.onFocus(s)
}

// heart is from which part of a question's content on one word is what it is
// about, and heartHeld how well a sentence must say it: a rule of the
// vocabulary that leads to a neighbouring subject is not enough.
const (
	heart     = 0.5
	heartHeld = 0.31
)

// missesHeart reports whether one word is most of a question, and a sentence and
// what stands around it do not say it.
func (q *question) missesHeart(s scored) bool {
	if !q.small && len(q.docs) == 0 {
		return false
	}
	total := weigh(q.concepts)
	for i := range q.concepts {
		if c := &q.concepts[i]; c.weight >= heart*total {
			t := q.text(s.clause)
			return max(c.in(s.text, s.sieve), c.in(t.title, nil), c.in(t.body.text, t.body.sieve)) < heartHeld
		}
	}
	return false
}

// things are what a question wants by its very name. To a word of these that
// neither the texts nor the vocabulary know no neighbour is an answer: 入党 is
// not 入党的材料.
var things = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`材料 手续 流程 表格 证件 证书 票据 发票 名额 学历 格式 模板 范文 样式 编号 级别 区号 电话 热线 地址 网址 官网 邮箱 账号 账户 密码 二维码 下载
		工资 薪水 薪酬 补贴 补助 津贴 奖金 奖品 奖励 福利 报销 费用 收费 押金 保证金 保险 社保 公积金 医保 退休金 养老金 抚恤金 慰问金 税收 税率 优惠 贷款 假期 年假 产假 休假 加班 注册 报名 晋升 学分 分数 名字 教材 收据 报酬`) {
		m[w] = true
	}
	return m
}()

// lacksThing reports whether a question wants a thing of which a sentence says nothing.
func (q *question) lacksThing(s scored) bool {
	if !q.small && len(q.docs) == 0 {
		return false
	}
	for i := range q.concepts {
		if c := &q.concepts[i]; c.unknown && things[c.word] && c.in(s.text, s.sieve) == 0 {
			return true
		}
	}
	return false
}

// asksName finds the office in a question for the one who holds it.
var asksName = regexp.MustCompile(`^(?:谁是|谁当|谁担任|哪位是)(\p{Han}+?)[?？]?$|^(\p{Han}+?)(?:现在|目前)?(?:是谁|是哪位|是哪个人|叫什么(?:名字)?|姓什么|姓名)[?？]?$`)

// asksNameEnglish finds the same question in English.
var asksNameEnglish = regexp.MustCompile(`^(?:who is|what is the name of|name of) (?:the |our |your )?(?:current )?[a-z ]*(?:secretary|director|mayor|chairman|governor|minister|commissioner)[?]?$`)

// post is how the name of an office ends.
var post = regexp.MustCompile(`(?:书记|主任|组长|部长|局长|区长|市长|省长|县长|镇长|乡长|科长|处长|厅长|校长|院长|会长|主席|检察长|秘书长|专员|常委)$`)

// lacksName reports whether a question asks who holds an office, and a sentence
// does not say who it is: 书记是第一责任人 says so of 第一责任人.
func (q *question) lacksName(s scored) bool {
	f := q.focus()
	if f.english {
		return true // no text says it in English
	}
	return f.who != "" && !strings.Contains(s.bare, "是"+f.who) && !strings.Contains(s.bare, f.who+"由")
}

// asksTime asks at what time, and moment is what says so, if only by an occasion.
var (
	asksTime = regexp.MustCompile(`什么时候|何时|几时|什么时间`)
	moment   = regexp.MustCompile(`[0-9]|每|定期|按期|限期|经常|及时|[之以]?前|[之以]?后|时[,，。]|的时候|期间|过程中|一经|必要时|任期内|任内|年度|年底|平时`)
)

// timely keeps, of the sentences that answer a question for a time, those that
// say one; not such as only stand near one that says none.
func (q *question) timely(ranked []scored) []scored {
	if len(ranked) == 0 || !asksTime.MatchString(q.w.text) {
		return ranked
	}
	least := 0.8 * ranked[0].coverage
	return slices.DeleteFunc(ranked, func(s scored) bool {
		return s.coverage < least || !moment.MatchString(s.text) && (s.lead == nil || !moment.MatchString(s.lead.text))
	})
}

// focusWords are the words behind which a question says what is asked about
// its subject: 党费可以用来买书吗 asks about buying books.
var focusWords = regexp.MustCompile(`可不可以|可以|能不能|能否|可否|是否|会不会|要不要|该不该|有没有权|有权|能|允许|谁来?|[哪什](?:个|些|么)(?:部门|科室|处室|单位|机关|机构)|怎么|怎样|如何`)

// focusBefore finds the verb of a question for a yes or a no that has no other
// sign than the particle at its end: 举报有奖金吗, 网站要备案吗.
var focusBefore = regexp.MustCompile(`(要|有|需要|用|会|算|得)[^，。,;；]{1,12}[吗么][？?]?$`)

// asksBody asks for an office, and body is one.
var (
	asksBody = regexp.MustCompile(`[哪什](?:个|些|么)(?:部门|科室|处室|单位|机关|机构)|which (?:body|department|organ|office|agency)`)
	body     = regexp.MustCompile(`部门|机关|机构|党委|党组|纪委|委员会|常委会|组织|小组|办公室|单位|法院|检察院|政府|政协|人大|中央|会议|[局厅部院署会]`)
)

// enoughFocus is the part of what is asked about the subject that a sentence
// must cover.
const enoughFocus = 0.3

// enoughSubject is the part of the subject itself that the sentence, or less of
// it the clause around, must speak of: 公众号要备案吗 is not answered by what
// else is filed.
const enoughSubject = 0.3

// inCharge are the verbs of a question for who does something that say nothing of
// what it is: 谁负责保密 asks about 保密.
var inCharge = map[string]bool{"负责": true, "主管": true, "分管": true, "牵头": true}

// anyhow are verbs that ask nothing in particular: 舆论监督如何加强.
var anyhow = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`加强 推进 推动 开展 落实 做好 抓好 搞好 实施 进行 解决 保障 提高 提升 完善 健全 规范 强化 加大 管理 整治 建设`) {
		m[w] = true
	}
	return m
}()

// focus is what a question asks about its subject.
type focus struct {
	at     int  // the byte behind which it says so, -1 when it does not
	office bool // an office is asked for

	who     string // the post whose holder is asked for, "" for none
	english bool   // he is, in English
}

// focus reads it once.
func (q *question) focus() focus {
	if q.focused == nil {
		f := focus{at: -1, office: asksBody.MatchString(q.w.text), english: asksNameEnglish.MatchString(q.w.text)}
		if m := asksName.FindStringSubmatch(q.w.text); m != nil && post.MatchString(m[1]+m[2]) {
			f.who = m[1] + m[2]
		}
		if at := focusWords.FindStringIndex(q.w.text); at != nil {
			f.at = at[1]
		} else if m := focusBefore.FindStringSubmatchIndex(q.w.text); m != nil {
			f.at = m[3]
		}
		q.focused = &f
	}
	return *q.focused
}

// onFocus reports whether a sentence speaks of what is asked about the subject,
// and not of the subject alone.
func (q *question) onFocus(s scored) bool {
	if !q.w.has(sigYesNo | sigWho | sigHow) {
		return true
	}
	f := q.focus()
	if f.office && !body.MatchString(s.text) {
		return false
	}
	if f.at < 0 {
		return true
	}
	if !q.small && len(q.docs) == 0 {
		return true // what many laws say of it, they say in many ways
	}
	var all, total, covered, subject, named float64
	said := 0 // of the words behind
	t := q.text(s.clause)
	for i := range q.concepts {
		c := &q.concepts[i]
		all += c.weight
		if utf8.RuneCountInString(c.word) == 1 {
			continue
		}
		here := c.in(strings.ReplaceAll(s.text, c.word+"人", ""), nil) // 主要负责人 is not who 负责
		if c.at >= f.at {
			if !inCharge[c.word] && !anyhow[c.word] {
				total += c.weight
				covered += c.weight * here
				if here >= 0.5 {
					said++
				}
			}
			continue
		}
		subject += c.weight
		named += c.weight * max(here, nearTitle*c.in(t.title, nil), nearClause*c.in(t.body.text, t.body.sieve))
	}
	if subject >= 0.15*all && said < 2 && named < enoughSubject*subject {
		return false
	}
	return covered >= enoughFocus*total || total < 0.1*all // 怎么治 asks nothing in particular
}

// whichOf gives the notion right behind 什么 (是什么颜色), which an answer names, in
// a question about a law; nil when there is none.
func (q *question) whichOf() *concept {
	if len(q.query.Laws) == 0 {
		return nil
	}
	_, behind, ok := strings.Cut(q.w.text, "是什么")
	if !ok {
		return nil
	}
	for i := range q.concepts {
		if strings.HasPrefix(behind, q.concepts[i].word) {
			return &q.concepts[i]
		}
	}
	return nil
}

// figureOf gives the notion right before 多少, whose figure is asked; nil when
// the question is not of that form.
func (q *question) figureOf() *concept {
	if !q.counts || q.quantity.unit != "" && q.quantity.unit != "钱" && q.quantity.unit != "元" {
		return nil
	}
	i := strings.Index(q.w.text, "多少")
	if i < 0 {
		return nil
	}
	var head *concept
	last := -1
	for j := range q.concepts {
		if at := strings.LastIndex(q.w.text[:i], q.concepts[j].word); at > last {
			head, last = &q.concepts[j], at
		}
	}
	return head
}

func (q *question) factIntent() Intent {
	switch {
	case q.w.has(sigYesNo):
		return IntentYesNo
	case q.w.has(sigWho):
		return IntentWho
	case q.w.has(sigCount | sigOften | sigWhen):
		return IntentNumber
	case q.w.has(sigDefine | sigMembers):
		return IntentDefine
	case q.w.has(sigWhere):
		return IntentWhere
	}
	return IntentFact
}

// together gives the sentences that answer: the best one, and where the
// question is a few key words, every sentence that holds all of them.
func (q *question) together(ranked []scored) []scored {
	best := ranked[0]
	out := []scored{best}
	if same := q.samePhrase(ranked); len(same) > 0 {
		return same
	}
	words := keywords(q)
	for _, s := range ranked[1:] {
		switch {
		case words != nil && holdsAll(s.bare, words) && holdsAll(best.bare, words):
			out = append(out, s)
		case q.w.has(sigOutcome) && s.clause == best.clause && s.coverage >= 0.75*best.coverage && penalty.MatchString(s.text) && words == nil:
			out = append(out, s)
		case s.clause == best.clause && s.score >= 0.93*best.score && s.coverage >= 0.9*best.coverage && words == nil:
			out = append(out, s)
		}
	}
	return out
}

// samePhrase gives the sentences that hold the content as one phrase, the best
// first, where the phrase is rare enough to mean one thing (第一责任人).
func (q *question) samePhrase(ranked []scored) []scored {
	if len(q.w.content) != 1 || utf8.RuneCountInString(q.content) < 4 || q.content[0] < utf8.RuneSelf {
		return nil
	}
	var out []scored
	clauses := make(map[*corpus.Clause]bool)
	for _, s := range ranked {
		if strings.Contains(s.bare, q.content) && (!q.w.has(sigOutcome) || q.punishes(s.unit)) {
			out = append(out, s)
			clauses[s.clause] = true
		}
	}
	if len(clauses) > 3 {
		return nil
	}
	return out
}

// keywords gives the words of a question that is nothing but words; nil for a
// question with question phrases.
func keywords(q *question) []string {
	if q.w.has(asking) || len(q.concepts) == 0 || len(q.concepts) > 4 {
		return nil
	}
	var out []string
	for _, p := range q.w.content {
		out = append(out, bare(q.w.text[p.start:p.end]))
	}
	return out
}

func holdsAll(bare string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(bare, w) {
			return false
		}
	}
	return true
}

// able keeps the sentences that can answer a question for a figure: those with
// a number of the unit asked for, or with the list that is counted.
func (q *question) able(ranked []scored) []scored {
	ask := q.quantity
	if !q.counts {
		return ranked
	}
	var out []scored
	for _, s := range ranked {
		if ask.answeredBy(s.text) || s.lead != nil && ask.answeredBy(s.lead.text) {
			out = append(out, s)
		}
	}
	return out
}

// narrow cuts a long sentence to the parts that were asked for, where its parts
// stand on their own: a yes-or-no question is answered by the norm.
func (q *question) narrow(s scored) Span {
	out := Span{Clause: s.clause, Span: s.Span}
	if !q.w.has(sigYesNo|sigForbid) || utf8.RuneCountInString(s.text) <= 70 {
		return out
	}
	best, at := 0.0, -1
	norms := corpus.Norms(s.clause)
	for i, n := range norms {
		if !s.Span.Contains(n.Span) {
			continue
		}
		u := newUnit(s.clause, n.Span)
		cover := 0.0
		for j := range q.concepts {
			cover += q.concepts[j].weight * q.concepts[j].in(u.text, u.sieve)
		}
		if cover > best {
			best, at = cover, i
		}
	}
	whole := 0.0
	for j := range q.concepts {
		whole += q.concepts[j].weight * q.concepts[j].in(s.text, s.sieve)
	}
	if at >= 0 && best >= 0.6*whole {
		out.Span, out.Norm = paired(s.clause, norms[at].Span), norms[at].Kind
	}
	return out
}

// paired widens a part of a sentence that is one half of 既要…，又要… to both.
func paired(c *corpus.Clause, part corpus.Span) corpus.Span {
	begins := func(s corpus.Span, words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(c.Document.Text(s), w) })
	}
	for _, s := range corpus.Sentences(c) {
		for i := range len(s.Parts) - 1 {
			one, other := s.Parts[i], s.Parts[i+1]
			if begins(one, "既") && begins(other, "又", "也") && (one.Contains(part) || other.Contains(part)) {
				return corpus.Span{Start: min(one.Start, part.Start), End: max(other.End, part.End)}
			}
		}
	}
	return part
}
