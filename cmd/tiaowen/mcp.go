package main

import (
	"context"

	"tiaowen/api"
	"tiaowen/api/mcp"
)

// serveMCP speaks the Model Context Protocol over stdin and stdout.
func serveMCP(ctx context.Context, e *env, args []string) error {
	fs := e.flags("mcp")
	from := e.source(fs)
	baseURL := fs.String("base-url", "", "")
	words, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return &usageError{e.say("mcp 不需要词语：%q", "mcp takes no arguments: %q", words), "tiaowen mcp --data DIR"}
	}
	svc := new(api.Service)
	open, err := load(ctx, svc, from, e.log())
	if err != nil {
		return err
	}
	if open != nil {
		go watch(ctx, svc, from, open, e.log())
	}
	if from.cluster.given() {
		go from.cluster.watch(ctx, svc, from, e.log())
	}
	return mcp.Serve(ctx, svc, mcp.Options{Version: versionName(), BaseURL: *baseURL, Lang: e.lang()}, e.stdin, e.stdout)
}
