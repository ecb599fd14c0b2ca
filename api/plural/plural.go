// Package plural writes English messages with counts: [Format] is fmt.Sprintf that also chooses
// between {clause|clauses} by the number before it.
package plural

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	choice = regexp.MustCompile(`\{([^{}|]*)\|([^{}|]*)\}`)
	verb   = regexp.MustCompile(`%(?:%|(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?[a-zA-Z])`)
)

// Format formats as fmt.Sprintf does and replaces {one|many} in the format by one where the argument of
// the verb before it is 1, by many for any other argument. Arguments are written as they are: braces in
// them are not read. A choice without a verb before it is many.
func Format(format string, args ...any) string {
	if strings.Contains(format, "{") {
		format = choose(format, args)
	}
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

func choose(format string, args []any) string {
	var b strings.Builder
	next, current := 0, -1 // arguments: the next one, and the one that the last verb wrote
	for {
		at := choice.FindStringSubmatchIndex(format)
		if at == nil {
			b.WriteString(format)
			return b.String()
		}
		for _, m := range verb.FindAllStringSubmatch(format[:at[0]], -1) {
			if m[0] == "%%" {
				continue
			}
			if n, err := strconv.Atoi(m[1]); err == nil {
				next = n - 1
			}
			current, next = next, next+1
		}
		b.WriteString(format[:at[0]])
		if current >= 0 && current < len(args) && fmt.Sprint(args[current]) == "1" {
			b.WriteString(format[at[2]:at[3]])
		} else {
			b.WriteString(format[at[4]:at[5]])
		}
		format = format[at[1]:]
	}
}
