package segmenter

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:generate go run gen_fold.go

// variants are characters that we read as another one, in pairs, on top of the
// traditional characters of foldtable.go: older printed forms and slips of
// scanning (笫), radicals that PDF files hold in place of the character (⺠),
// and traditional characters that are also simplified ones (著, 瞭, 覆). The
// last are ambiguous as text, 覆盖 against 答覆, but both sides of a comparison
// are folded, so that one form for both is what finds them.
const variants = "著着瞭了藉借祇只衹只覆复彷仿牴抵髣仿髴佛衞卫藴蕴笫第敎教旣既鄕乡靑青愼慎淸清囯国囻国姪侄妳你吿告凈净婬淫宂冗" +
	"峝峒廐厩彞彝択择搆构擧举暱昵朞期砲炮煖暖疎疏硏研穽阱竝并粧妆縂总纎纤罸罚聨联胷胸脗吻舖铺蔆菱覩睹謡谣譌讹讐仇谿溪" +
	"賛赞躭耽輭软迆迤逈迥邨村郞郎酧酬閙闹隣邻韮韭飃飘騐验騒骚骾鲠鬦斗麤粗" +
	"⺁厂⺄乙⺈刀⺊卜⺌小⺍小⺕彐⺗心⺟母⺠民⺩王⺫目⺬示⺮竹⺶羊⺷羊⺼肉⺾艹⻁虎⻂衣⻃西⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶" +
	"⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻫齐⻬齐⻮齿⻰龙⻱龟⻳龟"

const (
	hanFirst = 0x3400 // CJK extension A
	hanLast  = 0x9FFF // last of the basic block
)

// simplified gives for a character from hanFirst to hanLast the one it is read
// as, or 0 when it stands for itself; rare holds those outside.
var simplified = sync.OnceValue(func() *simplifier {
	s := &simplifier{rare: make(map[rune]rune)}
	for _, pairs := range []string{traditional, variants} {
		var from rune
		for i, r := range []rune(pairs) {
			switch {
			case i%2 == 0:
				from = r
			case from >= hanFirst && from <= hanLast && r <= 0xFFFF:
				s.common[from-hanFirst] = uint16(r)
			default:
				s.rare[from] = r
			}
		}
	}
	// A few lead on: 薴 to 苧 to 苎.
	for i, to := range s.common {
		if to != 0 {
			if on := s.of(rune(to)); on <= 0xFFFF {
				s.common[i] = uint16(on)
			}
		}
	}
	for from, to := range s.rare {
		s.rare[from] = s.of(to)
	}
	return s
})

type simplifier struct {
	common [hanLast - hanFirst + 1]uint16
	rare   map[rune]rune
}

func (s *simplifier) of(r rune) rune {
	if r >= hanFirst && r <= hanLast {
		if to := s.common[r-hanFirst]; to != 0 {
			return rune(to)
		}
	}
	if to, ok := s.rare[r]; ok {
		return to
	}
	return r
}

// Fold brings a text to the one form in which texts and queries are compared:
// full-width and half-width forms to the plain ones, capitals to small letters,
// letters without their accents, traditional and variant characters to
// simplified ones, compatibility characters (㈠, ①, Ⅱ, U+F9xx) to what they
// stand for, every odd blank, control, private-use or broken character to one
// blank, every kind of quotation mark and dash to the plain one, zero-width
// characters to nothing. Line feeds stay.
//
// The Map takes places in the folded text back to the text; it is nil, which
// is a good Map, when every place is the same.
func Fold(text string) (folded string, m *Map) {
	simp := simplified()
	// Most of a text folds to itself: copy only from the first change on.
	i := 0
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !plain(simp, r) {
			break
		}
		i += size
	}
	if i == len(text) {
		return text, nil
	}
	var b strings.Builder
	b.Grow(len(text))
	b.WriteString(text[:i])
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if plain(simp, r) {
			b.WriteRune(r)
			i += size
			continue
		}
		at := b.Len()
		foldRune(&b, simp, r)
		if out := b.String()[at:]; len(out) != size || utf8.RuneCountInString(out) > 1 {
			if m == nil {
				m = new(Map)
			}
			m.odds = append(m.odds, odd{to: at, size: len(out), at: i, width: size})
		}
		i += size
	}
	if b.String() == text { // a broken byte and its blank have one length, but differ
		return text, nil
	}
	return b.String(), m
}

// Folded reports whether [Fold] changes nothing in a text but signs into other
// signs: words are in it as they are compared, at their places. Of texts in
// rare scripts it says that Fold might.
func Folded(text string) bool {
	same := unchanged()
	for _, r := range text {
		if r >= 1<<16 || same[r/64]&(1<<(r%64)) == 0 {
			return false
		}
	}
	return true
}

// unchanged has a bit for each character that folds to itself, and for each sign
// that folds to one or several others.
var unchanged = sync.OnceValue(func() *[1 << 16 / 64]uint64 {
	var t [1 << 16 / 64]uint64
	simp := simplified()
	for r := rune(0); r < 1<<16; r++ {
		switch {
		case r >= hanFirst && r <= hanLast:
			if !plain(simp, r) {
				continue
			}
		case r > hanLast && r < 0xF900 || r == utf8.RuneError: // rare scripts, and what stands for broken bytes
			continue
		default:
			char := string(r)
			if folded, _ := Fold(char); folded != char && (folded == "" || IsWord(r) || strings.IndexFunc(folded, IsWord) >= 0) {
				continue
			}
		}
		t[r/64] |= 1 << (r % 64)
	}
	return &t
})

// plain reports whether a character folds to itself, for those that texts are
// made of; foldRune knows the rest.
func plain(simp *simplifier, r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return asciiPlain[r]
	case r >= hanFirst && r <= hanLast:
		return simp.common[r-hanFirst] == 0
	case r >= 0x3001 && r <= 0x3011: // 、。〃〄々〆〇〈〉《》「」『』【】
		return r < 0x300C || r > 0x300F
	}
	return false
}

var asciiPlain = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = c == '\n' || c >= ' ' && c < 'A' || c > 'Z' && c < 0x7F && c != '`'
	}
	return t
}()

func foldRune(b *strings.Builder, simp *simplifier, r rune) {
	switch {
	case r >= 'A' && r <= 'Z':
		b.WriteByte(byte(r) + 'a' - 'A')
		return
	case r >= '！' && r <= '～': // full-width ASCII
		foldRune(b, simp, r-'！'+'!')
		return
	case r == '\n':
		b.WriteByte('\n')
		return
	case zeroWidth(r):
		return
	case blank(r):
		b.WriteByte(' ')
		return
	case r >= 0xAC00 && r <= 0xD7A3: // Hangul syllables would fall apart into letters
		b.WriteRune(r)
		return
	}
	switch r {
	case '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '〝', '〞', '〟', '｢', '｣':
		b.WriteByte('"')
		return
	case '‘', '’', '‚', '‛', '`', '´', '′':
		b.WriteByte('\'')
		return
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣', '─', '━':
		b.WriteByte('-')
		return
	case '№':
		b.WriteByte('#')
		return
	case '•', '‧', '∙', '・', '･', '⋅':
		b.WriteString("·")
		return
	}
	if d := norm.NFKD.PropertiesString(string(r)).Decomposition(); d != nil {
		for _, c := range string(d) { // which have no decomposition themselves
			foldRune(b, simp, c)
		}
		return
	}
	if !unicode.Is(unicode.Mn, r) { // accents
		b.WriteRune(simp.of(unicode.ToLower(r)))
	}
}

// zeroWidth reports whether a character takes no place: soft hyphen, joiners,
// directions, byte order marks, variation selectors, combining accents.
func zeroWidth(r rune) bool {
	return r > 0x7F && (unicode.Is(unicode.Cf, r) || r == 0x034F || r == 0x115F || r == 0x1160 || r == 0x3164 ||
		r >= 0x0300 && r <= 0x036F || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF)
}

// blank reports whether nothing is to be read in a character's place: any
// blank, a control, private-use or unassigned one, or broken bytes.
func blank(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' && r != '\n' || r == ' ' || r == 0x7F
	case r == utf8.RuneError, r == 0xFFFC, r == 0x3000, r >= 0xE000 && r <= 0xF8FF:
		return true
	case r >= hanFirst && r <= hanLast:
		return false
	}
	return unicode.In(r, unicode.Z, unicode.Cc, unicode.Co, unicode.Cs) || !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S)
}

// Map takes places in a folded text, in bytes, back to the text it was folded
// from. A nil Map is the identity.
type Map struct {
	odds []odd // the characters that became none, several, or one of another length; ascending
}

// odd is a character of width bytes at text[at:] that became size bytes at
// folded[to:].
type odd struct{ to, size, at, width int }

// Start gives the place in the text of the character that the byte at i of the
// folded text comes from; for the length of the folded text, where that
// character ends that comes last.
func (m *Map) Start(i int) int {
	if m == nil || len(m.odds) == 0 {
		return i
	}
	// The last odd character that begins at or before i. One that became
	// nothing begins where the next one does, and is passed over.
	n, _ := slices.BinarySearchFunc(m.odds, i, func(o odd, i int) int {
		if o.to <= i {
			return -1
		}
		return 1
	})
	if n == 0 {
		return i
	}
	if o := m.odds[n-1]; i < o.to+o.size {
		return o.at
	} else {
		return i - o.to - o.size + o.at + o.width
	}
}

// End gives where in the text the character ends that the byte before i of the
// folded text comes from; 0 for 0.
func (m *Map) End(i int) int {
	if m == nil || len(m.odds) == 0 || i <= 0 {
		return i
	}
	n, _ := slices.BinarySearchFunc(m.odds, i-1, func(o odd, i int) int {
		if o.to <= i {
			return -1
		}
		return 1
	})
	// Characters that became nothing lie after the byte asked for only when
	// they begin at i, and those the search has left out.
	for n > 0 && m.odds[n-1].size == 0 && m.odds[n-1].to == i {
		n--
	}
	if n == 0 {
		return i
	}
	if o := m.odds[n-1]; i <= o.to+o.size && o.size > 0 {
		return o.at + o.width
	} else {
		return i - o.to - o.size + o.at + o.width
	}
}

// Span takes a span of the folded text back to the text: from where its first
// character begins to where its last one ends.
func (m *Map) Span(start, end int) (int, int) {
	s := m.Start(start)
	if end <= start {
		return s, s
	}
	return s, m.End(end)
}
