package web

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	// The standard html/template with its contextual escaping, but templates cannot call methods: what they
	// need is among functions. The standard one looks methods up by name, so the linker must keep every
	// exported method of every type, a tenth of the program.
	template "github.com/DataDog/datadog-agent/pkg/template/html"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/api/study"
	"tiaowen/api/study/quiz"
)

// pages are the parsed templates by name.
type pages map[string]*template.Template

// loadTemplates parses every page once for each voice, so that templates say {{t "key"}} and {{link …}}
// without a context. A voice is parsed when it is first spoken: a server that starts does not wait for it.
func loadTemplates(a *assets) map[voice]func() pages {
	out := make(map[voice]func() pages)
	for _, v := range voices {
		out[v] = sync.OnceValue(func() pages { return parse(v, a) })
	}
	return out
}

func parse(v voice, a *assets) pages {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		panic(err) // Unreachable: the pattern is constant.
	}
	out := make(pages)
	shared := template.Must(template.New("").Funcs(functions(v, a)).ParseFS(files, "templates/layout.html", "templates/parts.html", "templates/admin-parts.html"))
	for _, name := range names {
		page := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")
		if page != "layout" && page != "parts" && page != "admin-parts" {
			out[page] = template.Must(template.Must(shared.Clone()).ParseFS(files, name))
		}
	}
	return out
}

// functions are what templates can say beside their data.
func functions(v voice, a *assets) template.FuncMap {
	return template.FuncMap{
		"t": func(key string, args ...any) (string, error) {
			if _, ok := messages[key]; !ok {
				return "", fmt.Errorf("no message %q", key)
			}
			return v.say(key, args...), nil
		},
		"lang": func() string {
			if v.Lang == "zh" {
				return "zh-CN"
			}
			return v.Lang
		},
		"chosen": func() string { // the language to carry along in forms
			if v.Chosen {
				return v.Lang
			}
			return ""
		},
		"link":      v.link,
		"asset":     a.url,
		"expanded":  (*searchBody).Expanded,
		"explained": study.Explained.Line,
		"extent":    outlineNode.Extent,
		"follow":    (*searchBody).Follow,
		"kind":      quiz.Kind.Chinese,
		"named":     dutyRow.Named,
		"narrowed":  (*searchBody).Narrowed,
		"open":      (*admin.Job).Open,
		"heading":   v.heading,
		"stale":     func(d api.DocumentRef) bool { return d.InForce != nil && !*d.InForce },
		"cut":       cut,
		"tight":     tight,
		"picture":   picture,
		"docURL":    func(id string, rest ...string) string { return "/d/" + id + strings.Join(rest, "") },
		"searchURL": func(q string) string { return question{Query: q}.url() },
		"tick":      func() template.HTML { return endMark },
		"quoteURL":  func(a api.AnswerSpan) string { return fmt.Sprintf("%s?quote=%d-%d", a.Clause.URL, a.Start, a.End) },
		"dict":      dict,
	}
}

// heading is the name of a clause and its title, which may begin with the name.
func (v voice) heading(c *api.Clause) string {
	switch {
	case c.Name == "" && c.Title == "":
		return v.say("passage")
	case c.Name == "" || c.Title == "" || strings.HasPrefix(c.Title, c.Name):
		return c.Name + strings.TrimPrefix(c.Title, c.Name)
	}
	return c.Name + "　" + c.Title
}

// dict hands a template several values under their names.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict needs pairs")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1]
	}
	return m, nil
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

// tight drops empty lines.
func tight(s string) string { return emptyLines.ReplaceAllString(s, "\n") }

var emptyLines = regexp.MustCompile(`\n\s*\n`)

// endMark closes a part that the page's script fetches: without it the answer was cut off on its way.
const endMark = template.HTML("<!--whole-->")
