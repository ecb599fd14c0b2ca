package study

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"tiaowen/api/study/bundle"
	"tiaowen/api/study/quiz"
	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/figure"
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

// object is a JSON object of H5P's.
type object = map[string]any

// writeH5P writes a question set of the kinds that H5P marks by itself.
func writeH5P(w io.Writer, k *Kit, base string) error {
	questions := []object{}
	for _, q := range k.Questions {
		library, params := h5pQuestion(q, base)
		if params == nil {
			continue // H5P has no kind that marks it
		}
		questions = append(questions, object{"library": library, "params": params, "subContentId": uuid(q.ID),
			"metadata": object{"contentType": strings.Fields(library)[0], "license": "U", "title": shortly(q.Stem), "defaultLanguage": "zh-hans"}})
	}
	if len(questions) == 0 {
		return &UnfitError{"h5p", "it holds choices, judgements and blanks alone, and there is none: choose these kinds"}
	}
	content, err := encode(object{
		"introPage": object{"showIntroPage": true, "startButtonText": "开始", "title": bare(k.Title), "introduction": h5pParagraph(k.Title)}, "progressType": "textual", "texts": h5pSetTexts, "endGame": h5pEnd,
		"passPercentage": 60, "disableBackwardsNavigation": false, "randomQuestions": false, "questions": questions,
	})
	if err != nil {
		return err
	}
	about, err := encode(object{"title": bare(k.Title), "language": "zh-hans", "defaultLanguage": "zh-hans", "mainLibrary": "H5P.QuestionSet", "embedTypes": []string{"iframe"}, "license": "U",
		"preloadedDependencies": json.RawMessage(h5pSections)})
	if err != nil {
		return err
	}
	return bundle.Write(w, bundle.File{Name: "h5p.json", Data: about}, bundle.File{Name: "content/content.json", Data: content})
}

// h5pQuestion gives the library that asks a question, and its parameters; nil for a
// kind that H5P does not mark.
func h5pQuestion(q *quiz.Question, base string) (library string, params object) {
	switch q.Kind {
	case quiz.Single, quiz.Multiple, quiz.Case:
		return h5pChoice, h5pChoiceOf(q, base)
	case quiz.Judge:
		return h5pJudge, object{"question": h5pParagraph(worth(q)), "l10n": h5pJudgeTexts, "correct": []string{"true", "false"}[q.Right[0]],
			"behaviour": object{"enableRetry": true, "enableSolutionsButton": true, "feedbackOnWrong": html.EscapeString(bare(explanation(q, base)))}}
	case quiz.Blank:
		return h5pBlank, h5pBlankOf(q, base)
	}
	return "", nil
}

func h5pParagraph(s string) string { return "<p>" + html.EscapeString(bare(s)) + "</p>" }

// h5pChoiceOf are the parameters of a choice. A wrong option explains the right one.
func h5pChoiceOf(q *quiz.Question, base string) object {
	var answers []object
	for i, o := range q.Options {
		right := slices.Contains(q.Right, i)
		feedback := ""
		if !right {
			feedback = h5pParagraph(explanation(q, base))
		}
		answers = append(answers, object{"text": "<div>" + html.EscapeString(bare(o)) + "</div>", "correct": right,
			"tipsAndFeedback": object{"tip": "", "chosenFeedback": feedback, "notChosenFeedback": ""}})
	}
	return object{"question": h5pParagraph(worth(q)), "answers": answers, "UI": h5pChoiceTexts, "overallFeedback": h5pRange(""),
		"behaviour": object{"type": "auto", "singlePoint": q.Kind != quiz.Multiple, "randomAnswers": false, "enableRetry": true, "enableSolutionsButton": true}}
}

// h5pBlankOf are the parameters of a blank. In its text, * begins and ends a gap, /
// divides the answers that are accepted, and : begins a hint.
func h5pBlankOf(q *quiz.Question, base string) object {
	plain := strings.NewReplacer("*", "＊")
	answer := make([]string, 0, 2)
	for _, a := range figure.Accepted(q.Answers[0]) {
		answer = append(answer, strings.NewReplacer("*", "＊", "/", "／", ":", "：").Replace(html.EscapeString(bare(a))))
	}
	text := strings.ReplaceAll(plain.Replace(html.EscapeString(bare(q.Stem))), quiz.Gap, "*"+strings.Join(answer, "/")+"*")
	params := object{"text": "<p>" + fmt.Sprintf("填空（%d分）", q.Points) + "</p>", "overallFeedback": h5pRange(bare(explanation(q, base))), "questions": []string{"<p>" + text + "</p>"},
		"behaviour": object{"enableRetry": true, "enableSolutionsButton": true, "caseSensitive": true}}
	for name, text := range h5pBlankTexts {
		params[name] = text
	}
	return params
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
	a, b := dice.Hash(1, id), dice.Hash(2, id)
	return fmt.Sprintf("%08x-%04x-8%03x-8%03x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0xfff, b&0xffffffffffff)
}

// worth is the stem with the points of the question, which H5P counts in its own way.
func worth(q *quiz.Question) string { return fmt.Sprintf("%s（%d分）", q.Stem, q.Points) }

// shortly is the beginning of a stem, as a name.
func shortly(s string) string {
	if runes := []rune(bare(s)); len(runes) > 40 {
		return string(runes[:40]) + "……"
	}
	return bare(s)
}

// h5pRange is a feedback for any score.
func h5pRange(text string) []map[string]any {
	return []map[string]any{{"from": 0, "to": 100, "feedback": html.EscapeString(text)}}
}

// The words of the players in the language of the kit. The names are those of
// the libraries' semantics.json; a player falls back to English without them.
var (
	h5pChoiceTexts = map[string]string{
		"checkAnswerButton": "检查", "submitAnswerButton": "提交", "showSolutionButton": "看答案", "tryAgainButton": "重做", "tipsLabel": "显示提示",
		"scoreBarLabel": "得分 :num / :total", "tipAvailable": "有提示", "feedbackAvailable": "有反馈", "readFeedback": "读反馈",
		"wrongAnswer": "答错了", "correctAnswer": "答对了", "shouldCheck": "应当选", "shouldNotCheck": "不应选", "noInput": "请先作答",
		"a11yCheck": "检查答案，标出对错和未答的题。", "a11yShowSolution": "显示答案。", "a11yRetry": "重做此题，从头开始。",
	}
	h5pJudgeTexts = map[string]string{
		"trueText": "正确", "falseText": "错误", "score": "得分 @score / @total", "checkAnswer": "检查", "submitAnswer": "提交",
		"showSolutionButton": "看答案", "tryAgain": "重做", "wrongAnswerMessage": "答错了", "correctAnswerMessage": "答对了", "scoreBarLabel": "得分 :num / :total",
		"a11yCheck": "检查答案，标出对错。", "a11yShowSolution": "显示答案。", "a11yRetry": "重做此题，从头开始。",
	}
	h5pBlankTexts = map[string]string{
		"showSolutions": "看答案", "tryAgain": "重做", "checkAnswer": "检查", "submitAnswer": "提交", "notFilledOut": "请填完所有的空",
		"answerIsCorrect": "“:ans”正确", "answerIsWrong": "“:ans”错误", "answeredCorrectly": "答对了", "answeredIncorrectly": "答错了",
		"solutionLabel": "正确答案：", "inputLabel": "第 @num 空，共 @total 空", "inputHasTipLabel": "有提示", "tipLabel": "提示", "scoreBarLabel": "得分 :num / :total",
		"a11yCheck": "检查答案，标出对错和未填的空。", "a11yShowSolution": "显示答案。", "a11yRetry": "重做此题，从头开始。", "a11yCheckingModeHeader": "检查",
	}
	h5pSetTexts = map[string]string{
		"prevButton": "上一题", "nextButton": "下一题", "finishButton": "完成", "submitButton": "提交", "textualProgress": "第 @current 题，共 @total 题",
		"jumpToQuestion": "到第 %d 题，共 %total 题", "questionLabel": "题", "readSpeakerProgress": "第 @current 题，共 @total 题",
		"unansweredText": "未答", "answeredText": "已答", "currentQuestionText": "当前题", "navigationLabel": "题目",
	}
	h5pEnd = map[string]any{
		"showResultPage": true, "showSolutionButton": true, "showRetryButton": true, "noResultMessage": "已完成", "message": "得分：",
		"scoreBarLabel": "得分 @finals / @totals", "solutionButtonText": "看答案", "retryButtonText": "重做", "finishButtonText": "完成", "submitButtonText": "提交",
		"showAnimations": false, "skippable": false, "skipButtonText": "跳过", "overallFeedback": h5pRange(""),
	}
)
