package quote

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api/study/bundle/bundletest"
	"tiaowen/corpus"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/reader/readertest"
)

const inside = `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>讲话稿</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:rPr><w:i/></w:rPr></w:pPr><w:r><w:rPr><w:i/><w:rPrChange w:id="3" w:author="x"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>《江城市公园条例》第三条规定：“公园应当设置</w:t></w:r><w:r><w:t>无障碍通道。” 以上 &amp; 以下</w:t></w:r></w:p>` +
	`<w:p><w:r><w:t>第四条规定：“收支情况</w:t><w:tab/><w:t>每年公布一次。”</w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>删去的</w:delText></w:r></w:del><w:ins w:id="2" w:author="x"><w:r><w:t>《江城市公园条例》第九十九条</w:t></w:r></w:ins></w:p>` +
	`<w:p><w:r><w:t>没有引文的一段。</w:t></w:r></w:p>`

const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func relsOf(kind, target string) string {
	return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office + kind + `" Target="` + target + `"/></Relationships>`
}

// speech is a Word document as offices have them; with comments there is one already.
func speech(withComments bool) map[string]string {
	files := map[string]string{
		"[Content_Types].xml": types,
		"_rels/.rels":         relsOf("officeDocument", "word/document.xml"),
		"word/document.xml":   readertest.Document(inside),
		"docProps/custom.bin": "\x00\x01\x02",
	}
	if withComments {
		files["word/_rels/document.xml.rels"] = relsOf("comments", "comments.xml")
		files["word/comments.xml"] = `<?xml version="1.0"?><w:comments xmlns:w="` + wordNamespace + `"><w:comment w:id="7" w:author="处长"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment></w:comments>`
		files["[Content_Types].xml"] = strings.Replace(types, "</Types>", `<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>`, 1)
	}
	return files
}

// letters are the characters of a main part with the look of their run, and
// what is between them: all that a comment must not change.
func letters(t *testing.T, document string) (out []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(document))
	look, in := "", ""
	for {
		from := d.InputOffset()
		tok, err := d.RawToken()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("%v in %s", err, document)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			in = e.Name.Local
			switch in {
			case "commentRangeStart", "commentRangeEnd", "commentReference", "t":
			case "r", "rPr":
				look = ""
			case "tab", "p", "ins", "del":
				out = append(out, "<"+in+">")
			default:
				look += document[from:d.InputOffset()]
			}
		case xml.EndElement:
			if e.Name.Local == "r" {
				look = ""
			}
			in = ""
		case xml.CharData:
			for _, r := range string(e) {
				out = append(out, fmt.Sprintf("%s %c", look, r))
			}
		}
	}
}

func annotate(t *testing.T, src []byte) (out []byte, findings []Finding) {
	t.Helper()
	c := town(t)
	out, err := Annotate(src, func(text string) (list []Comment, err error) {
		findings, err = c.Check(t.Context(), text)
		for _, f := range findings {
			list = append(list, Comment{f.Span, string(f.Verdict) + "：" + f.Note("zh")})
		}
		return list, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, findings
}

func TestAnnotate(t *testing.T) {
	for _, withComments := range []bool{false, true} {
		files := speech(withComments)
		src := readertest.Zip(files)
		out, findings := annotate(t, src)
		var verdicts []Verdict
		for _, f := range findings {
			verdicts = append(verdicts, f.Verdict)
		}
		if diff := cmp.Diff([]Verdict{Exact, OtherVersion, NoSuchClause}, verdicts); diff != "" {
			t.Fatal(diff)
		}
		got := bundletest.Parts(t, out)
		for _, name := range slices.Sorted(maps.Keys(files)) {
			switch name {
			case "word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels":
			default:
				if got[name] != files[name] {
					t.Errorf("%s changed", name)
				}
			}
		}
		if diff := cmp.Diff(letters(t, files["word/document.xml"]), letters(t, got["word/document.xml"])); diff != "" {
			t.Errorf("words or their looks changed:\n%s", diff)
		}
		before, err := reader.Read("a.docx", src)
		if err != nil {
			t.Fatal(err)
		}
		after, err := reader.Read("b.docx", out)
		if err != nil {
			t.Fatal(err)
		}
		if before.Source != after.Source {
			t.Errorf("the text changed:\n%s\n%s", before.Source, after.Source)
		}
		comments := got["word/comments.xml"]
		if n := strings.Count(comments, "<w:comment "); n != 3+strings.Count(files["word/comments.xml"], "<w:comment ") {
			t.Errorf("there are %d comments:\n%s", n, comments)
		}
		if withComments && !strings.Contains(comments, `<w:comment w:id="7" w:author="处长"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment>`) {
			t.Error("the comment that was there is gone")
		}
		if strings.Count(got["[Content_Types].xml"], "/word/comments.xml") != 1 || strings.Count(got["word/_rels/document.xml.rels"], "comments.xml") != 1 {
			t.Errorf("the package does not know its comments:\n%s\n%s", got["[Content_Types].xml"], got["word/_rels/document.xml.rels"])
		}
		first := 0
		if withComments {
			first = 8
		}
		for i, f := range findings {
			if words := commented(t, got["word/document.xml"], first+i); words != f.words(t, src) {
				t.Errorf("comment %d stands at %q, the finding at %q", first+i, words, f.words(t, src))
			}
		}
	}
}

// words are those of a finding in the text that Annotate hands out, line ends and tabs dropped.
func (f Finding) words(t *testing.T, src []byte) string {
	t.Helper()
	var words string
	if _, err := Annotate(src, func(text string) ([]Comment, error) {
		words = strings.NewReplacer("\n", "", "\t", "").Replace(text[f.Start:f.End])
		return nil, nil
	}); err != nil {
		t.Fatal(err)
	}
	return words
}

// commented are the words between the marks of a comment.
func commented(t *testing.T, document string, id int) string {
	t.Helper()
	_, rest, ok := strings.Cut(document, fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>`, id))
	inner, _, ends := strings.Cut(rest, fmt.Sprintf(`<w:commentRangeEnd w:id="%d"/>`, id))
	if !ok || !ends {
		t.Fatalf("comment %d has no place in\n%s", id, document)
	}
	var b strings.Builder
	for d := xml.NewDecoder(strings.NewReader("<x>" + inner + "</x>")); ; {
		tok, err := d.RawToken()
		if err != nil {
			return b.String()
		}
		if c, ok := tok.(xml.CharData); ok {
			b.Write(c)
		}
	}
}

func TestAnnotateRefuses(t *testing.T) {
	for _, src := range [][]byte{nil, []byte("text"), readertest.Zip(map[string]string{"a.txt": "a"}), readertest.Zip(map[string]string{"_rels/.rels": relsOf("officeDocument", "word/none.xml")})} {
		if _, err := Annotate(src, func(string) ([]Comment, error) { return nil, nil }); !errors.Is(err, ErrNotDOCX) {
			t.Errorf("%.20q: %v", src, err)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add(readertest.Document(inside), 10, 60)
	f.Add(`<document><p><r><t/><t>a&#x4E00;b</t></r></p></document>`, 0, 3)
	f.Add(`<w:p><w:r><w:t>a</w:r></w:t>`, 0, 9)
	f.Fuzz(func(t *testing.T, document string, start, end int) {
		files := speech(false)
		files["word/document.xml"] = document
		if !utf8Valid(document) || xml.Unmarshal([]byte(document), new(struct{})) != nil {
			return
		}
		var text string
		out, err := Annotate(readertest.Zip(files), func(s string) ([]Comment, error) {
			text = s
			if start < 0 || end > len(s) || start >= end {
				return nil, nil
			}
			return []Comment{{corpus.Span{Start: start, End: end}, "x"}}, nil
		})
		if err != nil {
			return
		}
		if again := readBody([]byte(bundletest.Parts(t, out)["word/document.xml"])).text.String(); again != text {
			t.Fatalf("the text %q became %q", text, again)
		}
	})
}

func utf8Valid(s string) bool { return strings.ToValidUTF8(s, "") == s }
