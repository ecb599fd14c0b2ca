package answer

import "tiaowen/api/plural"

// Lang is the language of notes and reasons.
type Lang string

// The languages.
const (
	English Lang = "en" // the default
	Chinese Lang = "zh" // simplified
)

// say picks one of two formats by language. Both take the same arguments in the same order.
func (l Lang) say(zh, en string, args ...any) string {
	if l == Chinese {
		en = zh
	}
	return plural.Format(en, args...)
}

// pick gives the wording in the language: English or Chinese.
func (l Lang) pick(both [2]string) string {
	if l == Chinese {
		return both[1]
	}
	return both[0]
}
