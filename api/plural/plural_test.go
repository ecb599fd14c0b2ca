package plural

import "testing"

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		format string
		args   []any
		want   string
	}{
		{"%d {document|documents}, %d {clause|clauses}", []any{1, 27}, "1 document, 27 clauses"},
		{"%d {document|documents}, %d {clause|clauses}", []any{0, 1}, "0 documents, 1 clause"},
		{"%s has %d {clause|clauses}", []any{"{a|b} 1", 2}, "{a|b} 1 has 2 clauses"},
		{"%[2]d {duty names|duties name} a date in %[1]d", []any{2025, 1}, "1 duty names a date in 2025"},
		{"%.1f%%: %d {hit|hits}", []any{1.0, 1}, "1.0%: 1 hit"},
		{"%d of {one|many}", []any{int64(1)}, "1 of one"},
		{"100% {of one|of many}", nil, "100% of many"},
		{"no braces", nil, "no braces"},
	} {
		if got := Format(c.format, c.args...); got != c.want {
			t.Errorf("Format(%q, %v) = %q, want %q", c.format, c.args, got, c.want)
		}
	}
}
