package corpus

import (
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/mozillazg/go-pinyin"

	"tiaowen/corpus/measures"
)

// DocumentID is the id of a document: the slug of its title and, where the
// text is dated, the day without hyphens: minfadian, gongsifa-20231229.
func DocumentID(title, date string) string {
	slug := Slug(title)
	if date == "" || slug == measures.ID {
		return slug
	}
	return slug + "-" + strings.ReplaceAll(date, "-", "")
}

const (
	spellOut = 7  // titles up to this many characters are spelled out, longer ones give initials
	maxSlug  = 28 // characters of a slug; what is longer ends in a hash of the title
)

// Slug turns a title into 1 to 28 characters a to z, 0 to 9 and hyphen, the same
// for the same title: its pinyin where it is short, else the initials. The
// words 中华人民共和国, punctuation and blanks do not count.
func Slug(title string) string {
	if strings.TrimSuffix(measures.Name, ".txt") == title {
		return measures.ID
	}
	title = strings.ReplaceAll(title, "中华人民共和国", "")
	han := 0
	for _, r := range title {
		if pinyinOf(r) != "" {
			han++
		}
	}
	var b strings.Builder
	gap := false
	for _, r := range title {
		syllable := pinyinOf(r)
		if d := digit(r); d >= 0 {
			r = rune('0' + d)
		}
		switch {
		case syllable != "" && han > spellOut:
			syllable = syllable[:1]
		case syllable != "":
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z':
			syllable = string(r)
		case r >= 'A' && r <= 'Z':
			syllable = string(r + 'a' - 'A')
		default:
			gap = b.Len() > 0 && han <= spellOut
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteString(syllable)
	}
	slug := b.String()
	if len(slug) > maxSlug || slug == "" {
		h := fnv.New32a()
		h.Write([]byte(title))
		hash := strconv.FormatUint(uint64(h.Sum32()), 36)
		if slug == "" {
			return "d" + hash
		}
		slug = strings.TrimRight(slug[:maxSlug-1-len(hash)], "-") + "-" + hash
	}
	return slug
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
