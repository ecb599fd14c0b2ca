package store

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tiaowen/corpus"
	"tiaowen/corpus/date"
)

// A list of documents, documents.csv or documents.json beside the files or in the archive, says
// what they are where the files do not say it, or say it wrongly. Its columns may
// have Chinese or English names; all but the file may be missing:
//
//	file    title  names   issuer    kind  number  status  date      effective  signed    secrecy
//	文件    标题   简称    发文机关  种类  文号    效力    版本日期  施行日期   成文日期  密级
//
// Several short names are set off by 、 or ;. In JSON it is a list of objects with these names.

// isList reports whether a file is a list of documents.
func isList(name string) bool {
	switch strings.ToLower(filepath.Base(name)) {
	case "documents.csv", "documents.json":
		return true
	}
	return false
}

// lists are the lists of documents of an import.
type lists []list

type list struct {
	path string // of the list
	dir  string // what its files are named from
	rows map[string]*corpus.Given
	used map[string]bool
}

// found reads a list that was named, or lies in a folder.
func (l *lists) found(name string, no func(path string, status Status, english, chinese string)) {
	src, err := readFile(name)
	l.take(name, src, err, no)
}

// take reads a list.
func (l *lists) take(name string, src []byte, err error, no func(path string, status Status, english, chinese string)) {
	var rows map[string]*corpus.Given
	if err == nil {
		rows, err = readList(name, src)
	}
	if err != nil {
		english, chinese := wordsOf(name, err)
		no(name, Failed, english, chinese)
		return
	}
	no(name, Skipped, fmt.Sprintf("is a list of documents: it says what %d files are", len(rows)), fmt.Sprintf("是文件清单，说明了 %d 个文件", len(rows)))
	*l = append(*l, list{path: name, dir: filepath.ToSlash(filepath.Dir(name)), rows: rows, used: make(map[string]bool)})
}

// apply gives the files what the lists say of them, and tells which rows name no file.
func (l *lists) apply(found []source, no func(path string, status Status, english, chinese string)) {
	for i := range found {
		s := &found[i]
		if s.archive != "" && s.report != nil && isList(s.path) {
			src, err := readArchived(s)
			l.take(s.path, src, err, func(_ string, status Status, english, chinese string) {
				s.report.Status, s.report.Detail, s.report.DetailChinese = status, english, chinese
			})
		}
	}
	for i := range found {
		s := &found[i]
		name := filepath.ToSlash(s.path)
		for k := range *l {
			one := &(*l)[k]
			rest, ok := strings.CutPrefix(name, one.dir+"/")
			if one.dir == "." && !path.IsAbs(name) {
				rest, ok = name, true
			}
			if !ok {
				continue
			}
			if g := one.rows[rest]; g != nil && s.report == nil {
				s.given = g
				one.used[rest] = true
			}
		}
	}
	for _, one := range *l {
		for file := range one.rows {
			if !one.used[file] {
				no(one.path+": "+file, Failed, "is named in the list, and is not among the files that are imported", "清单中有此文件，但它不在导入的文件之中")
			}
		}
	}
}

// columns are the names of what a list says.
var columns = map[string]string{
	"file": "file", "文件": "file", "文件名": "file",
	"title": "title", "标题": "title", "名称": "title",
	"names": "names", "short names": "names", "short_names": "names", "简称": "names", "别名": "names",
	"issuer": "issuer", "发文机关": "issuer", "制定机关": "issuer", "发布单位": "issuer",
	"kind": "kind", "种类": "kind", "类别": "kind", "文种": "kind",
	"number": "number", "文号": "number", "发文字号": "number",
	"status": "status", "效力": "status", "时效性": "status", "状态": "status",
	"date": "date", "版本日期": "date", "日期": "date",
	"effective": "effective", "date of effect": "effective", "date_of_effect": "effective", "施行日期": "effective", "生效日期": "effective", "实施日期": "effective",
	"signed": "signed", "成文日期": "signed", "发布日期": "signed",
	"secrecy": "secrecy", "密级": "secrecy",
}

// readList reads a list, by the names of the files with / between folders.
func readList(name string, src []byte) (map[string]*corpus.Given, error) {
	src = bytes.TrimPrefix(src, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(src) { // as spreadsheets in Chinese Windows save it
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src)
		if err != nil {
			return nil, &wordedError{"its characters are damaged; save it again as UTF-8", "文字编码已损坏；请重新另存为 UTF-8"}
		}
		src = text
	}
	var records []map[string]string
	var err error
	if strings.EqualFold(filepath.Ext(name), ".json") {
		records, err = readListJSON(src)
	} else {
		records, err = readListCSV(src)
	}
	if err != nil {
		return nil, err
	}
	rows := make(map[string]*corpus.Given, len(records))
	for i, r := range records {
		file := strings.TrimPrefix(path.Clean(strings.ReplaceAll(strings.TrimSpace(r["file"]), `\`, "/")), "./")
		if r["file"] == "" {
			return nil, &wordedError{fmt.Sprintf("entry %d names no file", i+1), fmt.Sprintf("第 %d 条没有写明文件", i+1)}
		}
		g := &corpus.Given{Title: r["title"], Issuer: r["issuer"], Kind: r["kind"], Number: r["number"], Status: r["status"], Secrecy: r["secrecy"]}
		for _, n := range strings.FieldsFunc(r["names"], func(r rune) bool { return strings.ContainsRune("、;；|", r) }) {
			if n = strings.TrimSpace(n); n != "" {
				g.Names = append(g.Names, n)
			}
		}
		for _, d := range []struct {
			to   *string
			name string
		}{{&g.Date, "date"}, {&g.Effective, "effective"}, {&g.Signed, "signed"}} {
			words := r[d.name]
			if words == "" {
				continue
			}
			if *d.to = date.ISO(words); *d.to == "" {
				return nil, &wordedError{fmt.Sprintf("entry %d (%s): %q is not a date; write 2024-05-01", i+1, file, words), fmt.Sprintf("第 %d 条（%s）：“%s”不是日期；请写成 2024-05-01", i+1, file, words)}
			}
		}
		rows[file] = g
	}
	return rows, nil
}

func readListCSV(src []byte) ([]map[string]string, error) {
	r := csv.NewReader(bytes.NewReader(src))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	head, err := r.Read()
	if err != nil {
		return nil, &wordedError{"is empty; its first line names the columns: file,title,…", "是空的；第一行应写列名：文件,标题,…"}
	}
	keys := make([]string, len(head))
	hasFile := false
	for i, h := range head {
		key, ok := columns[strings.ToLower(strings.TrimSpace(h))]
		if !ok {
			return nil, &wordedError{fmt.Sprintf("does not know the column %q; it knows file, title, names, issuer, kind, number, status, date, effective, signed and secrecy", h),
				fmt.Sprintf("不认识列名“%s”；可用：文件、标题、简称、发文机关、种类、文号、效力、版本日期、施行日期、成文日期、密级", h)}
		}
		keys[i] = key
		hasFile = hasFile || key == "file"
	}
	if !hasFile {
		return nil, &wordedError{"has no column for the file", "没有“文件”这一列"}
	}
	var records []map[string]string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		if err != nil {
			return nil, &wordedError{"cannot be read: " + err.Error(), "无法读取：" + err.Error()}
		}
		record := make(map[string]string, len(row))
		empty := true
		for i, cell := range row {
			if i < len(keys) {
				record[keys[i]] = strings.TrimSpace(cell)
			}
			empty = empty && strings.TrimSpace(cell) == ""
		}
		if !empty {
			records = append(records, record)
		}
	}
}

func readListJSON(src []byte) ([]map[string]string, error) {
	var objects []map[string]any
	if err := json.Unmarshal(src, &objects); err != nil {
		return nil, &wordedError{"is not a list of JSON objects: " + err.Error(), "不是 JSON 对象的列表：" + err.Error()}
	}
	records := make([]map[string]string, len(objects))
	for i, o := range objects {
		records[i] = make(map[string]string, len(o))
		for name, value := range o {
			key, ok := columns[strings.ToLower(strings.TrimSpace(name))]
			if !ok {
				return nil, &wordedError{fmt.Sprintf("does not know the name %q", name), fmt.Sprintf("不认识名称“%s”", name)}
			}
			switch v := value.(type) {
			case nil:
			case string:
				records[i][key] = strings.TrimSpace(v)
			case []any:
				var all []string
				for _, one := range v {
					all = append(all, fmt.Sprint(one))
				}
				records[i][key] = strings.Join(all, ";")
			default:
				records[i][key] = fmt.Sprint(v)
			}
		}
	}
	return records, nil
}
