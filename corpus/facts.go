package corpus

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/date"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
	"tiaowen/corpus/slug"
	"tiaowen/corpus/wordlist"
)

// Facts are what an official document says of itself outside its clauses. Each
// is "" where the text does not say it.
type Facts struct {
	Number    string `json:"number,omitempty"`    // 文号 as printed: 江政办发〔2024〕12号, GB/T 9704—2012
	Issuer    string `json:"issuer,omitempty"`    // 发文机关
	Signed    string `json:"signed,omitempty"`    // 成文日期, ISO
	Effective string `json:"effective,omitempty"` // 施行日期, ISO
	Secrecy   string `json:"secrecy,omitempty"`   // 密级 as printed: 秘密★10年
	Kind      string `json:"kind,omitempty"`      // 种类: 条例, 通知; only where a list of documents says it
	Status    string `json:"status,omitempty"`    // 效力: 现行有效, 已废止; only where a list of documents says it
}

// Given is what a list of documents says of one. What it says wins over what the text says; ""
// says nothing.
type Given struct {
	Title     string   `json:"title,omitempty"`
	Names     []string `json:"names,omitempty"`     // short names: 节水办法
	Date      string   `json:"date,omitempty"`      // of the version, ISO
	Issuer    string   `json:"issuer,omitempty"`    // 发文机关
	Kind      string   `json:"kind,omitempty"`      // 种类
	Number    string   `json:"number,omitempty"`    // 文号
	Status    string   `json:"status,omitempty"`    // 效力
	Signed    string   `json:"signed,omitempty"`    // 成文日期, ISO
	Effective string   `json:"effective,omitempty"` // 施行日期, ISO
	Secrecy   string   `json:"secrecy,omitempty"`   // 密级
}

// Empty reports whether g says nothing.
func (g *Given) Empty() bool {
	return g == nil || g.Title+g.Date+g.Issuer+g.Kind+g.Number+g.Status+g.Signed+g.Effective+g.Secrecy == "" && len(g.Names) == 0
}

// Give lets a list of documents say what d is. It is for whoever parses documents, before anybody else sees them.
func (d *Document) Give(g *Given) {
	if g.Empty() {
		return
	}
	for _, one := range [...]struct {
		to    *string
		given string
	}{
		{&d.Title, g.Title}, {&d.Date, g.Date}, {&d.Facts.Issuer, g.Issuer}, {&d.Facts.Kind, g.Kind}, {&d.Facts.Number, g.Number},
		{&d.Facts.Status, g.Status}, {&d.Facts.Signed, g.Signed}, {&d.Facts.Effective, g.Effective}, {&d.Facts.Secrecy, g.Secrecy},
	} {
		if one.given != "" {
			*one.to = one.given
		}
	}
	d.Names = g.Names
	d.ID = slug.ID(d.Title, d.Date)
}

// facts reads them from the letterhead, the history, the signature, and the
// sentence with which a text says from when on it applies.
func (p *parser) facts() {
	for _, i := range p.underTitle() {
		p.fact(i)
	}
	for i, l := range p.Lines {
		if l.Role == line.History {
			p.fact(i)
		}
	}
	f := &p.doc.Facts
	if f.Issuer == "" {
		f.Issuer = issuerIn(cmp.Or(p.doc.Cover, p.doc.Title))
	}
	if f.Issuer == "" && p.person != "" {
		f.Issuer = cmp.Or(ordering(cmp.Or(p.doc.Cover, p.doc.Title)), p.person)
	}
	f.Effective = p.effective()
}

// underTitle are the lines of the history directly under the title of a text that came under a notice: what they say is of the text,
// and wins over what the notice says of itself.
func (p *parser) underTitle() (own []int) {
	if p.doc.Cover == "" {
		return nil
	}
	for i, l := range p.Lines {
		switch {
		case l.Role == line.Title:
			own = own[:0]
		case l.Role == line.History && i > 0 && (p.Lines[i-1].Role == line.Title || len(own) > 0 && own[len(own)-1] == i-1):
			own = append(own, i)
		}
	}
	return own
}

// inBrackets gives the words of a line in brackets, divided at blanks, if one of them is a document number: （某政规〔2025〕4号　某某局).
func inBrackets(words string) []string {
	inner := strings.TrimSuffix(strings.TrimSuffix(words, "）"), ")")
	if inner == words || !script.StartsWith(words, "（(") {
		return nil
	}
	_, size := utf8.DecodeRuneInString(inner)
	all := strings.FieldsFunc(inner[size:], script.IsBlank)
	if !slices.ContainsFunc(all, letterhead.IsDocumentNumber) {
		return nil
	}
	return all
}

// fact reads what line i, which is part of the history, says of the document.
func (p *parser) fact(i int) {
	f, words := &p.doc.Facts, p.Words(i)
	if strings.IndexByte(words, '\t') >= 0 {
		for _, field := range letterhead.RowFields(words) {
			f.field(field)
		}
		return
	}
	if all := inBrackets(words); all != nil {
		for _, one := range all {
			if letterhead.IsDocumentNumber(one) {
				set(&f.Number, one)
			} else if letterhead.IsOffice(one) {
				set(&f.Issuer, one)
			}
		}
		return
	}
	switch {
	case letterhead.IsSecrecy(words):
		if isGrade(words) {
			set(&f.Secrecy, words)
		}
	case letterhead.IsTopField(words):
		for _, field := range fieldsOf(words) {
			f.field(field)
		}
	case letterhead.NumberWithin(words) != "":
		set(&f.Number, letterhead.NumberWithin(words))
	case letterhead.IsDocumentNumber(words), isStandard(words):
		set(&f.Number, words)
	case letterhead.IsOfficeHead(words):
		set(&f.Issuer, offices(words))
	case f.coverDates(words):
	case publisher(words) != "":
		set(&f.Issuer, publisher(words))
	case letterhead.IsDatedOffice(words):
		office, dated := script.CutLast(words)
		iso, _ := date.Read(dated)
		set(&f.Issuer, office)
		set(&f.Signed, iso)
	case date.IsAlone(words):
		iso, _ := date.Read(strings.Trim(words, "（）()"))
		set(&f.Signed, iso)
		if signer := p.signer(i); letterhead.IsPerson(signer) {
			set(&p.person, signer)
		} else {
			set(&f.Issuer, signer)
		}
	}
}

// coverDates reads the dates of the cover of a standard, on one line or on two: 2023-10-01 发布　2024-01-01 实施.
func (f *Facts) coverDates(words string) (read bool) {
	for {
		iso, rest := date.Read(words)
		if iso == "" {
			return read
		}
		rest = strings.TrimLeftFunc(rest, script.IsBlank)
		word := rest
		if i := strings.IndexFunc(rest, func(r rune) bool { return script.IsBlank(r) || numeral.Digit(r) >= 0 }); i >= 0 {
			word = rest[:i]
		}
		switch {
		case published[word]:
			set(&f.Signed, iso)
		case applied[word]:
			set(&f.Effective, iso)
		default:
			return read
		}
		read = true
		words = strings.TrimLeftFunc(rest[len(word):], script.IsBlank)
	}
}

// publisher is the office of 某某市市场监督管理局　发布, or "".
func publisher(words string) string {
	bare := strings.Join(strings.FieldsFunc(words, script.IsBlank), "")
	office, ok := strings.CutSuffix(bare, "发布")
	if !ok || !letterhead.IsOffice(bare) {
		return ""
	}
	return office
}

// isGrade reports whether a mark of secrecy or urgency is a grade of secrecy.
func isGrade(words string) bool {
	return strings.HasPrefix(words, "绝密") || strings.HasPrefix(words, "机密") || strings.HasPrefix(words, "秘密")
}

// signer is the office above the date on line i, or "".
func (p *parser) signer(i int) string {
	if i == 0 || p.Lines[i-1].Role != line.History || !letterhead.IsOffice(p.Words(i-1)) {
		return ""
	}
	office := script.Plain(p.Words(i - 1))
	for _, seal := range seals {
		office = strings.TrimSuffix(office, seal)
	}
	return office
}

// isStandard reports whether words are the number of a standard, and no class or code of it.
func isStandard(words string) bool {
	return letterhead.IsStandardNumber(words) && !strings.HasPrefix(words, "代替") && strings.ContainsAny(words, "-—–－") && !strings.HasPrefix(words, "ICS") && !strings.HasPrefix(words, "CCS")
}

// offices are those that a letterhead names: 某某省能源局文件 某某监管办公室.
func offices(words string) string {
	var names []string
	for _, office := range strings.FieldsFunc(words, script.IsBlank) {
		names = append(names, strings.TrimSuffix(office, "文件"))
	}
	return strings.Join(names, "、")
}

// issuerIn is the office with which a title begins: 某某省教育厅 of 某某省教育厅关于…的通知.
func issuerIn(title string) string {
	at := strings.Index(title, "关于")
	for _, verb := range issuing {
		if i := strings.Index(title, verb); i > 0 && i < at {
			at = i
		}
	}
	if at <= 0 || !script.Short(title[:at], 30) {
		return ""
	}
	return strings.TrimFunc(title[:at], script.IsBlank)
}

// ordering is the office of an order or an announcement that a person signs: 某某县人民政府 of 某某县人民政府公告.
func ordering(title string) string {
	for _, order := range [...]string{"令", "公告", "通告"} {
		if office, ok := strings.CutSuffix(title, order); ok && script.Short(office, 30) {
			return strings.TrimFunc(office, script.IsBlank)
		}
	}
	return ""
}

func set(to *string, value string) {
	if *to == "" {
		*to = value
	}
}

// fieldsOf divides a line with several fields: 文件编号：WI-12　　版本：B.
func fieldsOf(words string) (fields []string) {
	for _, chunk := range strings.FieldsFunc(words, script.IsBlank) {
		if n := len(fields); n == 1 && script.Short(fields[0], 1) { // 文　号：…
			fields[0] += chunk
			continue
		} else if n > 0 && !letterhead.IsField(chunk) {
			fields[n-1] += " " + chunk
			continue
		}
		fields = append(fields, chunk)
	}
	return fields
}

// field reads 文号：…, 密级：… and the like.
func (f *Facts) field(words string) {
	i := strings.IndexAny(words, "：:")
	if i < 0 {
		return
	}
	name := strings.Join(strings.FieldsFunc(words[:i], script.IsBlank), "")
	value := strings.TrimFunc(strings.TrimLeft(words[i:], "：:"), script.IsBlank)
	iso, _ := date.Read(value)
	switch {
	case numberFields[name]:
		set(&f.Number, value)
	case name == "密级":
		set(&f.Secrecy, value)
	case effectiveFields[name]:
		set(&f.Effective, iso)
	case signedFields[name]:
		set(&f.Signed, iso)
	case issuerFields[name]:
		set(&f.Issuer, value)
	}
}

// effective is the day from which the text applies: 自2024年5月1日起施行, in its history or in one of its last clauses.
func (p *parser) effective() string {
	if p.doc.Facts.Effective != "" {
		return p.doc.Facts.Effective
	}
	for i := len(p.Lines) - 1; i >= 0; i-- {
		if l := p.Lines[i]; l.Role == line.History || l.Role == line.Cover {
			if iso := effectiveIn(p.Words(i)); iso != "" {
				return iso
			}
		}
	}
	clauses := p.doc.Clauses
	for i := len(clauses) - 1; i >= 0 && i >= len(clauses)-5; i-- {
		if iso := effectiveIn(clauses[i].Text()); iso != "" {
			return iso
		}
	}
	return ""
}

// effectiveIn is the date that words name as the one from which they apply.
func effectiveIn(words string) string {
	for at := 0; ; at += len("自") {
		i := strings.Index(words[at:], "自")
		if i < 0 {
			return ""
		}
		at += i
		iso, rest := date.Read(words[at+len("自"):])
		if iso == "" {
			continue
		}
		if applies.Begins(strings.TrimLeftFunc(rest, script.IsBlank)) > 0 {
			return iso
		}
	}
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists           = wordlist.Read(wordsFile)
	published       = lists.Set("published")
	applied         = lists.Set("applied")
	applies         = lists.List("applies")
	issuing         = lists.Words("issuing")
	seals           = lists.Words("seals")
	numberFields    = lists.Set("numberFields")
	effectiveFields = lists.Set("effectiveFields")
	signedFields    = lists.Set("signedFields")
	issuerFields    = lists.Set("issuerFields")
)
