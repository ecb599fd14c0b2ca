package corpus

import (
	"fmt"
	"strings"
	"testing"
)

// TestLabelStyles writes three clauses in each way of printing a label: all must be
// clauses, and the words behind the label the whole of their text.
func TestLabelStyles(t *testing.T) {
	words := []string{"用印须登记。", "不得在空白纸上用印。", "以他人名义用印的，给予处分。"}
	numerals := []struct{ mark, numbers string }{
		{"%d", "1 2 3"}, {"%h", "一 二 三"}, {"%f", "１ ２ ３"}, {"%c", "壹 贰 叁"}, {"%U", "A B C"}, {"%l", "a b c"}, {"%r", "I II III"}, {"%R", "Ⅰ Ⅱ Ⅲ"},
		{"%s", "甲 乙 丙"}, {"%o", "① ② ③"}, {"%p", "⑴ ⑵ ⑶"}, {"%q", "㈠ ㈡ ㈢"}, {"%b", "❶ ❷ ❸"}, {"%k", "⼀ ⼆ 三"}, {"%w", "首先 其次 最后"},
	}
	const styles = `第%h条_ 第%h条~ 第%h条: 第%h条： 第%h条、 第%h条. 第%h条． 第%h条， 第%h条。 第%h条- 第%h条—— 第%h条_： 第%h条 【第%h条】 [第%h条] （第%h条） <第%h条> 《第%h条》 “第%h条”
第%d条 第%f条 第0%d条_ 第%c条_ 第%k条_ 第%h條_ 笫%h条_ 第_%h_条_ 第%h_条 第%r条_ 第1-%d条_ 第1.%d条_ %d条_ %h条_ 第%h款_ 第%h项_ 第%h点： 第%h、 第%h， 第%h： 第%h_
%h、 %h， %h. %h． %h： %h: %h_ %h~ %h） (%h) （%h） （%h）、 %q %d. %d、 %d， %d： %d: %d) %d） (%d) （%d） （%d）、 %d_ %d． 0%d. %d- %d— 1.%d_ 4.1.%d_ A.%d_ %o %p %b
%U. %U、 %U) (%U) %l. %l) (%l) %r. %r、 (%r) %R. %R、 %R_ %s、 %s： （%s） %h是 其%h， %w， Article_%d_ Article_%d._ Article_%r_ Art._%d_ Section_%d_ Rule_%d._ Clause_%d_ §%d_ §_%d_ No._%d_ No.%d_
Q%d: 问题%h： 步骤%h： 规定%h： 要求%d： 原则%h、 [%d] 【%d】 〔%h〕 #%d_ %d#_`
	n := 0
	for _, style := range strings.Fields(styles) {
		text := "用印办法\n"
		for i, w := range words {
			label := style
			for _, one := range numerals {
				label = strings.ReplaceAll(label, one.mark, strings.Fields(one.numbers)[i])
			}
			text += strings.NewReplacer("_", " ", "~", "\u3000").Replace(label) + w + "\n"
		}
		d, err := Parse("办法.txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		n++
		checkInvariants(t, d)
		var got []string
		for _, c := range d.Clauses {
			if c.Kind == Article {
				got = append(got, c.Text())
			}
		}
		if d.Title != "用印办法" || fmt.Sprint(got) != fmt.Sprint(words) {
			t.Errorf("%s: %s, %q", style, d.Title, got)
		}
	}
	t.Log(n, "styles")
}
