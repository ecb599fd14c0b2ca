package reader

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"tiaowen/corpus/reader/readertest"
)

// hostile are small files made to cost memory or time.
func hostile() map[string][]byte {
	files := map[string][]byte{}
	add := func(name string, src []byte) { files[name] = src }
	label := func(n int) string {
		return `<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="` + strings.Repeat("第%1条", n) + `"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`
	}
	numbered := strings.Repeat(p(num(0, 1), run("甲")), 20_000)
	add("a pattern of 20,000 characters.docx", docx(numbered, label(5000)))
	add("a pattern of 240 characters.docx", docx(numbered, label(60)))
	add("one text.docx", docx(p("", run(strings.Repeat("甲", 20<<20))), ""))
	add("empty paragraphs.docx", docx(strings.Repeat("<w:p/>", 3_000_000), ""))
	add("empty cells.docx", docx("<w:tbl>"+strings.Repeat("<w:tr><w:tc/><w:tc/></w:tr>", 400_000)+"</w:tbl>", ""))
	add("runs.docx", docx("<w:p>"+strings.Repeat("<w:r><w:t>甲</w:t></w:r>", 500_000)+"</w:p>", ""))
	add("styles in a circle.docx", readertest.Zip(map[string]string{"word/document.xml": readertest.Document(strings.Repeat(p(`<w:pStyle w:val="a"/>`, run("甲")), 50_000)),
		"word/styles.xml": `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>`}))
	content := func(body string) []byte {
		return readertest.Zip(map[string]string{"content.xml": `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s">` + body + `</office:document-content>`})
	}
	add("lists.odt", content(`<office:automatic-styles><text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="`+strings.Repeat("第", 200)+`"/></text:list-style></office:automatic-styles><office:body><office:text><text:list text:style-name="L">`+strings.Repeat("<text:list-item><text:p>甲</text:p></text:list-item>", 100_000)+`</text:list></office:text></office:body>`))
	add("blanks.odt", content(`<office:body><office:text><text:p>甲`+strings.Repeat(`<text:s text:c="1000000"/>`, 100_000)+`</text:p></office:text></office:body>`))
	add("repeated cells.odt", content(`<office:body><office:text><table:table><table:table-row><table:table-cell table:number-columns-repeated="1000000"><text:p>甲</text:p></table:table-cell></table:table-row></table:table></office:text></office:body>`))
	add("deep.odt", content(`<office:body><office:text>`+strings.Repeat("<text:section>", 5000)))
	add("groups.rtf", []byte(`{\rtf1 `+strings.Repeat("{", 1_000_000)))
	add("boxes.rtf", []byte(`{\rtf1 `+strings.Repeat(`{\shptxt 甲`, 100_000)))
	add("binary.rtf", []byte(`{\rtf1 \bin2147483647 甲}`))
	add("numbers.rtf", []byte(`{\rtf1 `+strings.Repeat(`{\listtext `+strings.Repeat("第", 300)+`}\par `, 10_000)+`}`))
	add("fields.rtf", []byte(`{\rtf1 `+strings.Repeat(`{\field{\*\fldinst TOC}{\fldrslt `, 500)))
	ofdPages := map[string]string{"OFD.xml": `<OFD><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></OFD>`}
	ofdPages["D/D.xml"] = `<Document><CommonData><TemplatePage ID="1" BaseLoc="t.xml"/></CommonData><Pages>` + strings.Repeat(`<Page BaseLoc="p.xml"/>`, 4000) + `</Pages></Document>`
	ofdPages["D/p.xml"] = `<Page><Template TemplateID="1"/><Content/></Page>`
	ofdPages["D/t.xml"] = `<Page><Content><Layer>` + strings.Repeat(`<TextObject Boundary="0 0 9 9"><TextCode X="0" Y="0" DeltaX="g 100000 1">甲乙丙</TextCode></TextObject>`, 2000) + `</Layer></Content></Page>`
	add("templates.ofd", readertest.Zip(ofdPages))
	add("10,000 pages.ofd", readertest.Zip(map[string]string{"OFD.xml": ofdPages["OFD.xml"], "D/D.xml": `<Document><Pages>` + strings.Repeat(`<Page BaseLoc="p.xml"/>`, 10_000) + `</Pages></Document>`, "D/p.xml": `<Page/>`}))
	add("entities.ofd", readertest.Zip(map[string]string{"OFD.xml": `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><OFD>&b;</OFD>`}))
	circle := oleFile("WordDocument", strings.Repeat("\xEC\xA5\xC1\x00", 12_000))
	for i := range 90 { // the chain of sectors bites its tail
		circle[512+4*(i+2)], circle[512+4*(i+2)+1] = 2, 0
	}
	add("chain in a circle.doc", circle)
	// A document with a stream that claims 4 GB and runs in a circle, in a file of 8 MB.
	if law, err := os.ReadFile("testdata/formats/law.doc"); err == nil {
		long := append(law, make([]byte, 8<<20)...)
		p := placesOf(long)
		add("4 GB in a circle.doc", olePatch(long, map[int]uint32{p.directory + 5*oleEntrySize + 120: 0xFFFFFFFF, p.fat + 4*20: 12}))
		add("small sectors in a circle.wps", olePatch(long, map[int]uint32{p.directory + 3*oleEntrySize + 120: 4095, p.miniFAT + 4*20: 8}))
		add("directory in a circle.doc", olePatch(long, map[int]uint32{p.directory + 3*oleEntrySize + 72: 1}))
	}
	add("tags.html", []byte("<html>"+strings.Repeat("<b><i>", 150_000)+"甲"))
	add("hidden.html", []byte("<html>"+strings.Repeat(`<span style="display:none">`, 20_000)+"甲"))
	add("hidden in a line.html", []byte("<html><p>"+strings.Repeat(`甲<span hidden>乙</span>`, 100_000)))
	add("folded.html", []byte("<html>"+strings.Repeat(`<div hidden>甲</div>`, 100_000)))
	add("rules.html", []byte("<html><style>"+strings.Repeat(`.a,.b{display:none}`, 100_000)+"</style><p>第一条 甲。"))
	add("lines.html", []byte("<html><pre>"+strings.Repeat("甲\n", 600_000)))
	add("list.html", []byte("<html><ol reversed>"+strings.Repeat("<li>甲", 100_000)))
	return files
}

// TestMemoryIsBounded: what a reader holds is bounded by the size of the file. A
// zip may unpack to 200 times its size, or 4 MB, and no further; of what it unpacks a
// reader holds at most ten times as much, of a file that is not packed a hundred
// times. Each hostile file costs an error or a text, and no more than that.
func TestMemoryIsBounded(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that garbage does not count for much
	for name, src := range hostile() {
		t.Run(name, func(t *testing.T) {
			bound := uint64(32<<20 + 100*len(src))
			if strings.HasPrefix(string(src), "PK") {
				bound = 32<<20 + 10*uint64(min(64<<20, max(freeText, maxRatio*len(src))))
			}
			peak, err := peakOf(func() error { _, err := Read(name, src); return err })
			t.Logf("%d bytes: %d MB of %d MB, %v", len(src), peak>>20, bound>>20, err)
			if peak > bound {
				t.Errorf("%d MB of memory for %d bytes, bound %d MB", peak>>20, len(src), bound>>20)
			}
			var e *Error
			if err != nil && (!errors.As(err, &e) || strings.Contains(err.Error(), "\n")) {
				t.Errorf("%v", err)
			}
		})
	}
}

// peakOf is the most memory of the heap that f holds at a time, about.
func peakOf(f func() error) (uint64, error) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, peak := m.HeapInuse, uint64(0)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse)
			}
		}
	})
	err := f()
	close(stop)
	wg.Wait()
	return max(peak, before) - before, err
}

// TestPatternOfANumber: the numbers that a reader writes itself count as text.
func TestPatternOfANumber(t *testing.T) {
	for n, ok := range map[int]bool{10: true, 255: true, 256: false} {
		body := p(num(0, 1), run("甲。"))
		_, err := Read("a.docx", docx(body, fmt.Sprintf(`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%s"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`, strings.Repeat("x", n))))
		if (err == nil) != ok {
			t.Errorf("%d characters: %v", n, err)
		}
	}
}
