// Package slug makes the short, readable, URL-safe name of a document from its title and date. [ID] is
// the door.
package slug

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"

	"tiaowen/corpus/label"
	"tiaowen/corpus/measures"
	"tiaowen/corpus/numeral"
)

// ID is the id of a document: the slug of its title and, where the
// text is dated, the day without hyphens: minfadian, gongsifa-20231229.
func ID(title, date string) string {
	slug := Of(title)
	if date == "" || slug == measures.ID {
		return slug
	}
	return slug + "-" + strings.ReplaceAll(date, "-", "")
}

// maxSlug is the length of the longest slug; what is longer ends in a hash of the title.
const maxSlug = 28

// Of turns a title into 1 to 28 characters a to z, 0 to 9 and hyphen, the same
// for the same title: its pinyin where that is short enough, else the initials.
// 中华人民共和国, punctuation and blanks do not count; numbers in brackets, which
// tell （三） from （四）, become digits.
func Of(title string) string {
	if strings.TrimSuffix(measures.Name, ".txt") == title {
		return measures.ID
	}
	title = strings.ReplaceAll(title, "中华人民共和国", "")
	slug := spell(title, false)
	if len(slug) > maxSlug {
		slug = spell(fillers.Replace(title), true)
	}
	if len(slug) <= maxSlug && slug != "" {
		return slug
	}
	h := fnv.New32a()
	h.Write([]byte(title))
	hash := strconv.FormatUint(uint64(h.Sum32()), 36)
	if slug == "" {
		return "d" + hash
	}
	return strings.TrimRight(slug[:maxSlug-1-len(hash)], "-") + "-" + hash
}

// fillers shortens what nearly every long title has.
var fillers = strings.NewReplacer("最高人民法院", "zgf ", "最高人民检察院", "zgj ", "全国人民代表大会", "qgrd ", "常务委员会", "cwh ",
	"关于", "", "若干", "", "适用法律", "", "应用法律", "", "具体", "", "的", "", "问题", "", "案件", "aj")

// spell writes the pinyin of title, or its initials, with hyphens where other
// characters stand between what it can spell.
func spell(title string, initials bool) string {
	var b strings.Builder
	gap := false
	for at := 0; at < len(title); {
		syllable, n, apart := syllableAt(title[at:], initials)
		gap = gap || apart && b.Len() > 0
		if r := title[at]; syllable == "" {
			gap = gap || b.Len() > 0 && (!initials || r == ' ')
		} else {
			if gap {
				b.WriteByte('-')
				gap = false
			}
			b.WriteString(syllable)
		}
		at += n
	}
	return b.String()
}

// syllableAt spells the character that s begins with, or the number of a label （三）, which stands apart from what is before it. The
// syllable is "" where neither can be spelt; n is the size of what was read.
func syllableAt(s string, initials bool) (syllable string, n int, apart bool) {
	if l := label.Read(s); l.Unit == label.HanParen || l.Unit == label.DigitParen {
		return strconv.Itoa(l.Number), l.Size, true
	}
	r, n := utf8.DecodeRuneInString(s)
	switch d := numeral.Digit(r); {
	case d >= 0:
		return string(rune('0' + d)), n, false
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return strings.ToLower(string(r)), n, false
	}
	if syllable = pinyinOf(r); initials && syllable != "" {
		syllable = syllable[:1]
	}
	return syllable, n, false
}

// pinyinOf is the commonest reading of a Chinese character without its tone, or "".
func pinyinOf(r rune) string {
	if r < 0x3400 {
		return ""
	}
	readings := pinyin.SinglePinyin(r, pinyin.NewArgs())
	if len(readings) == 0 {
		return ""
	}
	return strings.ReplaceAll(readings[0], "ü", "v")
}
