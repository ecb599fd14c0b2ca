package segmenter

import (
	"testing"
	"unicode/utf8"
)

// Where no word lies across a place, gse must part the text there.
func TestStraddled(t *testing.T) {
	l := Default()
	straddled, parted := 0, 0
	for _, text := range []string{
		"严格落实党委（党组）书记抓基层党建工作述职评议考核制度，每年至少1.5次。",
		"提倡实名举报、網絡舉報，完善GDP、R&D与5+1的统计。",
		"构建亲清政商关系，规范领导干部配偶、子女及其配偶经商办企业行为",
	} {
		inside := make([]bool, len(text)+1)
		for token := range l.Segmenter(text).Tokens(text) {
			for i := token.Start + 1; i < token.End; i++ {
				inside[i] = true
			}
		}
		for cut := range text {
			switch got := l.Straddled(text, cut); {
			case got:
				straddled++
			case inside[cut]:
				_, n := utf8.DecodeRuneInString(text[cut:])
				t.Errorf("%s: gse takes a word across the place before %s, Straddled knows of none", text, text[cut:cut+n])
			default:
				parted++
			}
		}
	}
	if straddled == 0 || parted == 0 {
		t.Errorf("%d places straddled and %d not: the texts try one side only", straddled, parted)
	}
}
