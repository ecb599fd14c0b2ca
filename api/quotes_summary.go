package api

import (
	"fmt"
	"strings"

	"tiaowen/api/quote"
)

// Summary counts the verdicts in one line. lang is zh, else English.
func (r *QuoteReport) Summary(lang string) string {
	var counts []string
	for _, v := range quote.Verdicts {
		if n := r.Counts[string(v)]; n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", v.Word(lang), n))
		}
	}
	switch {
	case len(counts) == 0 && lang == "zh":
		return "没有找到引文或引用。"
	case len(counts) == 0:
		return "No quotation and no citation was found."
	case lang == "zh":
		return fmt.Sprintf("引文和引用 %d 处：%s。", len(r.Findings), strings.Join(counts, "，"))
	}
	return fmt.Sprintf("%d quotations and citations: %s.", len(r.Findings), strings.Join(counts, ", "))
}

// VerdictWord is what a finding's verdict is called. lang is zh, else English.
func (f QuoteFinding) VerdictWord(lang string) string { return quote.Verdict(f.Verdict).Word(lang) }
