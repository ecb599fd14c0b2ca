package corpus

import (
	"fmt"
	"strings"
)

// Cite is the clause as it is cited in writing:
// 《推进全面从严治党工作措施》第20条（六、建设忠诚干净担当干部队伍） or
// 《中华人民共和国民法典》第五十四条（第二章 自然人 第四节 个体工商户和农村承包经营户）.
// A passage without a number is cited by its document and section.
func (c *Clause) Cite() string {
	var b strings.Builder
	b.WriteString("《")
	b.WriteString(quoteInTitle(c.Document.Title))
	b.WriteString("》")
	b.WriteString(c.Name())
	if path := c.Path(); len(path) > 0 {
		b.WriteString("（")
		for i, s := range path {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(s.Name())
		}
		b.WriteString("）")
	}
	return b.String()
}

// Name is how the clause is called within its document: 第20条, 第五十四条,
// 第一百二十条之一, 前言, 附件一：名单, or "" for a passage without a number.
func (c *Clause) Name() string {
	switch c.Kind {
	case Preamble:
		return "前言"
	case Attachment:
		if c.Title != "" {
			return strings.TrimSuffix(c.Title, "：")
		}
		return "附件"
	case Passage:
		return ""
	}
	if strings.ContainsAny(c.Label, "第笫") {
		return "第" + strings.Join(strings.FieldsFunc(c.Label, isBlank), "")[len("第"):]
	}
	return fmt.Sprintf("第%d条", c.Number)
}

// Name is the heading on one line: 六、建设忠诚干净担当干部队伍, 第二章 自然人.
func (s *Section) Name() string {
	if s.Title != "" && (s.Unit != "" || strings.HasPrefix(s.Label, "附")) && !strings.HasSuffix(s.Label, "：") {
		return s.Label + " " + s.Title
	}
	return s.Label + s.Title
}

// quoteInTitle turns 《》 within a title into 〈〉, as GB/T 15834 asks for titles within titles.
func quoteInTitle(title string) string { return innerQuotes.Replace(title) }

var innerQuotes = strings.NewReplacer("《", "〈", "》", "〉")
