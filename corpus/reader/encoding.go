package reader

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
)

// decode turns the bytes of a text file into UTF-8 and names their encoding.
// A byte-order mark decides; without one, what decodes without an error and
// reads like text, tried in the order UTF-8, UTF-16, GB18030 (which holds GBK
// and GB 2312).
func decode(src []byte) (text, name string, err *Error) {
	switch {
	case bytes.HasPrefix(src, []byte("\xEF\xBB\xBF")):
		return decodeUTF8(src[3:])
	case bytes.HasPrefix(src, []byte("\xFF\xFE")):
		return decodeUTF16(src[2:], utf16.LittleEndian)
	case bytes.HasPrefix(src, []byte("\xFE\xFF")):
		return decodeUTF16(src[2:], utf16.BigEndian)
	}
	if end, ok := guessUTF16(src); ok {
		return decodeUTF16(src, end)
	}
	if utf8.Valid(src) || mostlyUTF8(src) {
		return decodeUTF8(src)
	}
	return decodeGB18030(src)
}

func decodeUTF8(src []byte) (string, string, *Error) {
	if at := invalidUTF8(src); at >= 0 {
		return "", "", refuse(BadEncoding, fmt.Sprintf("line %d, byte 0x%02X is not UTF-8", lineOf(src, at), src[at]), fmt.Sprintf("第 %d 行的字节 0x%02X 不是 UTF-8", lineOf(src, at), src[at]))
	}
	text := string(src)
	if err := looksBinary(text); err != nil {
		return "", "", err
	}
	return text, "utf-8", nil
}

func decodeUTF16(src []byte, end utf16.Endianness) (string, string, *Error) {
	name := "utf-16le"
	if end == utf16.BigEndian {
		name = "utf-16be"
	}
	text, err := strict(utf16.UTF16(end, utf16.IgnoreBOM), src, name)
	return text, name, err
}

func decodeGB18030(src []byte) (string, string, *Error) {
	text, err := strict(simplifiedchinese.GB18030, src, "GB18030")
	if err != nil {
		return "", "", err
	}
	if !plausible(text) {
		return "", "", refuse(Binary, "", "")
	}
	return text, "gb18030", nil
}

// strict decodes and refuses where the decoder would put U+FFFD.
func strict(enc encoding.Encoding, src []byte, name string) (string, *Error) {
	if bytes.IndexByte(src, 0) >= 0 && name == "GB18030" {
		return "", refuse(Binary, "", "")
	}
	out, err := enc.NewDecoder().Bytes(src)
	if err != nil {
		return "", &Error{Reason: BadEncoding, Detail: "not " + name, DetailChinese: "不是 " + name, Err: err}
	}
	text := string(out)
	if at := strings.IndexRune(text, utf8.RuneError); at >= 0 {
		if strings.Count(text, "\uFFFD")*50 > utf8.RuneCountInString(text) {
			return "", refuse(Binary, "", "")
		}
		line := strings.Count(text[:at], "\n") + 1
		return "", refuse(BadEncoding, fmt.Sprintf("line %d is not %s", line, name), fmt.Sprintf("第 %d 行不是 %s", line, name))
	}
	if err := looksBinary(text); err != nil {
		return "", err
	}
	return text, nil
}

// guessUTF16 looks for what UTF-16 without a mark cannot hide: Chinese text has
// its high bytes in 4E..9F, and every line end, blank and Latin letter has a
// zero byte on the same side. A sample of the file is enough.
func guessUTF16(src []byte) (utf16.Endianness, bool) {
	if len(src) < 4 || len(src)%2 != 0 {
		return utf16.BigEndian, false
	}
	sample := src[:min(len(src), 8192)]
	little, big, zeros := countUnits(sample)
	// UTF-8 and GBK never hold a zero byte; text in UTF-16 without one would
	// be a single line of Han alone, and then both readings must differ much.
	if zeros == 0 && utf8.Valid(src) {
		return utf16.BigEndian, false
	}
	for _, c := range []struct {
		end         utf16.Endianness
		mine, other int
	}{{utf16.LittleEndian, little, big}, {utf16.BigEndian, big, little}} {
		if c.mine*10 >= len(sample)/2*9 && c.mine > c.other && (zeros > 0 || plausibleUTF16(sample, c.end)) {
			return c.end, true
		}
	}
	return utf16.BigEndian, false
}

// countUnits counts the code units of UTF-16 that are likely in either order of
// bytes, and those that have a zero byte.
func countUnits(sample []byte) (little, big, zeros int) {
	for i := 0; i+1 < len(sample); i += 2 {
		a, b := sample[i], sample[i+1]
		if a == 0 || b == 0 {
			zeros++
		}
		if likelyUnit(b, a) {
			little++
		}
		if likelyUnit(a, b) {
			big++
		}
	}
	return little, big, zeros
}

// likelyUnit reports whether the code unit hi, lo is one that Chinese text is
// made of: ASCII, general and CJK punctuation, the unified ideographs, full
// width forms.
func likelyUnit(hi, lo byte) bool {
	switch {
	case hi == 0:
		return lo >= 0x20 && lo < 0x7F || lo == '\n' || lo == '\r' || lo == '\t' || lo == 0xB7 || lo == 0xA0
	case hi == 0x20, hi == 0x30, hi == 0xFF:
		return true
	}
	return hi >= 0x4E && hi <= 0x9F
}

// plausibleUTF16 settles the rare case of a text without any ASCII. Bytes of
// GBK read as UTF-16 give ideographs too, but hardly ever the common ones.
func plausibleUTF16(sample []byte, end utf16.Endianness) bool {
	asUTF16, _ := utf16.UTF16(end, utf16.IgnoreBOM).NewDecoder().Bytes(sample)
	asGBK, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(sample)
	return common(string(asUTF16)) > common(string(asGBK))
}

// The hundred or so characters and marks that make up a third of any
// administrative text in Chinese.
const commonCharacters = "，。、；：（）《》“”的一是在不了有和人这中大为上个国以要他会可出对生能而于下自之年" +
	"第条款项定规法应当的者由关机行政部门其他或及与处理员务责任工作管制组织党建设监督实施经济社会依照民事本章节单位"

func common(s string) int {
	n := 0
	for _, r := range s {
		if r >= 0x80 && strings.ContainsRune(commonCharacters, r) {
			n++
		}
	}
	return n
}

// mostlyUTF8 tells UTF-8 with a few broken bytes from another encoding: in the
// first most bytes beyond ASCII form valid sequences of three.
func mostlyUTF8(src []byte) bool {
	var good, bad int
	for i := 0; i < len(src); {
		if src[i] < 0x80 {
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n <= 1 {
			bad++
			i++
			continue
		}
		if n >= 3 {
			good += n
		}
		i += n
	}
	return good > 10*bad
}

// plausible reports whether text decoded as GB18030 reads like Chinese: most
// that is not ASCII must be ideographs and CJK marks, and where there is
// enough to judge by, some of them common ones.
func plausible(text string) bool {
	var wide, usual int
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		wide++
		if inChinese(r) {
			usual++
		}
		if wide == 1<<16 {
			break
		}
	}
	if usual*10 < wide*8 {
		return false
	}
	return wide < 200 || common(text[:min(len(text), 1<<16)])*50 >= min(wide, 1<<14)
}

// inChinese reports whether a character beyond ASCII is usual in Chinese text: an
// ideograph, a mark, a full-width form.
func inChinese(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r >= 0x2000 && r <= 0x206F || r == 0xB7
}

// looksBinary refuses text with zero bytes or many control characters.
func looksBinary(text string) *Error {
	controls := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == 0:
			return refuse(Binary, "", "")
		case c < 0x20 && !unicode.IsSpace(rune(c)):
			controls++
		}
	}
	if controls > 8 && controls*100 > len(text) {
		return refuse(Binary, "", "")
	}
	return nil
}

func invalidUTF8(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return -1 // Unreachable: an invalid text has an invalid byte.
}

func lineOf(src []byte, at int) int { return bytes.Count(src[:at], []byte("\n")) + 1 }
