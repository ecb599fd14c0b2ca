package source

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tiaowen/corpus/reader"
)

// A ZIP file is read as the folder that it was made of. Its members are
// unpacked in memory, one at a time, and none beyond the size of the largest file that is read.

// maxMembers is how many files of an archive are read.
const maxMembers = 50_000

// isArchive reports whether the name of a file says that it is a ZIP file.
func isArchive(name string) bool { return strings.EqualFold(path.Ext(name), ".zip") }

// isDocumentArchive reports whether a file named .zip is a document of a format
// that is a ZIP file, with another name.
func isDocumentArchive(name string) bool {
	r, err := zip.OpenReader(name)
	if err != nil {
		return false
	}
	defer r.Close()
	for _, f := range r.File[:min(len(r.File), 50)] {
		switch f.Name {
		case "word/document.xml", "OFD.xml", "content.xml", "[Content_Types].xml":
			return true
		}
	}
	return false
}

// unpack takes the members of an archive.
func (f *finder) unpack(archive string) {
	r, err := zip.OpenReader(archive)
	if errors.Is(err, zip.ErrFormat) {
		f.fail(archive, "is damaged or is not a ZIP file; create the archive again", "已损坏或不是 ZIP 文件；请重新打包")
		return
	}
	if err != nil {
		f.add(File{Path: archive, Why: Why(archive, err)})
		return
	}
	defer r.Close()
	if len(r.File) > maxMembers {
		f.fail(archive, fmt.Sprintf("holds more than %d files; divide it", maxMembers), fmt.Sprintf("其中的文件多于 %d 个；请拆分", maxMembers))
		return
	}
	files := 0
	for i, m := range r.File {
		if !m.FileInfo().IsDir() {
			files++
			f.takeMember(archive, i, m)
		}
	}
	if files == 0 {
		f.fail(archive, "the archive contains no files", "压缩包里没有文件")
	}
}

// takeMember takes the member at a place of an archive.
func (f *finder) takeMember(archive string, place int, m *zip.File) {
	name := archive + "/" + memberName(m)
	base := path.Base(name)
	switch {
	case m.Flags&1 != 0:
		f.fail(name, "is encrypted; unpack it with its password and import the files", "文件已加密；请用密码解压后导入")
	case strings.HasPrefix(base, ".") || strings.Contains(name, "__MACOSX/"):
		f.skip(name, "is hidden", "是隐藏文件")
	case isList(base):
		f.add(File{Path: name, archive: archive, entry: place, Why: new(Reason)}) // applyLists words it
	case isArchive(base):
		f.skip(name, "is an archive inside an archive; to import it, unpack it first", "是压缩包中的压缩包；请解压后导入")
	case !reader.IsReadable(base):
		f.skip(name, "has a file type without text", "这种类型的文件没有正文")
	case m.UncompressedSize64 > maxFile:
		f.fail(name, fmt.Sprintf("is larger than %d MB; divide it", maxFile>>20), fmt.Sprintf("大于 %d MB；请拆分", maxFile>>20))
	default:
		f.add(File{Path: name, Size: int64(m.UncompressedSize64), archive: archive, entry: place})
	}
}

// memberName is the name of a member as it was meant: Windows writes names in GBK and, in old archives, with backslashes.
// It leads nowhere outside.
func memberName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		if text, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = text
		}
	}
	name = strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "\uFFFD")
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// readMember reads a member of an archive.
func (f *File) readMember() ([]byte, error) {
	r, err := zip.OpenReader(f.archive)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if f.entry >= len(r.File) {
		return nil, errors.New("the archive has changed while it was read")
	}
	m, err := r.File[f.entry].Open()
	if err != nil {
		return nil, &memberError{err}
	}
	defer m.Close()
	src, err := io.ReadAll(io.LimitReader(m, maxFile+1))
	if err != nil {
		return nil, &memberError{err}
	}
	return src, nil
}

// memberError is a member of an archive that cannot be unpacked.
type memberError struct{ cause error }

func (e *memberError) Error() string {
	return "cannot be unpacked (" + e.cause.Error() + "); pack the archive again"
}
func (e *memberError) Chinese() string { return "无法解压；请重新打包" }
func (e *memberError) Unwrap() error   { return e.cause }
