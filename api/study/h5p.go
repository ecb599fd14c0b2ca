package study

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"

	"tiaowen/api/study/bundle"
)

// The libraries of H5P that the questions need, in the versions that
// H5P.QuestionSet 1.21 takes. They are not shipped: a site that has H5P has them.
const (
	h5pChoice   = "H5P.MultiChoice 1.16"
	h5pJudge    = "H5P.TrueFalse 1.8"
	h5pBlank    = "H5P.Blanks 1.14"
	h5pSections = `[{"machineName":"H5P.QuestionSet","majorVersion":1,"minorVersion":21},{"machineName":"H5P.MultiChoice","majorVersion":1,"minorVersion":16},` +
		`{"machineName":"H5P.TrueFalse","majorVersion":1,"minorVersion":8},{"machineName":"H5P.Blanks","majorVersion":1,"minorVersion":14}]`
)

// writeH5P writes a question set of the kinds that H5P marks by itself.
func writeH5P(w io.Writer, k *Kit, base string) error {
	type object = map[string]any
	questions := []object{}
	paragraph := func(s string) string { return "<p>" + html.EscapeString(bare(s)) + "</p>" }
	for _, q := range k.Questions {
		var library string
		var params object
		switch q.Kind {
		case Single, Multiple:
			var answers []object
			for i, o := range q.Options {
				right := false
				for _, r := range q.Right {
					right = right || r == i
				}
				feedback := ""
				if !right {
					feedback = paragraph(q.explanation(base))
				}
				answers = append(answers, object{"text": "<div>" + html.EscapeString(bare(o)) + "</div>", "correct": right,
					"tipsAndFeedback": object{"tip": "", "chosenFeedback": feedback, "notChosenFeedback": ""}})
			}
			library, params = h5pChoice, object{"question": paragraph(q.Stem), "answers": answers,
				"behaviour": object{"type": "auto", "singlePoint": q.Kind == Single, "randomAnswers": false, "enableRetry": true, "enableSolutionsButton": true}}
		case Judge:
			library, params = h5pJudge, object{"question": paragraph(q.Stem), "correct": []string{"true", "false"}[q.Right[0]],
				"behaviour": object{"enableRetry": true, "enableSolutionsButton": true, "feedbackOnWrong": html.EscapeString(bare(q.explanation(base)))}}
		case Blank:
			// In a text of blanks, * begins and ends one, / parts its answers, : a hint.
			plain := strings.NewReplacer("*", "＊")
			answer := make([]string, 0, 2)
			for _, a := range Accepted(q.Answers[0]) {
				answer = append(answer, strings.NewReplacer("*", "＊", "/", "／", ":", "：").Replace(html.EscapeString(bare(a))))
			}
			text := strings.ReplaceAll(plain.Replace(html.EscapeString(bare(q.Stem))), Gap, "*"+strings.Join(answer, "/")+"*")
			library, params = h5pBlank, object{"text": "<p>填空</p>", "questions": []string{"<p>" + text + "</p>"},
				"behaviour": object{"enableRetry": true, "enableSolutionsButton": true, "caseSensitive": true}}
		default:
			continue // H5P has no kind that marks it
		}
		questions = append(questions, object{"library": library, "params": params, "subContentId": uuid(q.ID),
			"metadata": object{"contentType": strings.Fields(library)[0], "license": "U", "title": q.ID}})
	}
	if len(questions) == 0 {
		return &UnfitError{"h5p", "it holds choices, judgements and blanks alone, and there is none: choose these kinds"}
	}
	content, err := encode(object{
		"introPage": object{"showIntroPage": true, "startButtonText": "开始", "title": bare(k.Title), "introduction": paragraph(k.Title)}, "progressType": "textual",
		"passPercentage": 60, "disableBackwardsNavigation": false, "randomQuestions": false, "questions": questions,
	})
	if err != nil {
		return err
	}
	about, err := encode(object{"title": bare(k.Title), "language": "zh", "defaultLanguage": "zh", "mainLibrary": "H5P.QuestionSet", "embedTypes": []string{"iframe"}, "license": "U",
		"preloadedDependencies": json.RawMessage(h5pSections)})
	if err != nil {
		return err
	}
	return bundle.Write(w, bundle.File{Name: "h5p.json", Data: about}, bundle.File{Name: "content/content.json", Data: content})
}

func encode(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return []byte(b.String()), err
}

// uuid is a UUID made from an id, the same each time.
func uuid(id string) string {
	a, b := hash(1, id), hash(2, id)
	return fmt.Sprintf("%08x-%04x-8%03x-8%03x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0xfff, b&0xffffffffffff)
}
