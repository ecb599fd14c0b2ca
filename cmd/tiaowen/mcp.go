package main

import (
	"context"

	"tiaowen/api"
	"tiaowen/api/mcp"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
)

// serveMCP speaks the Model Context Protocol over stdin and stdout.
func serveMCP(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "mcp")
	from := source.Flags(fs.FlagSet)
	baseURL := fs.String("base-url", "", "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return terminal.Misuse(e.Say("mcp 不需要词语：%q", "mcp takes no arguments: %q", words), "tiaowen mcp --data DIR")
	}
	svc := new(api.Service)
	open, err := from.Load(ctx, svc, e.Log())
	if err != nil {
		return err
	}
	go from.Watch(ctx, svc, open, e.Log())
	return mcp.Serve(ctx, svc, mcp.Options{Version: versionName(), BaseURL: *baseURL, Lang: e.Lang()}, e.Stdin, e.Stdout)
}
