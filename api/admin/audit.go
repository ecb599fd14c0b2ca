package admin

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tiaowen/index/store/disk"
)

// Entry is a line of the audit log.
type Entry struct {
	Time   time.Time `json:"time"`
	Who    string    `json:"who"`            // name and token, a proxy's user, or the account at the command line
	From   string    `json:"from,omitempty"` // address
	Action string    `json:"action"`         // sign-in, import, replace, remove, backup, cancel, token-add …
	What   string    `json:"what,omitempty"` // files, ids
	Result string    `json:"result"`         // ok, or what went wrong
}

// Record appends to the audit log. What cannot be recorded must not be done: callers record first. The
// error is a [store.Error] where the data directory has no room or cannot be written to.
func (o *Office) Record(e Entry) error {
	if e.Time.IsZero() {
		e.Time = o.now().UTC().Truncate(time.Millisecond)
	}
	if e.Result == "" {
		e.Result = "ok"
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err // Unreachable: strings and a time.
	}
	return o.explain(o.audit.append(append(line, '\n')))
}

// Note appends to the audit log what changes nothing, or has been done already. Where that is not possible, the
// program's log gets the line.
func (o *Office) Note(e Entry) {
	if err := o.Record(e); err != nil {
		o.opts.Log.Error("the audit log cannot be written; this line belongs there", "who", e.Who, "from", e.From, "action", e.Action, "what", e.What, "result", e.Result, "error", err)
	}
}

// Audit gives the last n lines of the audit log, the newest first.
func (o *Office) Audit(n int) ([]Entry, error) {
	return o.audit.last(n)
}

// auditLog is a file of lines and the older ones that it has replaced. Old files are numbered: their order does not
// depend on the clock, and none takes the name of another. Several processes may write.
type auditLog struct {
	path string
	size int64 // bytes from which on a new file is begun
}

// auditSize is how large the audit log gets before a new file is begun, in bytes.
const auditSize = 10 << 20

// append writes a line, with its line end, to the disk.
func (l *auditLog) append(line []byte) error {
	if info, err := os.Stat(l.path); err == nil && info.Size() >= l.size {
		// A log that cannot be renamed grows on: no line depends on it.
		_ = l.rotate()
	}
	f, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if cutOff(f) {
		line = append([]byte{'\n'}, line...)
	}
	_, err = f.Write(line)
	return errors.Join(err, f.Sync(), f.Close())
}

// cutOff reports whether the last line of a file has no end: the disk became full within it.
func cutOff(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	last := make([]byte, 1)
	_, err = f.ReadAt(last, info.Size()-1)
	return err == nil && last[0] != '\n'
}

// rotate renames the log, unless another process does it at this moment or has just done it.
func (l *auditLog) rotate() error {
	lock, err := os.OpenFile(l.path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer lock.Close()
	if free, err := disk.TryLock(lock, false); err != nil || !free {
		return err
	}
	if info, err := os.Stat(l.path); err != nil || info.Size() < l.size {
		return err
	}
	numbers, err := l.numbers()
	if err != nil {
		return err
	}
	next := 1
	if len(numbers) > 0 {
		next = numbers[0] + 1
	}
	return os.Rename(l.path, l.old(next))
}

// old is the name of an old file.
func (l *auditLog) old(number int) string {
	return fmt.Sprintf("%s-%04d.log", strings.TrimSuffix(l.path, ".log"), number)
}

// numbers lists the old files, the newest first.
func (l *auditLog) numbers() (numbers []int, err error) {
	list, err := os.ReadDir(filepath.Dir(l.path))
	for _, d := range list {
		name, ok := strings.CutPrefix(d.Name(), strings.TrimSuffix(filepath.Base(l.path), ".log")+"-")
		n, nerr := strconv.Atoi(strings.TrimSuffix(name, ".log"))
		if ok && nerr == nil && d.Name() == filepath.Base(l.old(n)) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	slices.Reverse(numbers)
	return numbers, err
}

// last gives the last n lines, the newest first, from as many old files as that takes.
func (l *auditLog) last(n int) ([]Entry, error) {
	entries, err := lastOf(l.path, n)
	if err != nil || len(entries) >= n {
		return entries, err
	}
	numbers, err := l.numbers()
	for _, number := range numbers {
		if len(entries) >= n {
			break
		}
		older, oerr := lastOf(l.old(number), n-len(entries))
		if oerr != nil {
			return nil, oerr
		}
		entries = append(entries, older...)
	}
	return entries, err
}

// lastOf gives the last n lines of a file, the newest first; none where there is no file.
func lastOf(path string, n int) ([]Entry, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return []Entry{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	last := []Entry{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, auditSize)
	for lines.Scan() {
		var e Entry
		if json.Unmarshal(bytes.TrimSpace(lines.Bytes()), &e) != nil {
			continue // a line that a full disk cut off
		}
		if last = append(last, e); len(last) > 2*n {
			last = slices.Delete(last, 0, len(last)-n)
		}
	}
	slices.Reverse(last)
	return last[:min(n, len(last))], lines.Err()
}
