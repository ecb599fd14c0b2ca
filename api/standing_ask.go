package api

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/status"
)

// asksStanding is a question that asks of a document that it names, and of
// nothing else, whether it is in force: 信访条例还有效吗, 合同法废止了没有.
var asksStanding = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:请问|现在|目前|那么|的)*(?:现在|目前|如今|今天|还|仍|仍然|是否|是不是|有没有|已经|已|现行|继续|的|在)*(?:有效|有无效力|生效|施行|废止|失效|作废|过时|被替代|被取代|能用|适用|算数)(?:了)?(?:吗|么|没有|没|否|呢)?[?？。!！ ]*$`)
})

// askStanding answers whether the one document that a question names is in force;
// nil where the question is another one.
func (st *state) askStanding(question, lang string) *Answer {
	if utf8.RuneCountInString(question) > 60 {
		return nil
	}
	q, err := st.ix.Parse(question)
	if err != nil || len(q.Laws) != 1 || len(q.References) > 0 {
		return nil
	}
	law := q.Laws[0]
	rest := strings.TrimSpace(q.Folded[:law.Start] + q.Folded[law.End:])
	if rest == "" || !asksStanding().MatchString(rest) {
		return nil
	}
	return st.standingAnswer(question, law.Documents[0], lang)
}

// standingAnswer words the standing of the newest version of a document.
func (st *state) standingAnswer(question string, d *corpus.Document, lang string) *Answer {
	s := st.standings()[d]
	w := standingWords{s, d, lang}
	out := &Answer{Question: question, Reading: Reading{Intent: "status", Note: w.note()}, Answers: []AnswerSpan{}, Related: []RelatedClause{}}
	if s.Kind != status.Unknown && s.By != nil {
		span := sentenceOf(s.By, s.Kind)
		start, end := codePoints(s.By, span)
		out.Answerable = true
		out.Answers = append(out.Answers, AnswerSpan{Text: s.By.Document.Text(span), Clause: st.clauseOf(s.By), Start: start, End: end})
		return out
	}
	if out.Reading.Note == "" {
		out.Reading.Note = w.say("问%s是否有效", "asks whether %s is in force", w.title())
	}
	out.Reason = w.say("收录的文件没有写明%s是否仍然有效", "the documents do not say whether %s is still in force", w.title())
	if s.Given && s.Kind != status.Unknown {
		out.Reason = out.Reading.Note // no clause says it
	}
	near := s.By
	if s.Next != nil {
		out.Reason += w.say("；另有较新的《%s》（%s）", "; a newer text is 《%s》 (%s)", s.Next.Title, s.Next.Date)
		if near == nil && len(s.Next.Clauses) > 0 {
			near = s.Next.Clauses[0]
		}
	}
	if near != nil {
		span := sentenceOf(near, s.Kind)
		start, end := codePoints(near, span)
		out.Related = append(out.Related, RelatedClause{st.clauseOf(near), Range{start, end}})
	}
	return out
}

// standingWords says the standing of a document in a language.
type standingWords struct {
	standing
	d    *corpus.Document
	lang string
}

func (w standingWords) say(zh, en string, args ...any) string {
	if w.lang == "zh" {
		en = zh
	}
	return fmt.Sprintf(en, args...)
}

func (w standingWords) title() string { return "《" + w.d.Title + "》" }

// since says from when the standing holds, "" without a date.
func (w standingWords) since(zh, en string) string {
	if w.Date == "" {
		return ""
	}
	return w.say(zh, en, w.Date)
}

// note is the standing in a sentence, "" where it is unknown and nobody gave it.
func (w standingWords) note() (note string) {
	switch w.Kind {
	case status.InForce:
		known := ""
		if w.AsOf != "" {
			known = w.say("（截至 %s）", " (up to %s)", w.AsOf)
		}
		note = w.say("%s%s施行；收录的文件%s中没有废止或替代它的规定", "%s applies%s; no loaded document%s repeals or replaces it", w.title(), w.since("自 %s 起", " from %s"), known)
	case status.NotYet:
		note = w.say("%s尚未生效%s", "%s is not yet in force%s", w.title(), w.since("，自 %s 起施行", "; it applies from %s"))
	case status.Repealed:
		note = w.say("%s%s已废止", "%s is repealed%s", w.title(), w.since("自 %s 起", " from %s"))
	case status.Amended:
		note = w.say("%s这一版本已被新版本替代%s", "this version of %s was replaced%s", w.title(), w.since("，自 %s 起", " from %s"))
	}
	if w.Given {
		note += w.say("（文件清单或文件夹注明“%s”）", " (the list of documents or the folder says: %s)", w.d.Facts.Status)
	}
	return note
}

// sentenceOf is the sentence of a clause that speaks of force or repeal; its first
// one where none does.
func sentenceOf(c *corpus.Clause, kind status.Kind) corpus.Span {
	words := []string{"施行", "实施", "生效", "执行"}
	if kind == status.Repealed {
		words = []string{"废止", "失效", "停止", "不再适用"}
	}
	sentences := sentences.Of(c)
	for _, s := range sentences {
		for _, w := range words {
			if strings.Contains(c.Document.Text(s.Span), w) {
				return s.Span
			}
		}
	}
	if len(sentences) > 0 {
		return sentences[0].Span
	}
	return c.Body
}
