// Package sheet writes the registers of what clauses say as files for a
// spreadsheet: CSV (RFC 4180) and XLSX (ECMA-376, SpreadsheetML).
package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Table is what a file holds. Every row has as many cells as there are columns.
type Table struct {
	Name    string // of the sheet and, without ending, of the file: at most 31 code points, none of []:*?/\
	Columns []Column
	Rows    [][]string
}

// Column is the head of a column.
type Column struct {
	Title string
	Width int // in digits of the standard font
}

// The media types of the files.
const (
	CSVType  = "text/csv; charset=utf-8"
	XLSXType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// The bounds of a worksheet in Excel's specification.
const (
	maxRows = 1 << 20   // the head included
	maxCell = 1<<15 - 1 // UTF-16 units
)

// CSV writes the table for Excel, WPS and programs alike: a byte order mark,
// since without it they take the file for GBK, and lines that end in CR LF. A
// cell that a spreadsheet would compute gets ' in front.
func (t *Table) CSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Title
	}
	if err := out.Write(head); err != nil {
		return err
	}
	cells := make([]string, len(t.Columns))
	for _, row := range t.Rows {
		for i, cell := range row {
			cells[i] = harmless(cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from taking text for a formula (OWASP, CSV
// Injection). Blanks in front are looked through: some programs drop them.
func harmless(cell string) string {
	first := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	for _, sign := range "=+-@＝＋－＠" {
		if strings.HasPrefix(first, string(sign)) {
			return "'" + cell
		}
	}
	if cell != "" && strings.ContainsRune("\t\r\n\x00", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// XLSX writes the table as a workbook of one sheet with a fixed, filtered head.
// Every cell is a string, which no spreadsheet computes. The same table gives
// the same bytes.
func (t *Table) XLSX(w io.Writer) error {
	if len(t.Rows)+1 > maxRows {
		return fmt.Errorf("a sheet holds %d rows, the table has %d", maxRows, len(t.Rows)+1)
	}
	z := zip.NewWriter(w)
	for _, part := range []struct {
		name  string
		write func(w *bufio.Writer)
	}{
		{"[Content_Types].xml", text(contentTypes)},
		{"_rels/.rels", text(packageRelations)},
		{"xl/workbook.xml", t.workbook},
		{"xl/_rels/workbook.xml.rels", text(workbookRelations)},
		{"xl/styles.xml", text(styles)},
		{"xl/worksheets/sheet1.xml", t.worksheet},
	} {
		// A fixed time, the first that ZIP can tell.
		file, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		out := bufio.NewWriterSize(file, 32<<10)
		out.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
		part.write(out)
		if err := out.Flush(); err != nil { // keeps the first error of all writes
			return err
		}
	}
	return z.Close()
}

func text(s string) func(*bufio.Writer) {
	return func(w *bufio.Writer) { w.WriteString(s) }
}

const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`

	packageRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`

	workbookRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`

	// Style 0 is plain, 1 wraps long text, 2 is the head. Format 49 is text: a cell that
	// is edited later stays text.
	styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
)

func (t *Table) workbook(w *bufio.Writer) {
	w.WriteString(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="`)
	escape(w, t.Name)
	w.WriteString(`" sheetId="1" r:id="rId1"/></sheets></workbook>`)
}

func (t *Table) worksheet(w *bufio.Writer) {
	w.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Title
		fmt.Fprintf(w, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, c.Width)
	}
	w.WriteString(`</cols><sheetData>`)
	writeRow(w, 1, "2", head)
	for i, row := range t.Rows {
		writeRow(w, i+2, "1", row)
	}
	fmt.Fprintf(w, `</sheetData><autoFilter ref="A1:%s%d"/></worksheet>`, columnName(len(t.Columns)-1), len(t.Rows)+1)
}

// writeRow writes the cells that hold something.
func writeRow(w *bufio.Writer, n int, style string, cells []string) {
	row := strconv.Itoa(n)
	w.WriteString(`<row r="` + row + `">`)
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		w.WriteString(`<c r="` + columnName(i) + row + `" s="` + style + `" t="inlineStr"><is><t xml:space="preserve">`)
		escape(w, lookalike.ReplaceAllString(clip(cell), "_x005F$0"))
		w.WriteString(`</t></is></c>`)
	}
	w.WriteString(`</row>`)
}

// lookalike is text that SpreadsheetML would read as an escaped character (ST_Xstring).
var lookalike = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escape writes text for XML; characters that XML does not know become U+FFFD.
// Its error, like that of every write, is kept by w and given by w.Flush.
func escape(w *bufio.Writer, s string) { _ = xml.EscapeText(w, []byte(s)) }

// clip cuts text to what a cell holds; … says so.
func clip(s string) string {
	if len(s) <= maxCell {
		return s
	}
	units := 0
	for i, r := range s {
		n := 1
		if r > 0xFFFF {
			n = 2
		}
		if units+n > maxCell-1 { // one is left for …
			return s[:i] + "…"
		}
		units += n
	}
	return s
}

// columnName is A for 0; a table here has fewer than 27 columns.
func columnName(i int) string { return string(rune('A' + i)) }
