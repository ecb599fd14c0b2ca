package page

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"strings"
	"sync"

	// The standard html/template with its contextual escaping, but templates cannot call methods: what they
	// need is among functions. The standard one looks methods up by name, so the linker must keep every
	// exported method of every type, a tenth of the program.
	template "github.com/DataDog/datadog-agent/pkg/template/html"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
)

// pages are the parsed templates by name.
type pages map[string]*template.Template

// loadTemplates parses every page once for each voice, so that templates say {{t "key"}} and {{link …}}
// without a context. The pages of a voice are parsed when they are first needed: a server that starts does not wait
// for it.
func loadTemplates(files fs.FS, a *assets, more template.FuncMap) map[messages.Voice]func() pages {
	out := make(map[messages.Voice]func() pages)
	for _, v := range messages.Voices {
		out[v] = sync.OnceValue(func() pages { return parse(files, functions(v, a, more)) })
	}
	return out
}

func parse(files fs.FS, functions template.FuncMap) pages {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		panic(err) // Unreachable: the pattern is constant.
	}
	out := make(pages)
	shared := template.Must(template.New("").Funcs(functions).ParseFS(files, "templates/layout.html", "templates/parts.html", "templates/admin-parts.html"))
	for _, name := range names {
		page := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")
		if page != "layout" && page != "parts" && page != "admin-parts" {
			out[page] = template.Must(template.Must(shared.Clone()).ParseFS(files, name))
		}
	}
	return out
}

// functions are what all templates can say beside their data, and more.
func functions(v messages.Voice, a *assets, more template.FuncMap) template.FuncMap {
	all := template.FuncMap{
		"t": func(key string, args ...any) (string, error) {
			if !messages.Known(key) {
				return "", fmt.Errorf("no message %q", key)
			}
			return v.Say(key, args...), nil
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
		"link":      v.Link,
		"asset":     a.url,
		"heading":   func(c *api.Clause) string { return heading(v, c) },
		"stale":     func(d api.DocumentRef) bool { return d.InForce != nil && !*d.InForce },
		"tight":     tight,
		"docURL":    func(id string, rest ...string) string { return "/d/" + id + strings.Join(rest, "") },
		"searchURL": func(q string) string { return address.Question{Query: q}.URL() },
		"tick":      func() template.HTML { return endMark },
		"dict":      dict,
	}
	maps.Copy(all, more)
	return all
}

// heading is the name of a clause and its title, which may begin with the name.
func heading(v messages.Voice, c *api.Clause) string {
	switch {
	case c.Name == "" && c.Title == "":
		return v.Say("passage")
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

// tight drops empty lines.
func tight(s string) string { return emptyLines.ReplaceAllString(s, "\n") }

var emptyLines = regexp.MustCompile(`\n\s*\n`)

// endMark ends a part that the page's script fetches: without it, the answer was cut off on the way.
const endMark = template.HTML("<!--whole-->")
