package facet

import (
	"reflect"
	"testing"
)

// A filter is plain only while none of its fields is set: a new field that Plain forgets would let
// clauses through that it keeps out.
func TestPlain(t *testing.T) {
	if !new(Filter).Plain() {
		t.Error("nothing set is not plain")
	}
	fields := reflect.TypeFor[Filter]()
	for i := range fields.NumField() {
		f := new(Filter)
		v := reflect.ValueOf(f).Elem().Field(i)
		switch v.Kind() {
		case reflect.String:
			v.SetString("x")
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		default:
			t.Fatalf("%s is a %s, which this test cannot set", fields.Field(i).Name, v.Kind())
		}
		if f.Plain() {
			t.Errorf("a filter with %s is plain", fields.Field(i).Name)
		}
	}
	// No document at all is a filter, too: it finds nothing.
	if f := (&Filter{Documents: []string{}}); f.Plain() {
		t.Error("a filter without any document is plain")
	}
}
