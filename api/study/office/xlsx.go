package office

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"tiaowen/api/study/bundle"
)

// MaxCell is the most UTF-16 units that a cell of a spreadsheet holds.
const MaxCell = 32767

// Sheet is a table of strings with a header row. Nothing in it is ever a
// formula: each cell is a string by its type, and one that begins like a
// formula is marked as text besides, so that editing it does not make it one.
type Sheet struct {
	Name   string // of the tab: 1 to 31 characters, none of []:*?/\
	Header []string
	Widths []float64 // of the columns, in characters
	Rows   [][]string
	Filter bool // the header offers to filter the rows

	Before  [][]string   // rows above the header
	Numbers map[int]bool // columns whose cells are numbers where they hold digits alone
}

// MaxRows is the most rows that a spreadsheet holds, the header included.
const MaxRows = 1 << 20

// lookalike is text that a spreadsheet would read as an escaped character
// (ECMA-376, ST_Xstring).
var lookalike = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`) })

// WriteXLSX writes the table. A cell longer than MaxCell is an error, and so are
// more rows than MaxRows.
func WriteXLSX(w io.Writer, s Sheet) error {
	if len(s.Rows) >= MaxRows {
		return fmt.Errorf("the table has %d rows, a spreadsheet takes %d", len(s.Rows), MaxRows-1)
	}
	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="` + fmt.Sprint(len(s.Before)+1) + `" topLeftCell="A` + fmt.Sprint(len(s.Before)+2) + `" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`)
	if len(s.Widths) > 0 {
		b.WriteString("<cols>")
		for i, width := range s.Widths {
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, width)
		}
		b.WriteString("</cols>")
	}
	b.WriteString("<sheetData>")
	at := 0 // the number of the row, from 1
	for _, rows := range [][][]string{s.Before, {s.Header}, s.Rows} {
		for _, row := range rows {
			at++
			if err := s.writeRow(&b, row, at); err != nil {
				return err
			}
		}
	}
	b.WriteString("</sheetData>")
	if s.Filter && len(s.Header) > 0 {
		fmt.Fprintf(&b, `<autoFilter ref="A1:%s%d"/>`, column(len(s.Header)-1), len(s.Rows)+1)
	}
	b.WriteString("</worksheet>")

	const main = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	return bundle.Write(w, []bundle.File{
		{Name: "[Content_Types].xml", Data: contentTypes(map[string]string{
			"/xl/workbook.xml":          main + "sheet.main+xml",
			"/xl/worksheets/sheet1.xml": main + "worksheet+xml",
			"/xl/styles.xml":            main + "styles+xml",
		}, []string{"/xl/workbook.xml", "/xl/worksheets/sheet1.xml", "/xl/styles.xml"})},
		{Name: "_rels/.rels", Data: rels(relationship{"rId1", "officeDocument", "xl/workbook.xml"})},
		{Name: "xl/workbook.xml", Data: []byte(xmlHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="` + escape(s.Name) + `" sheetId="1" r:id="rId1"/></sheets></workbook>`)},
		{Name: "xl/_rels/workbook.xml.rels", Data: rels(relationship{"rId1", "worksheet", "worksheets/sheet1.xml"}, relationship{"rId2", "styles", "styles.xml"})},
		{Name: "xl/styles.xml", Data: []byte(xmlHead + sheetStyles)},
		{Name: "xl/worksheets/sheet1.xml", Data: []byte(b.String())},
	}...)
}

// The looks of cells, by their place in sheetStyles.
const (
	lookHead = 1 + iota
	lookText
	lookFormula // text that begins like a formula
	lookNumber
)

// writeRow writes row number at, counted from 1.
func (s Sheet) writeRow(b *strings.Builder, row []string, at int) error {
	head := at <= len(s.Before)+1
	fmt.Fprintf(b, `<row r="%d" ht="%d" customHeight="1">`, at, min(409, 15*s.lines(row)+3))
	for j, cell := range row {
		if cell == "" {
			continue
		}
		if n := len(utf16.Encode([]rune(cell))); n > MaxCell {
			return fmt.Errorf("row %d, column %s holds %d characters, a spreadsheet takes %d", at, column(j), n, MaxCell)
		}
		look := lookText
		switch {
		case head:
			look = lookHead
		case s.Numbers[j] && digits(cell):
			fmt.Fprintf(b, `<c r="%s%d" s="%d"><v>%s</v></c>`, column(j), at, lookNumber, cell)
			continue
		case strings.ContainsAny(cell[:1], "=+-@\t\r"):
			look = lookFormula
		}
		fmt.Fprintf(b, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, column(j), at, look, escape(lookalike().ReplaceAllString(cell, "_x005F$0")))
	}
	b.WriteString("</row>")
	return nil
}

// digits reports whether a cell is a number as it stands: no leading zero, at
// most 15 digits, which is what a spreadsheet keeps.
func digits(cell string) bool {
	if len(cell) > 15 || len(cell) > 1 && cell[0] == '0' {
		return false
	}
	for _, r := range cell {
		if r < '0' || r > '9' {
			return false
		}
	}
	return cell != ""
}

// Cut shortens a text to what a cell holds, with a mark where it ends.
func Cut(text string) string {
	const mark = "……（下略）"
	if len(utf16.Encode([]rune(text))) <= MaxCell {
		return text
	}
	room := MaxCell - utf8.RuneCountInString(mark)
	for i, r := range text {
		if room -= utf16.RuneLen(r); room < 0 {
			return text[:i] + mark
		}
	}
	return text // Unreachable: it is longer than the room.
}

// lines is how many lines the longest cell of a row takes in its column. Not
// every reader works out the height of a row by itself.
func (s Sheet) lines(row []string) int {
	most := 1
	for j, cell := range row {
		if j < len(s.Widths) {
			// A Chinese character is two wide.
			most = max(most, int(float64(2*utf8.RuneCountInString(cell))/s.Widths[j])+1)
		}
	}
	return most
}

// sheetStyles: 1 is the header, 2 a cell that wraps, 3 one that is text
// whatever it begins with, 4 a number.
const sheetStyles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="黑体"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// column names a column: 0 is A, 26 is AA.
func column(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return column(i/26-1) + column(i%26)
}
