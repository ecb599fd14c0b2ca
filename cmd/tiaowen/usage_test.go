package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus/reader"
)

// The usage names what import reads: the formats of the readers, and archives.
func TestUsageListsFormats(t *testing.T) {
	for _, usage := range []string{usageEN, usageZH} {
		var line string
		for l := range strings.Lines(usage) {
			if strings.Contains(l, "tiaowen import") && strings.Contains(l, "txt") {
				line = l[strings.Index(l, "txt"):]
			}
		}
		words := regexp.MustCompile(`[a-z]+`).FindAllString(line, -1)
		for _, ext := range append(reader.Extensions(), ".zip") {
			if !slices.Contains(words, ext[1:]) {
				t.Errorf("%s is not in %q", ext, line)
			}
		}
	}
}
