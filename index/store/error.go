package store

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"tiaowen/index/store/disk"
)

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
	Damaged                       // and cannot be rebuilt
	NoDocument                    // there is no document with this id
	Occupied                      // restore needs a directory that is not there or empty
	NotBackup                     // not what Backup wrote, or cut off
	NewerBackup                   // a backup that a later version of the program wrote
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
	NotData:     {"is not a data directory; it contains other files", "name a new or empty directory", "不是数据目录，里面有其他内容", "请指定新的或空的目录"},
	Newer:       {"was written by a newer version of tiaowen", "update the program", "由更新版本的 tiaowen 写入", "请升级程序"},
	Locked:      {"another process is writing to it", "wait until it has finished, then try again", "另一个进程正在写入", "请等它完成后再试"},
	NotReadable: {"cannot be read", "check its owner and permissions", "无法读取", "请检查属主和权限"},
	NotWritable: {"cannot be written to", "check its permissions, or give another directory", "无法写入", "请检查权限，或换一个目录"},
	DiskFull:    {"the disk is full; nothing was changed", "free some space and try again", "磁盘已满；没有改动任何内容", "请腾出空间后再试"},
	Damaged:     {"is damaged and cannot be rebuilt", "restore a backup with tiaowen restore, or import the files into a new directory", "已损坏且无法重建", "请用 tiaowen restore 恢复备份，或把文件重新导入新目录"},
	NoDocument:  {"there is no such document", "tiaowen list --data %s", "没有这份文件", "tiaowen list --data %s"},
	Occupied:    {"is not empty", "restore into a new directory", "不是空目录", "请恢复到新的目录"},
	NotBackup:   {"is not a tiaowen backup, or is incomplete", "create backups with tiaowen backup", "不是 tiaowen 的备份，或不完整", "备份请用 tiaowen backup"},
	NewerBackup: {"the backup was written by a newer version of tiaowen", "update the program", "备份由更新版本的 tiaowen 写入", "请升级程序"},
	IsFile:      {"is a file, not a directory", "name a directory", "是文件，不是目录", "请指定目录"},
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

// Unwritable gives an [Error] with [DiskFull] or [NotWritable] where err says that dir has no room or
// may not be written to, and nil where err says something else.
func Unwritable(dir string, err error) error {
	switch {
	case err == nil:
		return nil
	case disk.IsFull(err):
		return &Error{Dir: dir, Reason: DiskFull, Err: err}
	case errors.Is(err, fs.ErrPermission), disk.IsReadOnly(err):
		return &Error{Dir: dir, Reason: NotWritable, Err: err}
	}
	return nil
}

// Is reports whether err is an [Error] for one of the reasons.
func Is(err error, reasons ...Reason) bool {
	var e *Error
	return errors.As(err, &e) && slices.Contains(reasons, e.Reason)
}
