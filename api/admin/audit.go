package admin

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"
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

// Record appends to the audit log. What cannot be recorded must not be done:
// callers record first.
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
	o.audit.Lock()
	defer o.audit.Unlock()
	if _, err := o.audit.file.Write(append(line, '\n')); err != nil {
		return err
	}
	// Closed after each line: commands write to the file too, and may rotate it.
	return o.audit.file.Close()
}

// Audit gives the last n lines of the current audit log, the newest first.
func (o *Office) Audit(n int) ([]Entry, error) {
	f, err := os.Open(o.path("audit.log"))
	if errors.Is(err, fs.ErrNotExist) {
		return []Entry{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	last := []Entry{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var e Entry
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			continue // a line that a full disk cut off
		}
		if last = append(last, e); len(last) > 2*n {
			last = slices.Delete(last, 0, len(last)-n)
		}
	}
	slices.Reverse(last)
	return last[:min(n, len(last))], nil
}
