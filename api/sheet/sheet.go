// Package sheet writes registers as files for spreadsheets: CSV (RFC 4180) and XLSX. It
// also writes duties as a calendar (RFC 5545), and registers and checked quotations as
// documents to print.
package sheet

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode"

	"tiaowen/api/study/office"
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
	CSVType  = "text/csv; charset=utf-8"                                           // RFC 4180
	XLSXType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" // ISO/IEC 29500
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
	s := office.Sheet{Name: t.Name, Filter: true}
	for _, c := range t.Columns {
		s.Header, s.Widths = append(s.Header, c.Title), append(s.Widths, float64(c.Width))
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = clip(cell)
		}
		s.Rows = append(s.Rows, cells)
	}
	return office.WriteXLSX(w, s)
}

// clip cuts text to what a cell holds; … says so.
func clip(s string) string {
	if len(s) <= office.MaxCell {
		return s
	}
	units := 0
	for i, r := range s {
		n := 1
		if r > 0xFFFF {
			n = 2
		}
		if units+n > office.MaxCell-1 { // one is left for …
			return s[:i] + "…"
		}
		units += n
	}
	return s
}
