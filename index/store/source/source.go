// Package source finds the files that an import is given: by name, below folders and inside ZIP
// archives, with what lists of documents and the names of folders say of them.
//
// [Find] lists the files, [File.Read] reads one. Each file that is not read says why.
package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/status"
)

// File is a file that was found.
type File struct {
	// Path is the name as given, or the name below the folder as given. The name of a file in an
	// archive begins with the name of the archive.
	Path string
	// Abs is the absolute path, in valid UTF-8.
	Abs string
	// Size of the file in bytes; of a file in an archive, as the archive gives it.
	Size int64
	// Given is what a list of documents or the name of a folder says of the document; nil for nothing.
	Given *corpus.Given
	// Why says why the file is not read; nil for a file that is.
	Why *Reason

	archive string // the ZIP file that holds it, or ""
	entry   int    // the place in the archive
}

// Reason says in both languages why a file is not read, and what to do. As an error it is the
// English text.
type Reason struct {
	// Failed is false for a file that is skipped because it is not a document.
	Failed bool

	english, chinese string
}

// Error is the English text, without the name of the file.
func (r *Reason) Error() string { return r.english }

// Chinese is Error in Chinese.
func (r *Reason) Chinese() string { return r.chinese }

// Find lists the files that paths name, each once; of a folder or an archive, the files whose
// names say that they can be read. It does not follow links inside folders: what they lead to
// inside the folder is found anyway, and nobody asked for what lies outside. except is the data
// directory, which is skipped; it may be "".
func Find(paths []string, except string) []File {
	f := &finder{seen: make(map[string]bool)}
	f.own, _ = os.Stat(except)
	for _, path := range paths {
		f.find(path)
	}
	f.applyLists()
	for i := range f.found {
		f.found[i].mark()
	}
	return f.found
}

// finder is one call of Find.
type finder struct {
	found []File
	seen  map[string]bool // absolute paths
	own   os.FileInfo     // the data directory; nil for none
	lists []list
}

// add takes a file, unless it was found before.
func (f *finder) add(file File) {
	if abs, err := filepath.Abs(file.Path); err == nil {
		file.Abs = strings.ToValidUTF8(abs, "\uFFFD")
	}
	if !f.seen[file.Abs] {
		f.seen[file.Abs] = true
		f.found = append(f.found, file)
	}
}

// skip takes a file that is not a document.
func (f *finder) skip(path, english, chinese string) {
	f.add(File{Path: path, Why: &Reason{false, english, chinese}})
}

// fail takes a file that cannot be read.
func (f *finder) fail(path, english, chinese string) {
	f.add(File{Path: path, Why: &Reason{true, english, chinese}})
}

// find takes what one path names.
func (f *finder) find(path string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		f.add(File{Path: path, Why: Why(path, err)})
	case info.IsDir():
		if f.walk(path) == 0 {
			f.fail(path, "the folder contains no files", "文件夹里没有文件")
		}
	case isArchive(path) && !isDocumentArchive(path):
		f.unpack(path)
	case isList(path):
		f.readList(path)
	default:
		f.add(File{Path: path, Size: info.Size()})
	}
}

// walk takes the files below a folder, and says how many there are.
func (f *finder) walk(path string) (files int) {
	_ = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		hidden := name != path && strings.HasPrefix(d.Name(), ".")
		switch {
		case err != nil:
			files++
			f.add(File{Path: name, Why: Why(name, err)})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			return f.enter(name, d, hidden)
		default:
			files++
			f.take(name, d, hidden)
		}
		return nil
	})
	return files
}

// enter says whether a folder is searched: nil or fs.SkipDir.
func (f *finder) enter(name string, d fs.DirEntry, hidden bool) error {
	if info, err := d.Info(); err == nil && f.own != nil && os.SameFile(info, f.own) {
		f.skip(name, "is the data directory", "是数据目录本身")
		return fs.SkipDir
	}
	if hidden {
		f.skip(name, "is hidden; to import it, name it", "是隐藏目录；如需导入请直接指定")
		return fs.SkipDir
	}
	return nil
}

// take takes a file of a folder.
func (f *finder) take(name string, d fs.DirEntry, hidden bool) {
	switch {
	case hidden:
		f.skip(name, "is hidden; to import it, name it", "是隐藏文件；如需导入请直接指定")
	case d.Type()&fs.ModeSymlink != 0:
		f.skip(name, "is a link; to import its target, name the target", "是链接；如需导入请指定它指向的文件")
	case !d.Type().IsRegular():
		f.skip(name, "is not a regular file", "不是普通文件")
	case isList(name):
		f.readList(name)
	case isArchive(name):
		f.unpack(name)
	case !reader.IsReadable(name):
		f.skip(name, "has a file type without text; to try it anyway, name the file", "这种类型的文件没有正文；如需尝试请直接指定")
	default:
		file := File{Path: name}
		if info, err := d.Info(); err == nil {
			file.Size = info.Size()
		}
		f.add(file)
	}
}

// mark reads from the folders, or from the end of the name, whether the text is in force
// (已废止/…, …（失效）.docx), where no list says so.
func (f *File) mark() {
	mark := status.MarkIn(filepath.ToSlash(f.Path))
	if mark == "" || f.Why != nil || f.Given != nil && f.Given.Status != "" {
		return
	}
	var given corpus.Given
	if f.Given != nil {
		given = *f.Given
	}
	given.Status = mark
	f.Given = &given
}

// Why turns an error about the file at path into a reason for people, without the name of the file.
func Why(path string, err error) *Reason {
	var both interface {
		error
		Chinese() string
	}
	var place *fs.PathError
	switch {
	case errors.As(err, &both):
		name := strings.ToValidUTF8(filepath.Base(path), "?")
		return &Reason{true, strings.TrimPrefix(both.Error(), name+": "), strings.TrimPrefix(both.Chinese(), name+"：")}
	case errors.Is(err, fs.ErrNotExist):
		return &Reason{true, "does not exist; check the name", "不存在；请检查文件名"}
	case errors.Is(err, fs.ErrPermission):
		return &Reason{true, "cannot be read; check its permissions", "没有读取权限；请检查权限"}
	case errors.As(err, &place):
		err = place.Err
	}
	return &Reason{true, err.Error(), err.Error()}
}

// maxFile is the size of the largest file that is read, in bytes.
const maxFile = 200 << 20

// Read gives the bytes of a file. A file of more than 200 MB is an error, and so is one that has
// changed its kind since it was found.
func (f *File) Read() ([]byte, error) {
	if f.archive != "" {
		return f.readMember()
	}
	return readFile(f.Path)
}

// readFile reads a file that is not too large.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path) // before it is opened: opening a pipe would wait
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		_, err := reader.Options{MaxBytes: maxFile}.ReadFile(path)
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// It may grow while it is read.
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}

// Ext returns the extension of a file name in lower case, with its dot. It is "" unless it is 1 to 8 letters a to z or digits.
func Ext(name string) string {
	ext := strings.ToLower(filepath.Ext(name))
	if len(ext) < 2 || len(ext) > 9 || strings.Trim(ext[1:], "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return ""
	}
	return ext
}
