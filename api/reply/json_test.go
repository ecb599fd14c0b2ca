package reply

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
)

// plainJSON is what AppendJSON is held to.
func plainJSON(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// fill sets every field below v to something, lists to n items; number makes
// each value another one.
func fill(v reflect.Value, n int, number *int) {
	*number++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("第%d条《党章》", *number))
	case reflect.Int:
		v.SetInt(int64(*number))
	case reflect.Float64:
		v.SetFloat(float64(*number) / 7)
	case reflect.Bool:
		v.SetBool(*number%2 == 0)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n, number)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(v.Index(i), n, number)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n, number)
		}
	default:
		panic(v.Kind())
	}
}

// TestAppendJSON holds what is written by hand to encoding/json: all fields
// set, none, and lists of no items.
func TestAppendJSON(t *testing.T) {
	type appender interface{ AppendJSON([]byte) []byte }
	for _, v := range []appender{
		&SearchResult{}, &Answer{},
		&SearchResult{Hits: []Hit{{Clause: &Clause{Path: []SectionRef{{}}, Repairs: []Repair{{}}}, Parts: []Part{{}}}}},
		&Answer{Answers: []AnswerSpan{{Clause: &Clause{}}, {}}, Related: []RelatedClause{{}, {Clause: &Clause{}}}},
	} {
		if got, want := string(v.AppendJSON([]byte("x"))), "x"+plainJSON(t, v); got != want {
			t.Errorf("%T:\n got %s\nwant %s", v, got, want)
		}
		for n := range 3 {
			number := 0
			fill(reflect.ValueOf(v).Elem(), n, &number)
			if got, want := string(v.AppendJSON(nil)), plainJSON(t, v); got != want {
				t.Errorf("%T with lists of %d:\n got %s\nwant %s", v, n, got, want)
			}
		}
	}
	for _, f := range []float64{0, 1, -1, 0.1, 1e-7, 1e-6, 123456789.25, 1e20, 1e21, 1e300, float64(float32(3.7))} {
		if got, want := string(float(nil, f)), plainJSON(t, f); got != want {
			t.Errorf("%v: %s, want %s", f, got, want)
		}
	}
}

// FuzzText holds strings of all kinds to encoding/json.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "第二十条", `"\`, "<a&b>", "\x00\b\f\n\r\t\x1f\x7f", "\u2028\u2029\u202a", "\xff\xe4\xb8", "\xe9", "\uFFFD", "𠀀é", "党\"章", "\xe4\xb8\"", "\xed\xa0\x80", "\xe3\x80\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := string(text(nil, "", s)), plainJSON(t, s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	})
}
