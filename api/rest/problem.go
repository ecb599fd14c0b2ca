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
			"the documents are being loaded", "ask again in a second; /readyz says when")
	case errors.Is(err, gate.ErrBusy):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "too busy",
			"more is asked than this server can answer at the moment", "ask again after the seconds that Retry-After names")
	case errors.Is(err, access.ErrUnknown):
		return newProblem(http.StatusUnauthorized, "Unauthorized", "not signed in", "this needs a token that is in force", "Authorization: Bearer and a token of `tiaowen token add`")
	case errors.Is(err, access.ErrForbidden):
		return newProblem(http.StatusForbidden, "Forbidden", "not allowed", "this token may read and not administer", "`tiaowen token add --role admin` makes one that may")
	case errors.Is(err, access.ErrForged):
		return newProblem(http.StatusForbidden, "Forbidden", "not from this server's page", "the form does not come from a page of this server, or the page is too old", "load the page again, and send the form from there")
	case errors.Is(err, access.ErrAdminOff):
		return newProblem(http.StatusNotFound, "NotFound", "administration is off", "there is no token to administer with", "tiaowen token add --data DIR --role admin NAME makes one; the server needs the same --data")
	case errors.Is(err, admin.ErrTooMany):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "too many jobs", "as many jobs are waiting as may", "wait until some have ended; GET /api/v1/admin/jobs lists them")
	case store.Is(err, store.DiskFull):
		return newProblem(http.StatusInsufficientStorage, "NoRoom", "the disk is full", "the disk of the data directory is full; nothing was changed", "make room there, and send the request again")
	case NotWritable(err):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "the data directory cannot be written to", "the documents can be read and not changed now; nothing was changed", "check the permissions of the data directory, and whether its file system is read-only; then send the request again")
	case errors.Is(err, engine.ErrEngine):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "the search cluster does not answer",
			"the cluster that holds the documents cannot be asked now", "ask again in a second; /readyz says when")
	case errors.Is(err, context.DeadlineExceeded):
		return newProblem(http.StatusServiceUnavailable, "Unavailable", "took too long",
			"the request was given up because it took too long", "ask for less: fewer words, one document")
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
		return newProblem(code, "MethodNotAllowed", "method not allowed", "this address does not take this method", "the Allow header lists the methods it takes")
	case http.StatusRequestEntityTooLarge:
		return newProblem(code, "TooLarge", "too large", "the request's body is too large", "send less at a time")
	case http.StatusMisdirectedRequest:
		return newProblem(code, "Misdirected", "misdirected request", "this server is not known by the name in the request's Host header", "call it by 127.0.0.1 or localhost", "behind a proxy, start it with --base-url and the address users see")
	case http.StatusTooManyRequests:
		return newProblem(code, "TooMany", "too many requests", "this client asks too often", "wait a second and ask again")
	case http.StatusInternalServerError:
		return newProblem(code, "Internal", "internal error", "something went wrong in the server", "try again; tell the operator the request_id when it stays")
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
