package front

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/date"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// readHistory reads the history from line i on; the marked lines are what the format calls so.
func (p *reading) readHistory(i int, history []string) (end int, all []string) {
	from, open := i, 0 // brackets
	all = history
	goesOn := func() bool { return open > 0 && p.marked == 0 && i-from < 60 && p.inBracket(i) } // within a bracket
	for i < len(p.Lines) && (i < p.marked || IsHistory(p.List, i) || goesOn()) {
		words := p.Words(i)
		p.Lines[i].Role = line.History
		all = append(all, words)
		open += unclosed(words)
		i++
	}
	if open > 0 && i >= p.marked && p.marked == 0 { // the bracket never closes: no history
		p.SetRole(from, i, line.Text)
		return from, history
	}
	return i, all
}

// inBracket reports whether line i can stand within a bracket of the history.
func (p *reading) inBracket(i int) bool {
	u := p.Lines[i].Label.Unit
	return (u == label.None || u > label.Article) && p.Lines[i].Level == 0 && !strings.HasSuffix(p.Words(i), "。")
}

// IsHistory reports whether line i, which stands under a title, is part of the history: a
// date with what happened then, a document number, a bracket or a byline.
func IsHistory(p *line.List, i int) bool {
	l, words := p.Lines[i], p.Words(i)
	if l.Table {
		return strings.IndexByte(words, '\t') > 0 && letterhead.RowFields(words) != nil
	}
	if l.Level > 0 || !script.Short(words, 300) {
		return false
	}
	if goesOnHistory(p, i) || translatesTitle(p, i) || l.Label.Unit == label.None && letterhead.IsDatedOffice(words) {
		return true
	}
	if iso, rest := date.Read(words); iso != "" {
		return !strings.ContainsAny(rest, "。；") && !strings.HasSuffix(rest, "：") // 2024年3月7日，会议研究了……，现纪要如下：
	}
	if script.StartsWith(words, "（(") {
		return l.Label.Unit == label.None && isHistoryBracket(words)
	}
	return isAny(words, letterhead.IsDocumentNumber, letterhead.IsIssue, isAdoption, letterhead.IsTopField, letterhead.IsSecrecy, isOrderNumber)
}

// isAdoption reports whether words say in English when a text was adopted, and no more: Adopted by the Board on 4 March 2024.
func isAdoption(words string) bool {
	first, rest, _ := strings.Cut(words, " ")
	return englishEvents[strings.ToLower(first)] && date.WithinEnglish(rest) != "" && !script.EndsSentence(strings.TrimRight(words, "."))
}

// isOrderNumber reports whether words are the number of an order of the president.
func isOrderNumber(words string) bool {
	return strings.HasPrefix(words, "主席令") && strings.HasSuffix(words, "号")
}

// goesOnHistory reports whether line i is the rest of a line of the history that was broken: it ends with what happened.
func goesOnHistory(p *line.List, i int) bool {
	words := p.Words(i)
	if i == 0 || p.Lines[i-1].Role != line.History || p.Lines[i].Label.Unit != label.None || !script.Short(words, 40) {
		return false
	}
	return events.Ends(strings.Join(strings.FieldsFunc(words, script.IsBlank), "")) > 0 // 发 布
}

// translatesTitle reports whether line i is a Chinese title in Latin letters, as standards have it on their cover: it
// stands between the title and the dates.
func translatesTitle(p *line.List, i int) bool {
	words := p.Words(i)
	if i == 0 || i+1 >= len(p.Lines) || p.Lines[i-1].Role != line.Title || p.Lines[i].Label.Unit != label.None || !script.Short(words, letterhead.MaxTitle) {
		return false
	}
	if strings.IndexFunc(words, func(r rune) bool { return r >= utf8.RuneSelf && !strings.ContainsRune("—–’（）", r) }) >= 0 || script.EndsSentence(words) {
		return false
	}
	iso, _ := date.Read(p.Words(i + 1))
	return (iso != "" || isLatinTitle(words)) && script.IsHan(script.FirstRune(p.Words(i-1)))
}

// isLatinTitle reports whether words are a title in Latin letters and nothing else: Code of Conduct.
func isLatinTitle(words string) bool {
	return strings.Contains(words, " ") && strings.IndexFunc(words, func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune(" &,'’-–()", r))
	}) < 0
}

// isHistoryBracket reports whether words, which begin with a bracket, are history: a date, or few words that the bracket holds.
func isHistoryBracket(words string) bool {
	_, inner := utf8.DecodeRuneInString(words)
	iso, _ := date.Read(words[inner:])
	return iso != "" || script.EndsBracket(words) && script.Short(words, 60)
}

// isLetterhead reports whether line i is what is printed above a title: the
// letterhead of one office or several, a copy number, a grade of secrecy, the
// number of a standard, a field such as 编号：12.
func (p *reading) isLetterhead(i int) bool {
	l, words := p.Lines[i], p.Words(i)
	if l.Table {
		return p.aboveTitle(i)
	}
	if l.Label.Unit != label.None || !script.Short(words, 60) && !letterhead.IsDistribution(words) {
		return false
	}
	if i == p.cover && letterhead.AttachmentHead(words) == len(words) {
		return true // of an attachment that is a separate document
	}
	if l.Level > 0 {
		return i+1 < len(p.Lines) && letterhead.IsOfficeHead(words) && strings.Contains(words, "文件")
	}
	return isAny(words, isCopyNumber, letterhead.IsDistribution, letterhead.IsOfficeHead, letterhead.IsDocumentNumber, letterhead.IsSecrecy, letterhead.IsStandardNumber, letterhead.IsTopField, letterhead.IsIssue)
}

// aboveTitle reports whether a row of a table, line i, stands above what the format calls the title, and nothing but the table between.
func (p *reading) aboveTitle(i int) bool {
	for i < len(p.Lines) && p.Lines[i].Table {
		i++
	}
	return i < len(p.Lines) && p.Lines[i].Level == 1
}

// isAny reports whether words are one of several kinds.
func isAny(words string, kinds ...func(string) bool) bool {
	return slices.ContainsFunc(kinds, func(is func(string) bool) bool { return is(words) })
}

// isCopyNumber reports whether words are the number of a copy: 000012.
func isCopyNumber(words string) bool {
	_, _, n := numeral.ReadDigits(words)
	return n == len(words) && n >= 4 && n <= 8
}

// coverDate is the date of the notice that the text came under.
func (p *reading) coverDate() string {
	var words []string
	for k := range p.cover {
		words = append(words, p.Words(k))
	}
	return date.Version(words)
}

// unclosed is the number of brackets and title marks that words open and do not close.
func unclosed(words string) int {
	n := 0
	for _, r := range words {
		switch r {
		case '（', '(', '《', '〈':
			n++
		case '）', ')', '》', '〉':
			n--
		}
	}
	return n
}
