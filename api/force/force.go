// Package force knows how people ask whether a document is in force, how that is said in
// Chinese and English, and which sentence of a clause says it.
package force

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/status"
)

// asks matches what stands beside the name of a document in such a question.
var asks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:请问|现在|目前|那么|的)*(?:现在|目前|如今|今天|还|仍|仍然|是否|是不是|有没有|已经|已|现行|继续|的|在)*(?:有效|有无效力|生效|施行|废止|失效|作废|过时|被替代|被取代|能用|适用|算数)(?:了)?(?:吗|么|没有|没|否|呢)?[?？。!！ ]*$`)
})

// Asked reports whether a question asks of a document that it names, and of nothing else,
// whether it is in force: 信访条例还有效吗, 合同法废止了没有. rest is the question without the name.
func Asked(rest string) bool { return rest != "" && asks().MatchString(rest) }

// Words say the standing of a document in a language.
type Words struct {
	status.Status
	Document *corpus.Document
	Lang     string // zh, else English
}

func (w Words) say(zh, en string, args ...any) string {
	if w.Lang == "zh" {
		en = zh
	}
	return fmt.Sprintf(en, args...)
}

func (w Words) title() string { return "《" + w.Document.Title + "》" }

// since says from when the standing holds, "" without a date.
func (w Words) since(zh, en string) string {
	if w.Date == "" {
		return ""
	}
	return w.say(zh, en, w.Date)
}

// Note is the standing in a sentence, "" where it is unknown and nobody gave it.
func (w Words) Note() (note string) {
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
		note += w.say("（文件清单或文件夹注明“%s”）", " (the list of documents or the folder says: %s)", w.Document.Facts.Status)
	}
	return note
}

// Question is what was asked, for a reading without a standing to tell.
func (w Words) Question() string {
	return w.say("问%s是否有效", "asks whether %s is in force", w.title())
}

// Reason says why no clause answers: none says whether the document is in force, or the list of documents alone
// does; and which newer text may have taken its place.
func (w Words) Reason() string {
	reason := w.say("收录的文件没有写明%s是否仍然有效", "the documents do not say whether %s is still in force", w.title())
	if w.Given && w.Kind != status.Unknown {
		reason = w.Note()
	}
	if w.Next != nil {
		reason += w.say("；另有较新的《%s》（%s）", "; a newer text is 《%s》 (%s)", w.Next.Title, w.Next.Date)
	}
	return reason
}

// Sentence is the sentence of a clause that speaks of force or repeal; its first
// one where none does.
func Sentence(c *corpus.Clause, kind status.Kind) corpus.Span {
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
