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

// functions are what templates can say beside what all pages say: methods of the types that they draw, because
// templates call none.
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

// cut names the ends at which a hit's passage leaves words of its clause out; the style draws them as dots.
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
