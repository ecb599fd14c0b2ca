package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"text/tabwriter"

	"tiaowen/api/rest"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/serving"
	"tiaowen/cmd/tiaowen/terminal"
)

// config prints the effective options of serve, and where each comes from.
func config(_ context.Context, e *env, args []string) error {
	fs, o := serving.Flags(e.Terminal, "config")
	asJSON := fs.Bool("json", false, "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return terminal.Misuse(e.Say("config 不需要词语：%q", "config takes no arguments: %q", words), "tiaowen config --config tiaowen.toml")
	}
	if err := o.Check(e.Terminal, nil); err != nil {
		return err
	}
	t := tabwriter.NewWriter(e.Stdout, 0, 1, 2, ' ', 0)
	fs.VisitAll(func(f *flag.Flag) {
		from := fs.Origin(f.Name)
		switch {
		case f.Name == "json":
		case *asJSON:
			err = cmp.Or(err, e.optionJSON(f, from))
		default:
			fmt.Fprintf(t, "%s\t%s\t%s\n", f.Name, terminal.Plain(cmp.Or(f.Value.String(), "-")), terminal.Plain(e.Say(from.Chinese, from.English)))
		}
	})
	if err != nil {
		return err
	}
	return t.Flush()
}

// optionJSON prints an option and where its value comes from as JSON.
func (e *env) optionJSON(f *flag.Flag, from options.Origin) error {
	body, err := rest.JSON(struct {
		Option string `json:"option"`
		Value  string `json:"value"`
		From   string `json:"from"`
	}{f.Name, f.Value.String(), from.English})
	if err != nil {
		return err
	}
	_, err = e.Stdout.Write(body)
	return err
}
