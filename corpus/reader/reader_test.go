package reader

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// lawText is a small law of the usual shape, as plain text.
const lawText = `XX市餐厨垃圾管理办法
（2019年3月29日XX市人民政府令第12号公布　自2019年5月1日起施行）
第一章　总则
第一条　为了加强餐厨垃圾管理，保障食品安全，根据有关法律、法规，制定本办法。
第二条　本市行政区域内餐厨垃圾的投放、收集、运输和处置，适用本办法。
第二章　投放与收集
第三条　餐厨垃圾产生者应当遵守下列规定：
（一）使用符合标准的收集容器；
（二）不得将餐厨垃圾排入下水道；
（三）不得使用“地沟油”。
第四条　违反本办法第三条第（二）项规定的，处5000元以上2万元以下罚款。
`

func encoded(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodings(t *testing.T) {
	crlf := strings.ReplaceAll(lawText, "\n", "\r\n")
	han := strings.Repeat("为了加强餐厨垃圾管理，保障食品安全，根据有关法律、法规，制定本办法。", 3)
	short := "第一条　为了安全，制定本办法。"
	for _, c := range []struct {
		name, encoding, want string
		src                  []byte
	}{
		{"utf-8", "utf-8", lawText, []byte(lawText)},
		{"utf-8 with mark", "utf-8", lawText, []byte("\uFEFF" + lawText)},
		{"utf-8 with CRLF", "utf-8", crlf, []byte(crlf)},
		{"ascii", "utf-8", "Article 1\n", []byte("Article 1\n")},
		{"gbk", "gb18030", lawText, encoded(t, simplifiedchinese.GBK, lawText)},
		{"gbk, one line", "gb18030", short, encoded(t, simplifiedchinese.GBK, short)},
		{"gbk, Han only, even length", "gb18030", han, encoded(t, simplifiedchinese.GBK, han)},
		{"gb18030 beyond GBK", "gb18030", lawText + "㐀𠀀", encoded(t, simplifiedchinese.GB18030, lawText+"㐀𠀀")},
		{"utf-16le with mark", "utf-16le", lawText, append([]byte("\xFF\xFE"), encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), lawText)...)},
		{"utf-16be with mark", "utf-16be", lawText, append([]byte("\xFE\xFF"), encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), lawText)...)},
		{"utf-16le", "utf-16le", lawText, encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), lawText)},
		{"utf-16be", "utf-16be", crlf, encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), crlf)},
		{"utf-16le, one line of Han", "utf-16le", han, encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), han)},
		{"utf-16be, one line of Han", "utf-16be", han, encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), han)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("办法.txt", c.src)
			if err != nil {
				t.Fatal(err)
			}
			if got.Encoding != c.encoding || got.Format != "txt" {
				t.Errorf("read as %s, %s; want txt, %s", got.Format, got.Encoding, c.encoding)
			}
			if got.Source != c.want {
				t.Errorf("got %q\nwant %q", got.Source, c.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	noise := make([]byte, 4096)
	seed := uint32(1)
	for i := range noise {
		seed = seed*1664525 + 1013904223
		noise[i] = byte(seed>>24) | 1 // no zero bytes: they would give it away
	}
	for _, c := range []struct {
		name   string
		src    string
		reason Reason
		says   string
	}{
		{"empty.txt", "", Empty, "no text"},
		{"blank.txt", " \n\u3000\n\uFEFF", Empty, "no text"},
		{"mark.txt", "\uFEFF", Empty, "no text"},
		{"noise.txt", string(noise), Binary, "neither text"},
		{"elf", "\x7FELF\x02\x01\x01\x00\x00\x00\x00", Unsupported, "a program"},
		{"cut.txt", lawText[:len(lawText)-5], BadEncoding, "line 11"},
		{"broken.txt", strings.Replace(lawText, "第二条", "第\xE4\xBA条", 1), BadEncoding, "line 5, byte 0xE4"},
		{"cut.rtf", `{\rtf1\ansi`, Broken, "damaged"},
		{"word.xml", `<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>`, Unsupported, "XML"},
		{"photo.txt", "\xFF\xD8\xFF\xE0\x00\x10JFIF", Unsupported, "JPEG"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read(c.name, []byte(c.src))
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %+v, %v", got, err)
			}
			if e.Reason != c.reason || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got reason %d: %v; want %d, %q", e.Reason, err, c.reason, c.says)
			}
			if !strings.HasPrefix(e.Chinese(), c.name+"：") || e.Hint() == "" {
				t.Errorf("Chinese: %s; hint: %s", e.Chinese(), e.Hint())
			}
		})
	}
}

func TestEveryReasonHasWords(t *testing.T) {
	for r := Empty; r <= Excessive; r++ {
		if w := wordings[r]; w.message == "" || w.hint == "" || w.messageZh == "" || w.hintZh == "" {
			t.Errorf("reason %d lacks words: %+v", r, w)
		}
	}
}

func TestTooLarge(t *testing.T) {
	_, err := Options{MaxBytes: 10}.Read("a.txt", []byte("01234567890"))
	var e *Error
	if !errors.As(err, &e) || e.Reason != TooLarge {
		t.Errorf("got %v", err)
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	huge := filepath.Join(dir, "huge.txt")
	f, err := os.Create(huge)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(2 << 30); err != nil { // 2 GB that take no room on the disk
		t.Fatal(err)
	}
	f.Close()
	for path, reason := range map[string]Reason{huge: TooLarge, dir: NotAFile} {
		_, err := ReadFile(path)
		var e *Error
		if !errors.As(err, &e) || e.Reason != reason {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if _, err := ReadFile(filepath.Join(dir, "absent.txt")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	good := filepath.Join(dir, "办法(2019-03-29).txt")
	if err := os.WriteFile(good, []byte(lawText), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadFile(good); err != nil || got.Source != lawText || got.Date != "2019-03-29" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDateInName(t *testing.T) {
	for name, want := range map[string]string{
		"公司法(2023-12-29).md":             "2023-12-29",
		"laws/2001/公司法（2018-1-6）.docx":   "2018-01-06",
		"公司法_20231229.pdf":               "2023-12-29",
		`C:\法规\2020年6月1日修订 条例.txt`:       "2020-06-01",
		"条例(2011-01-08)(2019-03-02).txt": "2019-03-02",
		"公司法(2023-13-29).md":             "",
		"文号12345678901.txt":              "",
		"宪法修正案（1988年）.md":                "",
	} {
		if got := dateInName(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
