package reader

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// shown shows a Text as lines, with what the reader knows in front of them.
func shown(t *Text) string {
	var b strings.Builder
	at := 0
	for line := range strings.SplitSeq(t.Source, "\n") {
		end := at + len(line)
		for _, h := range t.Headings {
			if h.Start == at && h.End == end {
				b.WriteString(strings.Repeat("#", h.Level) + " ")
			}
		}
		for _, s := range t.Tables {
			if s.Start <= at && end <= s.End {
				b.WriteString("| ")
			}
		}
		if t.Body > 0 && t.Body == at {
			b.WriteString("~ ")
		}
		b.WriteString(line + "\n")
		at = end + 1
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"law", "# 办法\n\n2019年5月1日 施行\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 为了安全。\n",
			"# 办法\n\n2019年5月1日 施行\n\n~ \n\n## 第一章 总则\n\n第一条 为了安全。\n"},
		{"CRLF", "## 总则\r\n\r\n第一条\r\n", "## 总则\n\n第一条\n"},
		{"no line end", "# 办法", "# 办法"},
		{"heading without blank", "##第一章 总则\n#1号公告\n# C#\n## 总则 ##", "## 第一章 总则\n#1号公告\n# C#\n## 总则"},
		{"underlined heading", "办法\n===\n总则\n---\n第一条 本办法自发布之日起施行。\n---\n完", "# 办法\n## 总则\n第一条 本办法自发布之日起施行。\n\n完"},
		{"numbers stay", "1. 甲\n3. 乙\n3) 丙\n（一）丁\n(2)戊\n4\\. 己", "1. 甲\n3. 乙\n3) 丙\n（一）丁\n(2)戊\n4. 己"},
		{"stars stay", "9．麦角酸*\n40*4=160、8*2=16\n带有*标记的*品种\n张**、李**说\n*注", "9．麦角酸*\n40*4=160、8*2=16\n带有*标记的*品种\n张**、李**说\n*注"},
		{"bold", "**第一条** 把**党的领导**贯穿，坚持**“四个意识”**，__重点__；**甲** *乙* ***丙***", "第一条 把党的领导贯穿，坚持“四个意识”，重点；甲 *乙* 丙"},
		{"blanks to fill in", "____年__月__日\nfile__name__x", "____年__月__日\nfile__name__x"},
		{"angle brackets", "《关于修改<税法>的决定》<b>重</b>点，A<B且C>D<br>下一行", "《关于修改<税法>的决定》重点，A<B且C>D\n下一行"},
		{"entities", "A&amp;B &lt;税法&gt; R&D&nbsp;&#8212;", "A&B <税法> R&D\u00a0—"},
		{"links", "见[附件](附件.docx)、[网址](https://a.cn/b \"题\")，[2011](试行)，〔2011〕[1](2)，国发[2011]12号", "见附件、网址，[2011](试行)，〔2011〕[1](2)，国发[2011]12号"},
		{"bullets", "- 甲\n* 乙\n  + 丙\n-丁\n- \n－戊", "甲\n乙\n丙\n-丁\n- \n－戊"},
		{"quote", "> 引文\n> > 二层\n>无空格", "引文\n二层\n无空格"},
		{"table", "前\n| 条文 |罪名 |\n|-----|:---:|\n| 第一百四十三条 |甲\\|乙 |\n| 丙 | |\n后", "前\n| 条文\t罪名\n| 第一百四十三条\t甲|乙\n| 丙\t\n后"},
		{"pipes without a table", "甲|乙\n丙|丁", "甲|乙\n丙|丁"},
		{"comments", "甲<!-- x -->乙\n<!-- a\nb -->丙\n<!-- 没有结束\n丁", "甲乙\n丙\n<!-- 没有结束\n丁"},
		{"code", "```\n# 甲 *乙*\n```\n丙\n```\n丁", "\n# 甲 *乙*\n\n丙\n```\n丁"},
		{"rule", "甲\n\n***\n\n- - -\n\n乙", "甲\n\n\n\n\n\n乙"},
		{"zero width", "第一条\u200b 甲\n\u200b\n第二条 乙", "第一条\u200b 甲\n\u200b\n第二条 乙"},
		{"front matter", "---\ntitle: \"办法\"\ndate: 2019-05-01\n---\n第一条 甲", "第一条 甲"},
		{"a fence with a language", "```json\n{}\n```\n甲", "\n{}\n\n甲"},
		{"a fence with words", "``` 第一条 甲\n乙\n```\n丙", "第一条 甲\n乙\n\n丙"},
		{"code within a line", "```第一条```\n甲\n```\n乙\n```", "```第一条```\n甲\n\n乙\n"},
		{"a line end written as a number", "甲&#xD;乙&#13;\n## 丙&#10;丁", "甲\n乙\n\n## 丙 丁"},
		{"no front matter", "---\n一段话\n---\n第一条 甲", "\n## 一段话\n第一条 甲"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := shown(markdown(c.src))
			if got != c.want {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

func TestMarkdownKnows(t *testing.T) {
	got, err := Read("办法(2020-01-02).md", []byte("---\ntitle: \"办法\"\ndate: 2019-05-01\n---\n第一条 甲\n\n![章](a.png)"))
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "办法" || got.Date != "2020-01-02" || got.Encoding != "utf-8" {
		t.Errorf("got %+v", got)
	}
	// What is left out is said in both languages.
	if len(got.Omissions) != 2 || len(got.Skipped) != 2 || got.Omissions[0].Chinese != "1 段文件开头的设置未收入。" || got.Omissions[1].English != "1 picture was left out." {
		t.Errorf("says %+v", got.Omissions)
	}
}

// TestMarkdownBombs reads files of nothing but openings.
func TestMarkdownBombs(t *testing.T) {
	n := 200_000
	for _, s := range []string{"[", "![", "**", "***a", "__a ", "<", "<!--", "\n<!--", "\n```a", "\n~~~", "`", "&", "\\", "\n#", "|", "\n|", "\n|-|", "> ", "- ", "[a](", "[a](b \"", "<b ", "\n---"} {
		got := markdown(strings.Repeat(s, n) + "甲")
		if !strings.Contains(got.Source, "甲") {
			t.Errorf("%q: the end is lost", s)
		}
	}
}

// TestLaws reads a folder of laws in Markdown and holds the reader to its
// word: apart from the marks listed here, every visible character of a file
// is in its Source, in order.
func TestLaws(t *testing.T) {
	drop := []struct{ re, by string }{
		{`<!-- [A-Z ]+ -->`, ""},
		{`(?m)^#+( |$)`, ""},
		{`(?m)^\|[-|]+\|$`, ""},
		{`\|`, ""},
		{`\[([^\]]*)\]\(http[^)]*\)`, "$1"},
	}
	files := lawFiles(t)
	for _, path := range files {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(path, src)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		raw := string(src)
		for _, d := range drop {
			raw = regexp.MustCompile(d.re).ReplaceAllString(raw, d.by)
		}
		if want, have := visible(raw), visible(got.Source); want != have {
			t.Errorf("%s: %s", path, firstDifference(want, have))
		}
		if got.Title == "" || got.Body == 0 {
			t.Errorf("%s: title %q, body at %d", path, got.Title, got.Body)
		}
		for _, h := range got.Headings {
			if s := got.Source[h.Start:h.End]; strings.TrimSpace(s) == "" || strings.ContainsAny(s, "\n#") {
				t.Errorf("%s: heading %q", path, s)
			}
		}
	}
	t.Logf("%d files", len(files))
}

func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func firstDifference(want, have string) string {
	a, b := []rune(want), []rune(have)
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	show := func(r []rune) string { return string(r[min(len(r), max(0, i-10)):min(len(r), i+20)]) }
	return "want …" + show(a) + "… have …" + show(b) + "…"
}
