package arena

import (
	"errors"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"tiaowen/corpus"
)

func newArena(t *testing.T) *Arena {
	t.Helper()
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func text(t *testing.T) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("犬只.md", []byte("# 江城市犬只办法\n\n## 第一章 总则\n\n第一条 犬只应当登记。\n\n第二条 有下列情形的，不得饲养：\n（一）没有登记；\n（二）伤人。\n\n## 第二章 附则\n\n第三条 本办法自2024年1月1日起施行。\n"))
	if err != nil {
		t.Fatal(err)
	}
	d.Names = []string{"犬只办法"}
	return d
}

// inside reports of everything that v leads to whether it lies in the arena.
func inside(t *testing.T, a *Arena, v reflect.Value, path string, seen map[unsafe.Pointer]bool) {
	t.Helper()
	at := func(p unsafe.Pointer, n int) {
		for _, m := range a.mapped {
			begin := uintptr(unsafe.Pointer(&m[0]))
			if uintptr(p) >= begin && uintptr(p)+uintptr(n) <= begin+uintptr(len(m)) {
				return
			}
		}
		t.Errorf("%s is not in the arena", path)
	}
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 {
			at(unsafe.Pointer(unsafe.StringData(v.String())), v.Len())
		}
	case reflect.Pointer:
		if v.IsNil() || seen[v.UnsafePointer()] {
			return
		}
		seen[v.UnsafePointer()] = true
		at(v.UnsafePointer(), int(v.Type().Elem().Size()))
		inside(t, a, v.Elem(), path, seen)
	case reflect.Slice:
		if !v.IsNil() {
			at(v.UnsafePointer(), v.Len()*int(v.Type().Elem().Size()))
		}
		for i := range v.Len() {
			inside(t, a, v.Index(i), path+"[]", seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			inside(t, a, v.Field(i), path+"."+v.Type().Field(i).Name, seen)
		}
	}
}

func TestPlace(t *testing.T) {
	before := chunk
	defer func() { chunk = before }()
	for _, chunk = range []int{1 << 16, 4 << 20} {
		a := newArena(t)
		var placed []*corpus.Document
		for range 40 {
			d, err := Place(a, text(t))
			if err != nil {
				t.Fatal(err)
			}
			placed = append(placed, d)
		}
		runtime.GC()
		a.Release()
		runtime.GC()
		want := text(t)
		for _, d := range placed {
			if !reflect.DeepEqual(d, want) {
				t.Fatalf("the document is another one:\n%v\n%v", d, want)
			}
			for i, c := range d.Clauses {
				if c.Document != d || c.Section != nil && d.Sections[0] != c.Section && d.Sections[1] != c.Section {
					t.Errorf("clause %d leads elsewhere", i)
				}
			}
			inside(t, a, reflect.ValueOf(d), "document", make(map[unsafe.Pointer]bool))
		}
		if least := int64(40 * len(want.Source)); a.Size() < least || a.Size() > 20*least+8<<20 {
			t.Errorf("%d bytes for 40 documents of %d", a.Size(), len(want.Source))
		}
	}
}

func TestKinds(t *testing.T) {
	type inner struct{ n, m int }
	type value struct {
		own   string
		list  []inner
		empty []string
		none  []string
		array [2]string
		next  *value
		flat  inner
		any   any
		table map[string]int
		do    func()
	}
	a := newArena(t)
	big := value{own: strings.Repeat("一", 1000), list: []inner{{1, 2}, {3, 4}}, empty: []string{}, array: [2]string{"甲", ""}, flat: inner{5, 6}}
	big.next = &value{own: big.own[3:9], next: &big}
	got, err := Place(a, &big)
	if err != nil {
		t.Fatal(err)
	}
	if got.next.next != got || got.next.own != "一一" || got.own != big.own || got.array != big.array || got.flat != big.flat || len(got.list) != 2 || got.list[1] != big.list[1] || got.empty == nil || got.none != nil {
		t.Errorf("%+v", got)
	}
	if unsafe.StringData(got.next.own) != unsafe.StringData(got.own[3:]) {
		t.Error("a part of a text was copied again")
	}
	for _, bad := range []value{{any: 1}, {table: map[string]int{}}, {do: func() {}}} {
		if _, err := Place(a, &bad); !errors.Is(err, errKind) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// A disk that takes no more is an error, and what was placed stays.
func TestFull(t *testing.T) {
	a := newArena(t)
	d, err := Place(a, text(t))
	if err != nil {
		t.Fatal(err)
	}
	file := a.file
	if a.file, err = os.Open(os.DevNull); err != nil { // takes no writes
		t.Fatal(err)
	}
	defer file.Close()
	for range 1000 {
		if _, err = Place(a, &corpus.Document{Source: strings.Repeat("文", 10_000)}); err != nil {
			break
		}
	}
	if err == nil {
		t.Error("no error")
	}
	if !reflect.DeepEqual(d, text(t)) {
		t.Error("what was placed is damaged")
	}
}
