package answer

import (
	"context"
	"strings"
	"testing"
)

// TestRows: the words of the row that names the columns count for the rows below
// it, and an answer from a row quotes it too.
func TestRows(t *testing.T) {
	const text = "# 器材室借用收费办法\n\n第一条 借用器材按下表收费：\n\n| 器材 | 教职工 | 校外单位 |\n| --- | --- | --- |\n| 投影仪 | 免费 | 每天八十元 |\n" +
		"| 音响 | 每天二十元 | 每天一百五十元 |\n\n第二条 损坏器材应当按原价赔偿。\n\n第三条 器材室每周一闭馆。\n"
	asker, d := askerOf(t, "器材.md", text)
	r, err := asker.Ask(context.Background(), "校外单位借音响收费多少", Options{Lang: Chinese, Words: true})
	if err != nil {
		t.Fatal(err)
	}
	var quoted []string
	for _, a := range r.Answers {
		quoted = append(quoted, d.Text(a.Span))
	}
	if len(quoted) < 2 || !strings.Contains(quoted[0], "一百五十元") || !strings.Contains(strings.Join(quoted, "\n"), "器材\t教职工\t校外单位") {
		t.Errorf("%s %q %s", r.Grade, quoted, r.Reason)
	}
}
