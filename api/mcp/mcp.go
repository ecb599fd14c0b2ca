// Package mcp offers the service to office assistants by the Model Context
// Protocol: search, ask, clause, documents, compare and check_quotes. Every
// result contains the text of the clause verbatim, its citation and its place.
package mcp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"tiaowen/api"
)

// Options are what an operator decides. The zero value is fine.
type Options struct {
	Version string // of the program, told to clients
	BaseURL string // scheme and host of the addresses in results; "" gives them without
	Lang    string // of notes and reasons: zh, else English
}

const instructions = `Finds clauses of Chinese policy texts and statutes and answers with their own words.
Quote "text" exactly as given and name "cite" and "url" beside it. An answer that is not answerable says why; do not make one up.`

// New makes a server over a service. It is safe for several sessions at once.
func New(svc *api.Service, o Options) *sdk.Server {
	s := sdk.NewServer(&sdk.Implementation{Name: "tiaowen", Title: "条文", Version: o.Version}, &sdk.ServerOptions{
		Instructions: instructions, Capabilities: &sdk.ServerCapabilities{},
	})
	t := &tools{svc, o}
	add(s, "search", "Find clauses that match words, best first. 查找条文。", t.search)
	add(s, "ask", "Answer a question with the clauses' own words, or say why there is no answer. 用条文原话回答问题。", t.ask)
	add(s, "clause", "Give one clause in full, by its document and number, or by its name (民法典第五十四条). 取一条条文的全文。", t.clause)
	add(s, "documents", "List the documents that are loaded, with their ids, dates and versions. 列出收录的文件。", t.documents)
	add(s, "compare", "Compare two versions of a document clause by clause. 两个版本的修订对照。", t.compare)
	add(s, "check_quotes", "Check every quotation and citation of a text against the clauses. 核对文中的引文和引用。", t.checkQuotes)
	return s
}

// add registers a tool that only reads.
func add[In, Out any](s *sdk.Server, name, description string, do func(context.Context, In) (Out, error)) {
	local := false
	tool := &sdk.Tool{Name: name, Description: description, Annotations: &sdk.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &local}}
	sdk.AddTool(s, tool, func(ctx context.Context, _ *sdk.CallToolRequest, in In) (*sdk.CallToolResult, Out, error) {
		out, err := do(ctx, in)
		return nil, out, plain(err)
	})
}

// plain is an error as the assistant reads it: what is wrong and what to do. The
// cause of anything else stays here.
func plain(err error) error {
	var (
		bad     *api.ParamError
		missing *api.NotFoundError
	)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &bad):
		return fmt.Errorf("%s: %s; %s", bad.Param, bad.Detail, strings.Join(bad.Fixes, "; "))
	case errors.As(err, &missing):
		return fmt.Errorf("%s; the tool documents lists the ids", missing.Detail)
	case errors.Is(err, api.ErrNotReady), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return err
	}
	return errors.New("the server failed; its log says why")
}

// Serve speaks over a pair of streams, a message a line, until in ends or ctx is
// done; neither is an error. An input that ends within a message is one.
func Serve(ctx context.Context, svc *api.Service, o Options, in io.Reader, out io.Writer) error {
	w := &keepOpen{out: out}
	err := New(svc, o).Run(ctx, &sdk.IOTransport{Reader: io.NopCloser(in), Writer: w})
	if ctx.Err() != nil {
		return nil
	}
	if err == nil { // at the end of the input, even if a reply before it was lost
		err = w.failed()
	}
	return err
}

// keepOpen is a writer that is not ours to close. It keeps the first error.
type keepOpen struct {
	out io.Writer
	mu  sync.Mutex
	err error
}

func (w *keepOpen) Write(b []byte) (int, error) {
	n, err := w.out.Write(b)
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.err == nil {
			w.err = err
		}
	}
	return n, err
}

// failed gives the error of the first write that failed.
func (w *keepOpen) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

func (*keepOpen) Close() error { return nil }

// Register adds POST /mcp to e: streamable HTTP behind the limits of e.
func Register(e *echo.Echo, svc *api.Service, o Options, trusted []string) error {
	h, err := Handler(svc, o, trusted)
	if err != nil {
		return err
	}
	e.POST(Path, echo.WrapHandler(h))
	return nil
}

// Path is where assistants find the service.
const Path = "/mcp"

// Handler speaks streamable HTTP, each request by itself. Pages of other sites
// are refused, but for those of trusted origins.
func Handler(svc *api.Service, o Options, trusted []string) (http.Handler, error) {
	server := New(svc, o)
	h := sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return server }, &sdk.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, PropagateRequestCancellation: true,
		DisableLocalhostProtection: true, // package rest knows by which names it may be called, a proxy's among them
	})
	protection := http.NewCrossOriginProtection()
	for _, origin := range trusted {
		if err := protection.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	return protection.Handler(h), nil
}
