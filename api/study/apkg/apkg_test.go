package apkg

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api/study/bundle/bundletest"
)

// opened writes a deck and opens its database as another program does: from a file.
func opened(t *testing.T, d Deck) *sql.DB {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	parts := bundletest.Parts(t, b.Bytes())
	if media := parts["media"]; media != "{}" {
		t.Errorf("media is %q", media)
	}
	path := filepath.Join(t.TempDir(), "collection.anki2")
	if err := os.WriteFile(path, []byte(parts["collection.anki2"]), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// rows gives the cells of a query, a line a row.
func rows(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	list, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	columns, err := list.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for list.Next() {
		cells, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := list.Scan(to...); err != nil {
			t.Fatal(err)
		}
		words := make([]string, len(cells))
		for i, c := range cells {
			words[i] = strings.ReplaceAll(fmt.Sprint(c), "\x1f", " ¦ ")
		}
		out = append(out, strings.Join(words, " | "))
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func deck() Deck {
	return Deck{Name: "条文::公章办法", Modified: 1_700_000_000, Notes: []Note{
		{ID: "gz/1/blank/a", Front: "公章由______保管", Back: "专人", Tags: []string{"填空", "公章办法"}},
		{ID: "gz/1/judge/b", Front: "公章可以外借。", Back: "错误<br>不得外借"},
		{ID: "gz/2/blank/c", Front: "用印应当______", Back: "登记", Tags: []string{"已失效"}},
	}}
}

func TestCards(t *testing.T) {
	db := opened(t, deck())
	if diff := cmp.Diff([]string{
		" 填空 公章办法  | gz/1/blank/a ¦ 公章由______保管 ¦ 专人 | gz/1/blank/a",
		" | gz/1/judge/b ¦ 公章可以外借。 ¦ 错误<br>不得外借 | gz/1/judge/b",
		" 已失效  | gz/2/blank/c ¦ 用印应当______ ¦ 登记 | gz/2/blank/c",
	}, rows(t, db, "SELECT tags, flds, sfld FROM notes ORDER BY sfld")); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	// Each note has one new card, in the order of the deck.
	if diff := cmp.Diff([]string{"gz/1/blank/a | 1 | 0 | 0", "gz/1/judge/b | 2 | 0 | 0", "gz/2/blank/c | 3 | 0 | 0"},
		rows(t, db, "SELECT sfld, due, type, queue FROM cards JOIN notes ON nid = notes.id ORDER BY due")); diff != "" {
		t.Errorf("cards (-want +got):\n%s", diff)
	}
	if got := rows(t, db, "PRAGMA integrity_check"); !slices.Equal(got, []string{"ok"}) {
		t.Errorf("the database is not sound: %v", got)
	}
	if got := rows(t, db, "SELECT ver, mod, scm FROM col"); !slices.Equal(got, []string{"11 | 1700000000000 | 1700000000000"}) {
		t.Errorf("the collection is %v", got)
	}
}

// The tables of the collection are JSON that names the deck and the fields of the note type.
func TestCollection(t *testing.T) {
	db := opened(t, deck())
	var conf, models, decks string
	if err := db.QueryRow("SELECT conf, models, decks FROM col").Scan(&conf, &models, &decks); err != nil {
		t.Fatal(err)
	}
	var types map[string]struct {
		Name  string
		Flds  []struct{ Name string }
		Tmpls []struct{ Qfmt, Afmt string }
	}
	if err := json.Unmarshal([]byte(models), &types); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, one := range types {
		if one.Name != NoteType || len(one.Tmpls) != 1 {
			t.Errorf("the note type is %+v", one)
		}
		for _, f := range one.Flds {
			fields = append(fields, f.Name)
		}
		if one.Tmpls[0].Qfmt != "{{正面}}" || !strings.Contains(one.Tmpls[0].Afmt, "{{背面}}") {
			t.Errorf("the card shows %+v", one.Tmpls[0])
		}
	}
	if !slices.Equal(fields, Fields[:]) {
		t.Errorf("the fields are %v, want %v", fields, Fields)
	}
	var named map[string]struct{ Name string }
	if err := json.Unmarshal([]byte(decks), &named); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, one := range named {
		found = found || one.Name == "条文::公章办法"
	}
	if !found {
		t.Errorf("no deck has the name: %s", decks)
	}
	var c struct{ NextPos int }
	if err := json.Unmarshal([]byte(conf), &c); err != nil || c.NextPos != 4 {
		t.Errorf("the next card has place %d (%v), want 4", c.NextPos, err)
	}
}

// A second package updates the notes of the first: ids and guids follow from the ids of notes alone.
func TestStable(t *testing.T) {
	const query = "SELECT sfld, notes.id, guid, cards.id, did FROM notes JOIN cards ON nid = notes.id ORDER BY sfld"
	first := rows(t, opened(t, deck()), query)
	later := deck()
	later.Modified++
	later.Notes[0].Back, later.Notes[0].Tags = "两名专人", nil
	slices.Reverse(later.Notes)
	if diff := cmp.Diff(first, rows(t, opened(t, later), query)); diff != "" {
		t.Errorf("after a change the notes are others (-want +got):\n%s", diff)
	}
	other := deck()
	other.Name = "条文::别的办法"
	if slices.Equal(first, rows(t, opened(t, other), query)) {
		t.Error("another deck has the same id")
	}

	var a, b bytes.Buffer
	if err := Write(&a, deck()); err != nil {
		t.Fatal(err)
	}
	if err := Write(&b, deck()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same deck gives other bytes")
	}
}

// Notes by the same id get different numbers, so that none is lost.
func TestSameID(t *testing.T) {
	d := Deck{Name: "条文", Notes: []Note{{ID: "a", Front: "一"}, {ID: "a", Front: "二"}, {ID: "a", Front: "三"}}}
	if got := rows(t, opened(t, d), "SELECT count(DISTINCT id), count(*) FROM notes"); !slices.Equal(got, []string{"3 | 3"}) {
		t.Errorf("%v", got)
	}
}

func TestEmptyDeck(t *testing.T) {
	db := opened(t, Deck{Name: "空"})
	if got := rows(t, db, "SELECT (SELECT count(*) FROM notes), (SELECT count(*) FROM cards), (SELECT count(*) FROM col)"); !slices.Equal(got, []string{"0 | 0 | 1"}) {
		t.Errorf("%v", got)
	}
}

// Numbers of notes look like milliseconds between 2001 and 2037; guids have the digits that Anki's have.
func TestIDs(t *testing.T) {
	seen := make(map[int64]string)
	for i := range 2000 {
		words := fmt.Sprintf("cyzd/%d/blank", i)
		n := id("note", words)
		if other, ok := seen[n]; ok {
			t.Errorf("%s and %s are both %d", words, other, n)
		}
		seen[n] = words
		if n < 978_000_000_000 || n > 2_114_000_000_000 {
			t.Errorf("%s is %d", words, n)
		}
		if g := guid(words); g == "" || len(g) > 10 || strings.ContainsAny(g, "\"'\\ ") {
			t.Errorf("the guid of %s is %q", words, g)
		}
	}
	if id("a", "b") == id("ab") {
		t.Error("words run together")
	}
}
