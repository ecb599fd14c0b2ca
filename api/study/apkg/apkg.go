// Package apkg writes decks for Anki: a zip of an SQLite database in the schema
// that Anki calls 11, which every Anki imports.
//
// Source of the schema: genanki by Kerrick Staley (apkg_schema.py, apkg_col.py),
// whose packages Anki has imported for years. Ids of decks, note types and notes
// are made from names, so that a second import finds what the first one made.
package apkg

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"tiaowen/api/study/bundle"
)

// NoteType is the name of the note type of all cards, Fields are its fields.
const NoteType = "条文"

// Fields are the fields of a note; the first is what Anki knows it by.
var Fields = [...]string{"编号", "正面", "背面"}

// Deck is what Write writes.
type Deck struct {
	Name     string // A::B is the deck B in A
	Modified int64  // seconds since 1970: when the notes changed
	Notes    []Note
}

// Note is one card. Front and Back are HTML.
type Note struct {
	ID          string // unique and stable
	Front, Back string
	Tags        []string // without blanks
}

// noteTypeID is constant: a note type by another id would be another one.
const noteTypeID = 1717000000001

const schema = `
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);`

// Write writes the deck as an .apkg. The same deck gives the same bytes.
func Write(w io.Writer, d Deck) error {
	base, err := collection(d)
	if err != nil {
		return fmt.Errorf("write the collection: %w", err)
	}
	return bundle.Write(w, bundle.File{Name: "collection.anki2", Data: base}, bundle.File{Name: "media", Data: []byte("{}")})
}

// collection makes the database in memory.
func collection(d Deck) ([]byte, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	ctx := context.Background()
	conn, err := db.Conn(ctx) // a database in memory belongs to its connection
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := fill(ctx, conn, d); err != nil {
		return nil, err
	}
	var out []byte
	err = conn.Raw(func(c any) error {
		s, ok := c.(interface{ Serialize() ([]byte, error) })
		if !ok {
			return driver.ErrBadConn // Unreachable: the driver is the one imported above.
		}
		var err error
		out, err = s.Serialize()
		return err
	})
	return out, err
}

func fill(ctx context.Context, conn *sql.Conn, d Deck) error {
	if _, err := conn.ExecContext(ctx, schema); err != nil {
		return err
	}
	did := id(d.Name)
	tables, err := tables(d, did)
	if err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `INSERT INTO col VALUES (1,?,?,?,11,0,0,0,?,?,?,?,'{}')`,
		d.Modified, d.Modified*1000, d.Modified*1000, tables[0], tables[1], tables[2], tables[3]); err != nil {
		return err
	}
	if err := insert(ctx, tx, d, did); err != nil {
		return err
	}
	return tx.Commit()
}

// insert writes the notes of a deck, each with one card.
func insert(ctx context.Context, tx *sql.Tx, d Deck, did int64) error {
	note, err := tx.PrepareContext(ctx, `INSERT INTO notes VALUES (?,?,?,?,-1,?,?,?,0,0,'')`)
	if err != nil {
		return err
	}
	defer note.Close()
	card, err := tx.PrepareContext(ctx, `INSERT INTO cards VALUES (?,?,?,0,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')`)
	if err != nil {
		return err
	}
	defer card.Close()
	used := make(map[int64]bool)
	for i, n := range d.Notes {
		nid := id("note", n.ID)
		for used[nid] {
			nid++
		}
		used[nid] = true
		tags := ""
		if len(n.Tags) > 0 {
			tags = " " + strings.Join(n.Tags, " ") + " "
		}
		fields := strings.Join([]string{n.ID, n.Front, n.Back}, "\x1f")
		if _, err := note.ExecContext(ctx, nid, guid(n.ID), int64(noteTypeID), d.Modified, tags, fields, n.ID); err != nil {
			return err
		}
		if _, err := card.ExecContext(ctx, nid, nid, did, d.Modified, i+1); err != nil {
			return err
		}
	}
	return nil
}

// id makes a number that looks like the milliseconds Anki would have taken, the
// same for the same words: 2001 to 2035.
func id(words ...string) int64 {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	return 1_000_000_000_000 + int64(binary.BigEndian.Uint64(sum[:8])%(1<<40))
}

// guid is what Anki knows a note by when a package is imported again: 8 bytes
// of SHA-256 in genanki's 91 digits.
func guid(words string) string {
	const digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~"
	sum := sha256.Sum256([]byte(words))
	n := binary.BigEndian.Uint64(sum[:8])
	var out []byte
	for ; n > 0; n /= uint64(len(digits)) {
		out = append([]byte{digits[n%uint64(len(digits))]}, out...)
	}
	return string(out)
}

// object is a JSON object of Anki's.
type object = map[string]any

// tables are conf, models, decks and dconf of the collection.
func tables(d Deck, did int64) (out [4]string, err error) {
	deck := func(id int64, name string) object {
		zero := []int{0, 0}
		return object{"id": id, "name": name, "conf": 1, "desc": "", "dyn": 0, "collapsed": false, "extendNew": 10, "extendRev": 50,
			"mod": d.Modified, "usn": -1, "newToday": zero, "revToday": zero, "lrnToday": zero, "timeToday": zero}
	}
	fields := make([]object, len(Fields))
	for i, name := range Fields {
		fields[i] = object{"name": name, "ord": i, "font": "Arial", "size": 20, "media": []any{}, "rtl": false, "sticky": false}
	}
	model := object{
		"id": fmt.Sprint(int64(noteTypeID)), "name": NoteType, "type": 0, "mod": d.Modified, "usn": -1, "sortf": 0, "did": did,
		"flds": fields, "tags": []any{}, "vers": []any{}, "latexPre": "", "latexPost": "",
		"req": []any{[]any{0, "any", []int{1}}},
		"tmpls": []object{{"name": NoteType, "ord": 0, "did": nil, "bqfmt": "", "bafmt": "",
			"qfmt": "{{" + Fields[1] + "}}", "afmt": "{{FrontSide}}<hr id=answer>{{" + Fields[2] + "}}"}},
		"css": ".card { font-family: sans-serif; font-size: 20px; line-height: 1.6; text-align: left; max-width: 40em; margin: auto; }",
	}
	for i, v := range []any{
		object{"activeDecks": []int64{did}, "curDeck": did, "newSpread": 0, "collapseTime": 1200, "timeLim": 0, "estTimes": true, "dueCounts": true,
			"curModel": nil, "nextPos": len(d.Notes) + 1, "sortType": "noteFld", "sortBackwards": false, "addToCur": true},
		object{fmt.Sprint(int64(noteTypeID)): model},
		object{"1": deck(1, "Default"), fmt.Sprint(did): deck(did, d.Name)},
		object{"1": object{"id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "timer": 0, "autoplay": true, "replayq": true,
			"new":   object{"delays": []int{1, 10}, "ints": []int{1, 4, 7}, "initialFactor": 2500, "separate": true, "order": 1, "perDay": 20, "bury": true},
			"lapse": object{"delays": []int{10}, "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
			"rev":   object{"bury": true, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "perDay": 100}}},
	} {
		data, err := json.Marshal(v)
		if err != nil {
			return out, err
		}
		out[i] = string(data)
	}
	return out, nil
}
