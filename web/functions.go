package web

import (
	"fmt"
	"maps"
	"strings"

	template "github.com/DataDog/datadog-agent/pkg/template/html"

	"tiaowen/api"
	"tiaowen/web/administration"
	"tiaowen/web/duties"
	"tiaowen/web/reading"
	"tiaowen/web/studykit"
)

// functions are what templates can call besides the functions of all pages: methods of the types that they draw,
// because templates cannot call methods.
func functions() template.FuncMap {
	all := template.FuncMap{
		"cut":      cut,
		"expanded": (*searchBody).Expanded,
		"follow":   (*searchBody).Follow,
		"narrowed": (*searchBody).Narrowed,
		"quoteURL": func(a api.AnswerSpan) string { return fmt.Sprintf("%s?quote=%d-%d", a.Clause.URL, a.Start, a.End) },
	}
	for _, more := range []template.FuncMap{administration.Functions(), duties.Functions(), reading.Functions(), studykit.Functions()} {
		maps.Copy(all, more)
	}
	return all
}

// cut gives style classes for the ends at which a hit's passage omits words of its clause; the style draws dots there.
func cut(h api.Hit) string {
	var passage strings.Builder
	for _, p := range h.Parts {
		passage.WriteString(p.Text)
	}
	out := ""
	if !strings.HasPrefix(h.Clause.Text, passage.String()) {
		out += " from-within"
	}
	if !strings.HasSuffix(h.Clause.Text, passage.String()) {
		out += " goes-on"
	}
	return out
}
