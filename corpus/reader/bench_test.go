package reader

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/corpus/reader/readertest"
)

// BenchmarkRead reads a law of 1,200 articles, as long as a civil code, in
// every format. MB/s counts the bytes of the file; text-MB/s those of the words
// that come out, which compares the formats.
func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString("某某法典\n（2020年5月28日第十三届代表大会第三次会议通过）\n")
	for i := 1; i <= 1200; i++ {
		if i%20 == 1 {
			fmt.Fprintf(&text, "第%s章　一般规定\n", formatNumber("chineseCountingThousand", i/20+1))
		}
		fmt.Fprintf(&text, "第%s条　民事主体从事民事活动，应当遵循诚信原则，秉持诚实，恪守承诺。因不可抗力不能履行民事义务的，不承担民事责任；法律另有规定的，依照其规定。\n", formatNumber("chineseCountingThousand", i))
		text.WriteString("前款规定的期限，自权利人知道或者应当知道权利受到损害以及义务人之日起计算，有下列情形之一的除外：\n（一）自受到损害之日起超过二十年的；\n（二）当事人另有约定的。\n")
	}
	law := readertest.New(text.String())
	for _, f := range formats(b, law) {
		if strings.Count(f.name, ".") == 2 && f.format != "txt" {
			continue // other layouts of the same format
		}
		b.Run(strings.TrimPrefix(f.name, "办法."), func(b *testing.B) {
			b.SetBytes(int64(len(f.src)))
			b.ReportAllocs()
			out := 0
			for b.Loop() {
				t, err := Read(f.name, f.src)
				if err != nil {
					b.Fatal(err)
				}
				out = len(t.Source)
			}
			seconds := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(float64(out)/1e6/seconds, "text-MB/s")
			if f.format == "pdf" {
				b.ReportMetric(float64(strings.Count(string(f.src), "/Type /Page "))/seconds, "pages/s")
			}
		})
	}
}
