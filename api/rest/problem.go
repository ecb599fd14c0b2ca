package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/api/rest/access"
	"tiaowen/api/rest/gate"
	"tiaowen/index/engine"
	"tiaowen/index/store"
)

// Problem is an error as clients read it: RFC 9457, application/problem+json.
type Problem struct {
	Type   string   `json:"type"` // where in /openapi.json this kind of problem is described
	Title  string   `json:"title"`
	Status int      `json:"status"`
	Detail string   `json:"detail"`
	Param  string   `json:"param,omitempty"` // the parameter that is wrong
	Fixes  []string `json:"fixes"`           // what the client can do; never null
	ID     string   `json:"request_id,omitempty"`
}

// problemType is the media type of RFC 9457.
const problemType = "application/problem+json"

// ProblemOf words an error for strangers. Only the words of *api.ParamError and
// *api.NotFoundError pass; the cause of anything else belongs in the log.
func ProblemOf(err error) *Problem {
	var (
		bad     *api.ParamError
		missing *api.NotFoundError
		he      *echo.HTTPError
	)
	switch {
	case errors.As(err, &bad):
		p := newProblem(http.StatusBadRequest, "BadParameter", "a parameter is wrong", bad.Param+": "+bad.Detail, bad.Fixes...)
		p.Param = bad.Param
		return p
	case errors.As(err, &missing):
		return newProblem(http.StatusNotFound, "NotFound", "not found", missing.Detail, missing.Fixes...)
	case errors.Is(err, api.ErrNotReady):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "not ready yet",
			"the documents are being loaded", "retry in a second; /readyz reports when the server is ready")
	case errors.Is(err, gate.ErrBusy):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "too busy",
			"the server has more requests than it can answer now", "retry after the number of seconds in the Retry-After header")
	case errors.Is(err, access.ErrUnknown):
		return newProblem(http.StatusUnauthorized, "Unauthorized", "not signed in", "this needs a valid token", "send Authorization: Bearer with a token from `tiaowen token add`")
	case errors.Is(err, access.ErrForbidden):
		return newProblem(http.StatusForbidden, "Forbidden", "not allowed", "this token can read but not administer", "create an administrator's token with `tiaowen token add --role admin`")
	case errors.Is(err, access.ErrForged):
		return newProblem(http.StatusForbidden, "Forbidden", "not from this server's page", "the form does not come from a page of this server, or the page has expired", "reload the page and send the form again")
	case errors.Is(err, access.ErrAdminOff):
		return newProblem(http.StatusNotFound, "NotFound", "administration is off", "no administrator's token exists", "create one with tiaowen token add --data DIR --role admin NAME, and start the server with the same --data")
	case errors.Is(err, admin.ErrEnded):
		return newProblem(http.StatusConflict, "Conflict", "the job has ended", "a job that has ended cannot be cancelled; nothing was changed",
			"GET the job at this address for its state and reports", "to undo an import, remove its documents with DELETE /api/v1/admin/documents/{id}")
	case errors.Is(err, admin.ErrTooMany):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "too many jobs", "the queue of jobs is full", "wait until some jobs have finished; GET /api/v1/admin/jobs lists them")
	case store.Is(err, store.DiskFull):
		return newProblem(http.StatusInsufficientStorage, "NoRoom", "the disk is full", "the disk of the data directory is full; nothing was changed", "free some space and send the request again")
	case NotWritable(err):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "the data directory cannot be written to", "the documents can be read but not changed; nothing was changed", "check the permissions of the data directory, and whether its file system is read-only; then send the request again")
	case errors.Is(err, engine.ErrEngine):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "the search cluster does not answer",
			"the cluster with the documents cannot be reached", "retry in a second; /readyz reports when the server is ready")
	case errors.Is(err, context.DeadlineExceeded):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "took too long",
			"the request was cancelled because it took too long", "ask for less: fewer words, one document")
	case errors.As(err, &he):
		return httpProblem(he.Code)
	}
	return httpProblem(http.StatusInternalServerError)
}

// NotWritable reports whether an error says that the data directory cannot be written to.
func NotWritable(err error) bool { return store.Is(err, store.NotWritable) }

// httpProblem words a bare status code.
func httpProblem(code int) *Problem {
	switch code {
	case http.StatusNotFound:
		return newProblem(code, "NotFound", "not found", "there is nothing at this address", "/openapi.json lists the routes")
	case http.StatusMethodNotAllowed:
		return newProblem(code, "MethodNotAllowed", "method not allowed", "this address does not support this method", "the Allow header lists the supported methods")
	case http.StatusRequestEntityTooLarge:
		return newProblem(code, "TooLarge", "too large", "the request's body is too large", "send a smaller request")
	case http.StatusMisdirectedRequest:
		return newProblem(code, "Misdirected", "misdirected request", "this server does not use the name in the request's Host header", "call it by 127.0.0.1 or localhost", "behind a proxy, start it with --base-url and the address users see")
	case http.StatusTooManyRequests:
		return newProblem(code, "TooMany", "too many requests", "this client sends too many requests", "wait a second and retry")
	case http.StatusInternalServerError:
		return newProblem(code, "Internal", "internal error", "something went wrong in the server", "retry; if the error persists, tell the operator the request_id")
	}
	if code < 400 || code > 599 {
		return httpProblem(http.StatusInternalServerError)
	}
	// Another module's status: its number is true, its words are not ours to pass on.
	text := http.StatusText(code)
	if text == "" {
		text = "status " + strconv.Itoa(code)
	}
	return &Problem{Type: "about:blank", Title: text, Status: code, Detail: text, Fixes: []string{}}
}

// newProblem fills a Problem whose kind is described in openapi.json.
func newProblem(status int, kind, title, detail string, fixes ...string) *Problem {
	if fixes == nil {
		fixes = []string{}
	}
	return &Problem{Type: "/openapi.json#/components/responses/" + kind, Title: title, Status: status, Detail: detail, Fixes: fixes}
}

// problem draws an error; it is Echo's error handler.
func problem(err error, c echo.Context) {
	res := c.Response()
	if res.Committed {
		return
	}
	p := ProblemOf(err)
	if p.Status >= 500 {
		p.ID = res.Header().Get(echo.HeaderXRequestID)
	}
	if p.Status == http.StatusUnauthorized {
		res.Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="tiaowen"`)
	}
	if p.Status == http.StatusServiceUnavailable && !NotWritable(err) || p.Status == http.StatusTooManyRequests {
		res.Header().Set(echo.HeaderRetryAfter, strconv.Itoa(1))
	}
	body, err := JSON(p)
	if err != nil {
		panic(fmt.Sprintf("a problem does not encode: %v", err)) // Unreachable: strings and a number.
	}
	res.Header().Set(echo.HeaderCacheControl, "no-store")
	// The client may be gone; there is nobody left to tell.
	_ = c.Blob(p.Status, problemType, body)
}
