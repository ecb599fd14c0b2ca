package admin

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"tiaowen/index/store"
)

// The kinds of what is counted.
const (
	Asked   = "asked"   // every question and every search that was typed
	Refused = "refused" // a question that was not answered
	Nothing = "nothing" // a search that found nothing
)

// asking is what is counted: a day, a kind, words. Nothing tells who asked, nor at what hour.
type asking struct{ day, kind, text string }

// asked are the counts that are not in the database yet.
type asked struct {
	sync.Mutex
	count  map[asking]int
	typing []typing
	swept  string // the day on which old counts were removed last
}

// Limits of what is counted.
const (
	maxAsked    = 20_000 // different words between two writings
	maxAskedLen = 60     // code points; a longer text is somebody's, not a question that many ask
	askedDays   = 90     // older counts are removed
	flushEvery  = 10 * time.Second
)

// Count notes what was asked. What may name a person is left out: long texts,
// long numbers, addresses of mail.
func (o *Office) Count(kind, text string) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	if text == "" || utf8.RuneCountInString(text) > maxAskedLen || personal(text) {
		return
	}
	key := asking{o.now().Format(time.DateOnly), kind, text}
	o.asked.Lock()
	defer o.asked.Unlock()
	if _, known := o.asked.count[key]; known || len(o.asked.count) < maxAsked {
		o.asked.count[key]++
	}
}

// typing are words that somebody may still be typing.
type typing struct {
	kind, text string
	at         time.Time
}

// settleAfter is how long words must be before they count as asked.
const settleAfter = 5 * time.Second

// maxTyping bounds how many words wait for that.
const maxTyping = 1000

// CountTyped notes what a page sends while somebody types. Of words that grow
// letter by letter the last ones count, when nothing follows them for some
// seconds: nobody need be known for that, the words tell.
func (o *Office) CountTyped(kinds []string, text string) {
	o.asked.Lock()
	now := o.now()
	o.asked.typing = slices.DeleteFunc(o.asked.typing, func(t typing) bool {
		return t.text != text && now.Sub(t.at) < settleAfter && (strings.HasPrefix(text, t.text) || strings.HasPrefix(t.text, text))
	})
	for _, kind := range kinds {
		if len(o.asked.typing) < maxTyping {
			o.asked.typing = append(o.asked.typing, typing{kind, text, now})
		}
	}
	o.asked.Unlock()
	o.settle(now.Add(-settleAfter))
}

// settle counts what has stood since before a time.
func (o *Office) settle(before time.Time) {
	o.asked.Lock()
	var settled []typing
	o.asked.typing = slices.DeleteFunc(o.asked.typing, func(t typing) bool {
		if t.at.After(before) {
			return false
		}
		settled = append(settled, t)
		return true
	})
	o.asked.Unlock()
	for _, t := range settled {
		o.Count(t.kind, t.text)
	}
}

// personal tells texts that may name somebody: six digits in a row, as in the
// number of a telephone, a card or an account, or an address of mail.
func personal(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case r == '@':
			return true
		case unicode.IsDigit(r):
			if digits++; digits >= 6 {
				return true
			}
		case r == ' ' || r == '-':
		default:
			digits = 0
		}
	}
	return false
}

// count writes the counts now and then until ctx is done.
func (o *Office) count(ctx context.Context) {
	tick := time.NewTicker(flushEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			o.settle(o.now().Add(-settleAfter))
			if err := o.flush(ctx); ctx.Err() == nil {
				o.trouble("cannot save the counts of questions; it is counted in memory", err)
			}
		}
	}
}

// flush adds the counts in memory to those in the database.
func (o *Office) flush(ctx context.Context) error {
	o.asked.Lock()
	counts, today := o.asked.count, o.now().Format(time.DateOnly)
	sweep := o.asked.swept != today && !o.jumped() // a wrong clock would remove all counts
	o.asked.count = make(map[asking]int)
	if sweep {
		o.asked.swept = today
	}
	o.asked.Unlock()
	if len(counts) == 0 && !sweep {
		return nil
	}
	err := o.explain(o.addCounts(ctx, counts, sweep))
	if err == nil {
		return nil
	}
	o.asked.Lock()
	defer o.asked.Unlock()
	if sweep {
		o.asked.swept = ""
	}
	for key, n := range counts { // kept for the next time
		if _, known := o.asked.count[key]; known || len(o.asked.count) < maxAsked {
			o.asked.count[key] += n
		}
	}
	return err
}

func (o *Office) addCounts(ctx context.Context, counts map[asking]int, sweep bool) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	add, err := tx.PrepareContext(ctx, "INSERT INTO asked (day, kind, text, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n")
	if err != nil {
		return err
	}
	defer add.Close()
	for key, n := range counts {
		if _, err := add.ExecContext(ctx, key.day, key.kind, key.text, n); err != nil {
			return err
		}
	}
	if sweep {
		if _, err := tx.ExecContext(ctx, "DELETE FROM asked WHERE day < ?", o.now().AddDate(0, 0, -askedDays).Format(time.DateOnly)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// AskedText is how often words were asked.
type AskedText struct {
	Text    string `json:"text"`
	Count   int    `json:"count"`
	Last    string `json:"last"`    // day on which it was asked last, ISO
	Written string `json:"written"` // what the texts say for it, as somebody has noted; ""
}

// AskedDay is how much was asked on a day.
type AskedDay struct {
	Day     string `json:"day"` // ISO, of the server's time zone
	Asked   int    `json:"asked"`
	Refused int    `json:"refused"`
	Nothing int    `json:"nothing"`
}

// AskedList is what was asked over some days.
type AskedList struct {
	Days    []AskedDay  `json:"days"` // the newest first
	Asked   []AskedText `json:"asked"`
	Refused []AskedText `json:"refused"`
	Nothing []AskedText `json:"nothing"`
}

// Asked lists the days of the last days (1 to 90) and the n words of each kind that were
// asked most in them, what is still in memory included unless it cannot be written.
func (o *Office) Asked(ctx context.Context, days, n int) (*AskedList, error) {
	if err := o.flush(ctx); err != nil && !store.Is(err, store.DiskFull, store.NotWritable) {
		return nil, err
	}
	since := o.now().AddDate(0, 0, 1-days).Format(time.DateOnly)
	list := &AskedList{Days: []AskedDay{}}
	rows, err := o.db.QueryContext(ctx, `SELECT day, sum(iif(kind = 'asked', n, 0)), sum(iif(kind = 'refused', n, 0)), sum(iif(kind = 'nothing', n, 0))
		FROM asked WHERE day >= ? GROUP BY day ORDER BY day DESC`, since)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var d AskedDay
		if err := rows.Scan(&d.Day, &d.Asked, &d.Refused, &d.Nothing); err != nil {
			return nil, err
		}
		list.Days = append(list.Days, d)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for kind, to := range map[string]*[]AskedText{Asked: &list.Asked, Refused: &list.Refused, Nothing: &list.Nothing} {
		if *to, err = o.most(ctx, kind, since, n); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (o *Office) most(ctx context.Context, kind, since string, n int) ([]AskedText, error) {
	rows, err := o.db.QueryContext(ctx, `SELECT text, sum(n), max(day), coalesce((SELECT written FROM vocabulary WHERE said = text), '')
		FROM asked WHERE kind = ? AND day >= ? GROUP BY text ORDER BY sum(n) DESC, max(day) DESC, text LIMIT ?`, kind, since, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []AskedText{}
	for rows.Next() {
		var t AskedText
		if err := rows.Scan(&t.Text, &t.Count, &t.Last, &t.Written); err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, rows.Err()
}

// SetWritten notes what the texts say for something that people say; "" takes the note back.
func (o *Office) SetWritten(ctx context.Context, said, written string) error {
	said, written = strings.ToLower(strings.Join(strings.Fields(said), " ")), strings.Join(strings.Fields(written), " ")
	if said == "" {
		return nil
	}
	var err error
	if written == "" {
		_, err = o.db.ExecContext(ctx, "DELETE FROM vocabulary WHERE said = ?", said)
	} else {
		_, err = o.db.ExecContext(ctx, "INSERT INTO vocabulary (said, written) VALUES (?, ?) ON CONFLICT DO UPDATE SET written = excluded.written", said, written)
	}
	return o.explain(err)
}

// Vocabulary writes a file for --synonyms: a rule for each note, and below them,
// as comments to go on from, what was asked most without success.
func (o *Office) Vocabulary(ctx context.Context, out io.Writer) error {
	rows, err := o.db.QueryContext(ctx, "SELECT said, written FROM vocabulary ORDER BY said")
	if err != nil {
		return err
	}
	defer rows.Close()
	var b strings.Builder
	b.WriteString("# What people say -> what the texts say.\n# 人们怎么说 -> 文件怎么写。\n")
	for rows.Next() {
		var said, written string
		if err := rows.Scan(&said, &written); err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s -> %s\n", side(said), side(written))
	}
	if err := rows.Err(); err != nil {
		return err
	}
	list, err := o.Asked(ctx, askedDays, 200)
	if err != nil {
		return err
	}
	b.WriteString("\n# Asked and not found, with how often: write what the texts say behind the arrow, and take # away.\n# 问过而没有找到的，及次数：在箭头后写上文件中的说法，并去掉 #。\n")
	for _, missed := range [][]AskedText{list.Refused, list.Nothing} {
		for _, t := range missed {
			if t.Written == "" {
				fmt.Fprintf(&b, "# %d\n# %s ->\n", t.Count, side(t.Text))
			}
		}
	}
	_, err = io.WriteString(out, b.String())
	return err
}

// side is one side of a rule, without the signs that would end it.
func side(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("->", " ", "=", " ", "《", "", "》", "", "#", " ", "\n", " ").Replace(s)), " ")
}
