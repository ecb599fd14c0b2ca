package source

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tiaowen/corpus"
	"tiaowen/corpus/date"
	"tiaowen/corpus/wordlist"
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

// list is a list of documents.
type list struct {
	path string // of the list
	dir  string // the folder that its files are named from, with / between folders
	rows map[string]*corpus.Given
	used map[string]bool // the rows whose file was found
}

// readList takes a list that was named, or lies in a folder.
func (f *finder) readList(name string) {
	src, err := readFile(name)
	f.add(File{Path: name, Why: f.takeList(name, src, err)})
}

// takeList keeps what a list says, and words what the list is reported with.
func (f *finder) takeList(name string, src []byte, err error) *Reason {
	var rows map[string]*corpus.Given
	if err == nil {
		rows, err = parseList(name, src)
	}
	if err != nil {
		return Why(name, err)
	}
	f.lists = append(f.lists, list{path: name, dir: filepath.ToSlash(filepath.Dir(name)), rows: rows, used: make(map[string]bool)})
	return &Reason{false, fmt.Sprintf("is a list of documents: it says what %d files are", len(rows)), fmt.Sprintf("是文件清单，说明了 %d 个文件", len(rows))}
}

// applyLists gives the files what the lists say of them, and reports the rows that name no file.
func (f *finder) applyLists() {
	for i := range f.found {
		if file := &f.found[i]; file.archive != "" && file.Why != nil { // only lists in archives have both
			src, err := file.readMember()
			file.Why = f.takeList(file.Path, src, err)
		}
	}
	for i := range f.found {
		if f.found[i].Why == nil {
			for _, l := range f.lists {
				l.give(&f.found[i])
			}
		}
	}
	for _, l := range f.lists {
		for _, name := range slices.Sorted(maps.Keys(l.rows)) {
			if !l.used[name] {
				f.fail(l.path+": "+name, "is in the list but not among the imported files", "清单中有此文件，但它不在导入的文件之中")
			}
		}
	}
}

// give gives a file what the list says of it.
func (l *list) give(file *File) {
	name := filepath.ToSlash(file.Path)
	rest, below := strings.CutPrefix(name, l.dir+"/")
	if l.dir == "." && !path.IsAbs(name) {
		rest, below = name, true
	}
	if given := l.rows[rest]; below && given != nil {
		file.Given = given
		l.used[rest] = true
	}
}

// wordsFile holds the names of the columns of a list of documents.
//
//go:embed words.txt
var wordsFile string

// columns give what a column says by its name. A low line in a name is as good as a blank.
var columns = func() map[string]string {
	names := make(map[string]string)
	for key, words := range wordlist.Read(wordsFile) {
		for _, word := range words {
			names[word], names[strings.ReplaceAll(word, " ", "_")] = key, key
		}
	}
	return names
}()

// parseList reads a list, by the names of the files with / between folders.
func parseList(name string, src []byte) (map[string]*corpus.Given, error) {
	src = bytes.TrimPrefix(src, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(src) { // as spreadsheets in Chinese Windows save it
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src)
		if err != nil {
			return nil, &Reason{true, "its text encoding is damaged; save it again as UTF-8", "文字编码已损坏；请重新另存为 UTF-8"}
		}
		src = text
	}
	var records []map[string]string
	var err error
	if strings.EqualFold(filepath.Ext(name), ".json") {
		records, err = parseJSON(src)
	} else {
		records, err = parseCSV(src)
	}
	if err != nil {
		return nil, err
	}
	rows := make(map[string]*corpus.Given, len(records))
	for i, r := range records {
		file := strings.TrimPrefix(path.Clean(strings.ReplaceAll(strings.TrimSpace(r["file"]), `\`, "/")), "./")
		if r["file"] == "" {
			return nil, &Reason{true, fmt.Sprintf("entry %d names no file", i+1), fmt.Sprintf("第 %d 条没有写明文件", i+1)}
		}
		g, wrong := givenOf(r)
		if wrong != "" {
			return nil, &Reason{true, fmt.Sprintf("entry %d (%s): %q is not a date; write 2024-05-01", i+1, file, wrong), fmt.Sprintf("第 %d 条（%s）：“%s”不是日期；请写成 2024-05-01", i+1, file, wrong)}
		}
		rows[file] = g
	}
	return rows, nil
}

// givenOf is what an entry says of its file; wrong is the first date that cannot be read.
func givenOf(r map[string]string) (g *corpus.Given, wrong string) {
	g = &corpus.Given{Title: r["title"], Issuer: r["issuer"], Kind: r["kind"], Number: r["number"], Status: r["status"], Secrecy: r["secrecy"]}
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
			return nil, words
		}
	}
	return g, ""
}

func parseCSV(src []byte) ([]map[string]string, error) {
	r := csv.NewReader(bytes.NewReader(src))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	head, err := r.Read()
	if err != nil {
		return nil, &Reason{true, "is empty; the first line must name the columns: file,title,…", "是空的；第一行应写列名：文件,标题,…"}
	}
	keys, err := keysOf(head)
	if err != nil {
		return nil, err
	}
	var records []map[string]string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		if err != nil {
			return nil, &Reason{true, "cannot be read: " + err.Error(), "无法读取：" + err.Error()}
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

// keysOf reads the names of columns, of which one must be that of the file.
func keysOf(head []string) ([]string, error) {
	keys := make([]string, len(head))
	for i, h := range head {
		key, ok := columns[strings.ToLower(strings.TrimSpace(h))]
		if !ok {
			return nil, &Reason{true, fmt.Sprintf("does not know the column %q; it knows file, title, names, issuer, kind, number, status, date, effective, signed and secrecy", h),
				fmt.Sprintf("不认识列名“%s”；可用：文件、标题、简称、发文机关、种类、文号、效力、版本日期、施行日期、成文日期、密级", h)}
		}
		keys[i] = key
	}
	if !slices.Contains(keys, "file") {
		return nil, &Reason{true, "has no column for the file", "没有“文件”这一列"}
	}
	return keys, nil
}

func parseJSON(src []byte) ([]map[string]string, error) {
	var objects []map[string]any
	if err := json.Unmarshal(src, &objects); err != nil {
		return nil, &Reason{true, "is not a list of JSON objects: " + err.Error(), "不是 JSON 对象的列表：" + err.Error()}
	}
	records := make([]map[string]string, len(objects))
	for i, o := range objects {
		records[i] = make(map[string]string, len(o))
		for name, value := range o {
			key, ok := columns[strings.ToLower(strings.TrimSpace(name))]
			if !ok {
				return nil, &Reason{true, fmt.Sprintf("does not know the name %q", name), fmt.Sprintf("不认识名称“%s”", name)}
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
