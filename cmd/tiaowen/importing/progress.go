package importing

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
)

// progress shows the progress of an import, as a bar on a terminal or else in plain lines.
type progress struct {
	t     *terminal.Terminal
	bar   *progressbar.ProgressBar
	stage store.Stage
	tty   bool
	last  time.Time
}

func newProgress(t *terminal.Terminal) *progress {
	f, ok := t.Stderr.(*os.File)
	return &progress{t: t, last: time.Now(), tty: ok && term.IsTerminal(int(f.Fd()))}
}

func (p *progress) words(stage store.Stage) string {
	if stage == store.Reading {
		return p.t.Say("读取文件", "reading files")
	}
	return p.t.Say("编入索引（条）", "indexing clauses")
}

func (p *progress) show(stage store.Stage, done, total int) {
	if !p.tty {
		// A line now and then, for a log.
		if time.Since(p.last) > 5*time.Second {
			p.last = time.Now()
			fmt.Fprintf(p.t.Stderr, "%s %d/%d\n", p.words(stage), done, total)
		}
		return
	}
	if p.bar == nil || p.stage != stage {
		p.clear()
		p.stage = stage
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(io.Writer(p.t.Stderr)),
			progressbar.OptionSetDescription(p.words(stage)),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionFullWidth())
	}
	_ = p.bar.Set(done)
}

// clear removes the bar from the terminal.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}
