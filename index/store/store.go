// Package store keeps documents in a directory: the files as they were given,
// what was made of them, and an index. Whatever happens to the process that
// writes, the directory holds the documents from before or from after.
//
// A [Writer] imports and removes; there is one at a time. Any number of readers
// [Open] what is current, and [Watch] what becomes it; they take no lock.
//
//	FORMAT                   "tiaowen data 1": what this program writes; see Format
//	CURRENT                  "000012 1a2b3c4d": the generation in force and the CRC-32C of its manifest
//	lock                     held by the writer; says who that is
//	originals/<sha256>.<ext> the files as given
//	originals/000012.json    a second copy of the manifest
//	generations/000012/
//	    manifest.json        the documents, and size and CRC-32C of every file below
//	    documents.bin        the documents as package corpus encodes them, one after the other
//	    index/               what package index wrote
//	vectors/                 the clauses' vectors; package vectors writes it
//	admin/                   what administrators keep, in no backup; package api/admin writes it
//
// A generation never changes once CURRENT names it. The next one shares with it,
// by hard links, what stays the same. Replacing CURRENT is the one moment at
// which a change takes effect; a file that no current manifest names is left
// over, and the next writer removes it.
//
// Originals and manifest are the truth. Everything else is made anew from them
// when it is damaged, or when another version of the program wrote it.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tiaowen/index"
	"tiaowen/index/store/disk"
)

// Format is the version of the directory and of all that is derived from the
// originals: it grows by one when the parser, the codec of documents, the
// dictionary or the fields of the index change what they make of a text.
const Format = 3

const formatWords = "tiaowen data "

// Options of a directory. The zero value is the default.
type Options struct {
	// Index is how the index is opened.
	Index index.Options
	// Log is told about damage and repairs. nil means slog.Default().
	Log *slog.Logger
}

func (o Options) log() *slog.Logger {
	if o.Log == nil {
		return slog.Default()
	}
	return o.Log
}

// layout names the places in a data directory.
type layout string

func (l layout) path(parts ...string) string {
	return filepath.Join(append([]string{string(l)}, parts...)...)
}

func (l layout) original(e *Entry) string     { return l.path("originals", e.SHA256+e.Ext) }
func (l layout) copyOf(n int) string          { return l.path("originals", number(n)+".json") }
func (l layout) generation(n int) layout      { return layout(l.path("generations", number(n))) }
func (l layout) current() string              { return l.path("CURRENT") }
func (l layout) manifest() string             { return l.path("manifest.json") }
func (l layout) documents() string            { return l.path("documents.bin") }
func (l layout) index() string                { return l.path("index") }
func number(n int) string                     { return fmt.Sprintf("%06d", n) }
func (l layout) fail(r Reason, e error) error { return &Error{Dir: string(l), Reason: r, Err: e} }

// format reads the version of a directory; 0 when it has none.
func (l layout) format() (int, error) {
	b, err := os.ReadFile(l.path("FORMAT"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, l.isEmpty()
	}
	if err != nil {
		return 0, l.fail(NotReadable, err)
	}
	word, ok := strings.CutPrefix(strings.TrimSpace(string(b)), formatWords)
	n, err := strconv.Atoi(word)
	if !ok || err != nil || n < 0 {
		return 0, l.fail(NotData, nil)
	}
	if n > Format {
		return n, &Error{Dir: string(l), Reason: Newer, Detail: fmt.Sprintf("%d > %d", n, Format)}
	}
	return n, nil
}

// isEmpty says Missing for a directory in which nothing was ever imported, and
// NotData for one that holds files that are not ours.
func (l layout) isEmpty() error {
	list, err := os.ReadDir(string(l))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return l.fail(NotReadable, err)
	}
	for _, f := range list {
		switch name := f.Name(); name {
		case "lock", "originals", "generations", "vectors", "admin", "lost+found":
		default:
			if !strings.HasPrefix(name, disk.Temporary) {
				return &Error{Dir: string(l), Reason: NotData, Detail: name}
			}
		}
	}
	return l.fail(Missing, nil)
}

// Reason says why a directory cannot be used.
type Reason uint8

// The reasons.
const (
	Missing     Reason = iota + 1 // nothing has been imported
	NotData                       // a folder of other things
	Newer                         // written by a later version of the program
	Locked                        // another process is writing
	NotReadable                   // permission, a broken disk
	NotWritable                   // permission, a read-only disk
	DiskFull                      // no room, or over quota
	Damaged                       // and cannot be made anew
	NoDocument                    // there is no document with this id
	Occupied                      // restore needs a directory that is not there or empty
	NotBackup                     // not what Backup wrote, or cut off
	IsFile                        // a file stands where the directory should
)

// Error is what is wrong with a directory and what to do about it, in English
// by [Error.Error] and in Chinese by [Error.Chinese].
type Error struct {
	Dir    string // as given
	Reason Reason
	Detail string // what exactly; may be ""
	Err    error  // the cause; may be nil
}

type wording struct{ message, hint, messageZh, hintZh string }

var wordings = map[Reason]wording{
	Missing:     {"no document has been imported", "tiaowen import --data %s FILE", "还没有导入文件", "tiaowen import --data %s 文件"},
	NotData:     {"is not a data directory, it holds other things", "give a new or an empty directory", "不是数据目录，里面有其他内容", "请指定新的或空的目录"},
	Newer:       {"was written by a newer version of tiaowen", "update the program", "由更新版本的 tiaowen 写入", "请升级程序"},
	Locked:      {"another process is writing to it", "wait until it is done, and try again", "另一个进程正在写入", "请等它完成后再试"},
	NotReadable: {"cannot be read", "check its permissions", "无法读取", "请检查权限"},
	NotWritable: {"cannot be written to", "check its permissions, or give another directory", "无法写入", "请检查权限，或换一个目录"},
	DiskFull:    {"the disk is full; nothing was changed", "make room, and try again", "磁盘已满；没有改动任何内容", "请腾出空间后再试"},
	Damaged:     {"is damaged and cannot be rebuilt", "tiaowen restore a backup, or import the files into a new directory", "已损坏且无法重建", "请用 tiaowen restore 恢复备份，或把文件重新导入新目录"},
	NoDocument:  {"there is no such document", "tiaowen list --data %s", "没有这份文件", "tiaowen list --data %s"},
	Occupied:    {"is not empty", "restore into a new directory", "不是空目录", "请恢复到新的目录"},
	NotBackup:   {"is not a backup of tiaowen, or is cut off", "tiaowen backup writes one", "不是 tiaowen 的备份，或不完整", "备份请用 tiaowen backup"},
	IsFile:      {"is a file, not a directory", "give a directory", "是文件，不是目录", "请指定目录"},
}

// Error is the directory, the message and the hint in one line.
func (e *Error) Error() string {
	w := wordings[e.Reason]
	return e.line(w.message, w.hint, ": ", " (", ")", "; ")
}

// Chinese is Error in Chinese.
func (e *Error) Chinese() string {
	w := wordings[e.Reason]
	return e.line(w.messageZh, w.hintZh, "：", "（", "）", "；")
}

func (e *Error) line(message, hint, colon, open, close, semicolon string) string {
	detail := e.Detail
	if detail == "" && e.Err != nil {
		detail = e.Err.Error()
	}
	if detail != "" {
		message += open + detail + close
	}
	if strings.Contains(hint, "%s") {
		hint = fmt.Sprintf(hint, e.Dir)
	}
	return e.Dir + colon + message + semicolon + hint
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether err is an [Error] for one of the reasons.
func Is(err error, reasons ...Reason) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	for _, r := range reasons {
		if e.Reason == r {
			return true
		}
	}
	return false
}

// done says whether work should stop, and why.
func done(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	default:
		return nil
	}
}
