package corpus

import (
	"fmt"
	"strings"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Cite is the clause as it is cited in writing:
// 《推进全面从严治党工作措施》第20条（六、建设忠诚干净担当干部队伍） or
// 《中华人民共和国民法典》第五十四条（第二章 自然人 第四节 个体工商户和农村承包经营户）.
// A passage without a number is cited by its document and section.
func (c *Clause) Cite() string { return c.CiteVersion("") }

// CiteVersion is Cite with the version of the document behind its title:
// 《中华人民共和国监察法》（2024年修正）第十二条. "" leaves it out.
func (c *Clause) CiteVersion(version string) string {
	if version != "" {
		version = "（" + version + "）"
	}
	out := "《" + quoteInTitle(c.Document.Title) + "》" + version + c.Name()
	if c.Section == nil {
		return out
	}
	path := c.Section.Name()
	for s := c.Section.Parent; s != nil; s = s.Parent {
		path = s.Name() + " " + path
	}
	return out + "（" + path + "）"
}

// Name is how the clause is called within its document: 第20条, 第五十四条,
// 第一百二十条之一, 二、（一）where numbers restart in each section, 前言, 附件一：名单, or ""
// for a passage without a number.
func (c *Clause) Name() string {
	switch c.Kind {
	case Preamble:
		return "前言"
	case Attachment:
		if c.Title != "" {
			return strings.TrimSuffix(c.Title, "：")
		}
		return "附件"
	case Cover:
		return "（" + quoteInTitle(c.Title) + "）"
	case Passage:
		return ""
	}
	return c.nameOfArticle()
}

// nameOfArticle is the name of a clause that has a number or a label.
func (c *Clause) nameOfArticle() string {
	switch {
	case strings.HasPrefix(c.Label, "第") && !strings.Contains(c.Label, "條") && strings.IndexFunc(c.Label, script.IsBlank) < 0:
		return c.Label
	case strings.ContainsAny(c.Label, "第笫"):
		return "第" + strings.Join(strings.FieldsFunc(c.Label, script.IsBlank), "")[len("第"):]
	case c.Number == 0 || len(c.Ordinal) > 0 || strings.IndexFunc(c.Label, func(r rune) bool { return r >= 'A' && r <= 'Z' }) == 0:
		return c.Label // 4.1.2, A.1, Article 3, I.
	}
	above := c.labelsAbove()
	if above == "" || c.Document.Clause("1~2") == nil {
		return fmt.Sprintf("第%d条", c.Number)
	}
	if strings.HasPrefix(above, "第") && c.Label[0] < 0x80 {
		return fmt.Sprintf("%s第%d条", above, c.Number) // 第二章第2条
	}
	return above + strings.TrimRight(c.Label, ".．、 ") // 二、（一）
}

// labelsAbove are the labels of the clause's sections as people write them before
// its own label: 二、 or, where 一、 stands in chapters, 第三章一、. It is "" where a
// section has none.
func (c *Clause) labelsAbove() (out string) {
	for s := c.Section; s != nil; s = s.Parent {
		if s.Label == "" {
			return ""
		}
		out = s.Label + out
	}
	return out
}

// Name is the heading on one line: 六、建设忠诚干净担当干部队伍, 第二章 自然人.
func (s *Section) Name() string {
	if s.Title != "" && (s.Unit != "" || strings.HasPrefix(s.Label, "附")) && !strings.HasSuffix(s.Label, "：") {
		return s.Label + " " + s.Title
	}
	if last := script.LastRune(s.Label); s.Title != "" && s.Label != "" && (numeral.Digit(last) >= 0 || strings.ContainsRune("一二三四五六七八九十", last)) {
		return s.Label + " " + s.Title // 4.1 机构与人员, 一 目的
	}
	return s.Label + s.Title
}

// quoteInTitle turns 《》 within a title into 〈〉, as GB/T 15834 asks for titles within titles.
func quoteInTitle(title string) string { return innerQuotes.Replace(title) }

var innerQuotes = strings.NewReplacer("《", "〈", "》", "〉")
