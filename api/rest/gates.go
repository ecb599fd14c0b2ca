package rest

import (
	"net/http"
	"path"
	"runtime"
	"slices"
	"strings"

	"tiaowen/api/rest/gate"
)

// gates are the kinds of requests that are bounded each by themselves, so that a
// few long ones do not keep the many short ones waiting.
type gates struct {
	short *gate.Gate // search, ask, suggest, pages
	long  *gate.Gate // checks of whole files, comparisons, study kits, registers as files
	admin *gate.Gate // administration stays reachable when the others are full
}

// newGates fills in what the operator left open. Short requests compute: more of them
// than there are processors only make each other slower. Twice as many wait: a question costs some 90 ms of a
// processor, and whoever waits behind more of them waits longer than twice what is usual below full load.
func newGates(work, queue int) *gates {
	if work <= 0 {
		work = runtime.GOMAXPROCS(0)
	}
	if queue <= 0 {
		queue = 2 * work
	}
	long := max(1, work/4)
	return &gates{gate.New("short", work, queue), gate.New("long", long, 4*long), gate.New("admin", 4, 16)}
}

func (g *gates) all() []*gate.Gate { return []*gate.Gate{g.short, g.long, g.admin} }

// of gives the gate of a route as it was registered, nil for what is always
// answered: probes, metrics, the description, static files, and addresses that
// lead nowhere.
func (g *gates) of(method, route string) *gate.Gate {
	switch {
	case route == "", free[route], strings.HasPrefix(route, "/static/"), streamed(route):
		return nil
	case strings.HasPrefix(route, "/admin"), strings.HasPrefix(route, "/api/v1/admin"), route == "/login", route == "/sign-out":
		return g.admin
	case method == http.MethodPost && slices.Contains(uploadPaths, route), route == "/compare", strings.HasPrefix(route, "/api/v1/compare"),
		strings.HasPrefix(route, "/api/v1/study"), strings.HasPrefix(route, "/study/"), slices.Contains(fileEndings, path.Ext(route)):
		return g.long
	}
	return g.short
}

// fileEndings are those of whole registers and documents as files.
var fileEndings = []string{".csv", ".xlsx", ".docx", ".ics", ".txt", ".md", ".pdf"}

// free are the routes beside static files that every request gets answered.
var free = map[string]bool{
	"/healthz": true, "/readyz": true, "/metrics": true, "/openapi.json": true, "/opensearch.xml": true,
	"/embed.js": true, "/embed.css": true, "/favicon.ico": true, "/d": true,
}

// open reports whether everybody may use a route even where reading is closed: what a
// balancer asks, what a page that signs in needs.
func open(route string) bool {
	return route == "" || route == "/login" || free[route] && route != "/metrics" || strings.HasPrefix(route, "/static/")
}

// maxBodies is how many bytes of requests' bodies are held at a time.
const maxBodies = 128 << 20
