package reader

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tiaowen/corpus/reader/readertest"
)

func TestPDFSays(t *testing.T) {
	law := readertest.New(strings.Repeat(lawText, 5))
	got, err := Read("办法(2019-03-29).pdf", law.PDF(readertest.PageLayout{Header: "XX市人民政府规章"}))
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "XX市餐厨垃圾管理办法" || got.Date != "2019-03-29" || got.Format != "pdf" {
		t.Errorf("got title %q, date %q, format %q", got.Title, got.Date, got.Format)
	}
	if len(got.Headings) != 1 || got.Source[got.Headings[0].Start:got.Headings[0].End] != got.Title {
		t.Errorf("headings %+v", got.Headings)
	}
	if strings.Contains(got.Source, "规章") || strings.Contains(got.Source, "— 2 —") {
		t.Errorf("furniture is left:\n%s", got.Source)
	}
	if s := strings.Join(got.Skipped, ""); !strings.Contains(s, "lines of headers, footers and page numbers") {
		t.Errorf("skipped: %q", s)
	}
}

// TestPDFCharacterByCharacter sets every character by itself, as some programs
// do: PDFium drops such text when it has no extent.
func TestPDFCharacterByCharacter(t *testing.T) {
	law := readertest.New(lawText)
	got, err := Read("a.pdf", law.PDF(readertest.PageLayout{Apart: true}))
	if err != nil {
		t.Fatal(err)
	}
	if g, w := lines(got.Source), lines(lawText); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestPDFRefused(t *testing.T) {
	law := readertest.New(lawText)
	good := law.PDF(readertest.PageLayout{Rows: 2})
	locked := bytes.Replace(good, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <"+strings.Repeat("41", 32)+"> /U <"+strings.Repeat("42", 32)+"> >>"), 1)
	many := readertest.New("办法\n" + strings.Repeat("第一条 甲。\n", 10_000)).PDF(readertest.PageLayout{Rows: 1})
	// Files of some 100 KB: 64 MB of pushing and popping, and 2 million words.
	bomb := func(operators string) []byte {
		var squeezed bytes.Buffer
		z := zlib.NewWriter(&squeezed)
		z.Write(bytes.Repeat([]byte(operators), (64<<20)/len(operators)))
		z.Close()
		return readertest.PDFObjects("/Root 1 0 R",
			"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
			readertest.PDFStream("/Filter /FlateDecode", squeezed.String()))
	}
	// 14 forms, each of which draws the next one twelve times.
	forms := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
		readertest.PDFStream("", "/X Do"),
	}
	for i := range 14 {
		forms = append(forms, readertest.PDFStream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>", 6+i), strings.Repeat("/X Do ", 12)))
	}
	forms = append(forms, readertest.PDFStream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", "0 0 1 1 re f"))
	for _, c := range []struct {
		name    string
		src     []byte
		options Options
		reasons []Reason
		says    string
	}{
		{"scan.pdf", law.PDF(readertest.PageLayout{TextOff: true}), Options{}, []Reason{Scan}, "OCR"},
		{"locked.pdf", locked, Options{}, []Reason{Encrypted}, "password"},
		{"cut.pdf", good[:len(good)/2], Options{}, []Reason{Broken}, "incomplete"},
		{"torn.pdf", append([]byte("%PDF-1.4\n"), "rubbish %%EOF"...), Options{}, []Reason{Broken}, "damaged"},
		{"pages.pdf", good, Options{MaxPages: 3}, []Reason{TooManyPages}, "limit 3"},
		{"10000 pages.pdf", many, Options{}, []Reason{TooManyPages}, "limit 5000"},
		{"slow.pdf", good, Options{MaxTime: time.Nanosecond}, []Reason{TooSlow}, "too long"},
		{"bomb of graphics.pdf", bomb("q Q "), Options{MaxTime: time.Second}, []Reason{TooSlow, Excessive, Empty}, ".pdf"},
		{"forms within forms.pdf", readertest.PDFObjects("/Root 1 0 R", forms...), Options{}, []Reason{Excessive, TooSlow}, ".pdf"},
		{"bomb of text.pdf", bomb("BT /F1 9 Tf (a) Tj ET 1 0 0 1 0 5 cm "), Options{MaxTime: time.Second}, []Reason{TooSlow, Excessive}, ".pdf"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			got, err := c.options.Read(c.name, c.src)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %+v, %v", got, err)
			}
			ok := false
			for _, r := range c.reasons {
				ok = ok || e.Reason == r
			}
			if !ok || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got reason %d: %v; want %d, %q", e.Reason, err, c.reasons, c.says)
			}
			t.Logf("%v: %v (%v)", time.Since(start).Round(time.Millisecond), err, e.Err)
		})
	}
	// One file given up does not harm the next.
	if _, err := Read("a.pdf", good); err != nil {
		t.Error(err)
	}
}

func TestPDFsSideBySide(t *testing.T) {
	src := readertest.New(lawText).PDF(readertest.PageLayout{})
	want, err := Read("a.pdf", src)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, err := Options{KeepRunning: time.Millisecond}.Read("a.pdf", src)
			if err != nil || got.Source != want.Source {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	wg.Wait()
}
