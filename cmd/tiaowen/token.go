package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/user"
	"strings"
	"text/tabwriter"
	"time"

	"tiaowen/api/admin"
	"tiaowen/api/rest"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
)

// tokenDays is how many days a token is valid by default.
const tokenDays = 365

// tokens makes, lists and revokes the tokens of a data directory.
func tokens(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "token")
	data := fs.String("data", "", "")
	role := fs.String("role", string(admin.Read), "")
	days := fs.Int("days", tokenDays, "")
	asJSON := fs.Bool("json", false, "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	dir, err := options.Data(e.Terminal, "token add", *data)
	if err != nil {
		return err
	}
	if err := e.checkToken(words, dir, *role, *days); err != nil {
		return err
	}
	if err := tokensCanBe(dir); err != nil {
		return err
	}
	office, err := admin.Open(dir, admin.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer office.Close()
	switch words[0] {
	case "add":
		return e.addToken(ctx, office, words[1], admin.Role(*role), *days)
	case "revoke":
		return e.revokeToken(ctx, office, words[1])
	}
	return e.listTokens(ctx, office, *asJSON)
}

// tokenVerbs are the subcommands of token, each with the number of arguments that follow it.
var tokenVerbs = map[string]int{"add": 1, "list": 0, "revoke": 1}

// checkToken refuses invalid options and arguments before anything is opened.
func (e *env) checkToken(words []string, dir, role string, days int) error {
	example := "tiaowen token add --data " + dir + " --role admin " + e.Say("王芳", "NAME")
	switch {
	case role != string(admin.Read) && role != string(admin.Admin):
		return terminal.Misuse(e.Say("--role 不能是 %q", "--role cannot be %q", role), "--role read, --role admin")
	case days < 0:
		return terminal.Misuse(e.Say("--days 不能是负数", "--days cannot be negative"), e.Say("--days 90；--days 0 表示不过期", "--days 90; --days 0 never expires"))
	case len(words) == 0:
		return terminal.Misuse(e.Say("token 需要 add、list 或 revoke", "token needs add, list or revoke"), example)
	}
	if wants, ok := tokenVerbs[words[0]]; !ok || len(words[1:]) != wants {
		return terminal.Misuse(e.Say("用法有误：token %s", "wrong usage: token %s", strings.Join(words, " ")), example)
	}
	return nil
}

// tokensCanBe creates the directory if necessary, and refuses one that holds other things.
func tokensCanBe(dir string) error {
	if _, err := store.List(dir); store.Is(err, store.NotData, store.IsFile, store.Newer) {
		return err
	}
	return os.MkdirAll(dir, 0o755)
}

// account names the user of the command line for the audit log.
func account() string {
	if u, err := user.Current(); err == nil {
		return u.Username + " (command line)"
	}
	return "command line"
}

func (e *env) addToken(ctx context.Context, office *admin.Office, name string, role admin.Role, days int) error {
	if err := office.Record(admin.Entry{Who: account(), Action: "token-add", What: name + ", " + string(role)}); err != nil {
		return err
	}
	var expires time.Time
	if days > 0 {
		expires = time.Now().AddDate(0, 0, days)
	}
	secret, t, err := office.AddToken(ctx, name, role, expires)
	if err != nil {
		return err
	}
	// Only the token goes to the output, so that a script can store it.
	fmt.Fprintln(e.Stdout, secret)
	until := e.Say("不过期", "it does not expire")
	if t.Expires != nil {
		until = e.Say("有效至 %s", "valid until %s", t.Expires.Local().Format(time.DateOnly))
	}
	fmt.Fprintln(e.Stderr, e.Say("令牌 %s，属于%s（%s），%s。它只显示这一次，请妥善保存。", "Token %s of %s (%s), %s. It is shown only once; keep it safe.", t.ID, terminal.Plain(t.Name), t.Role, until))
	return nil
}

func (e *env) listTokens(ctx context.Context, office *admin.Office, asJSON bool) error {
	all, err := office.Tokens(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.Stdout, 0, 1, 2, ' ', 0)
	for _, t := range all {
		if asJSON {
			body, err := rest.JSON(t)
			if err != nil {
				return err
			}
			if _, err := e.Stdout.Write(body); err != nil {
				return err
			}
			continue
		}
		state := e.Say("不过期", "does not expire")
		switch {
		case t.Revoked != nil:
			state = e.Say("%s 已撤销", "revoked %s", t.Revoked.Local().Format(time.DateOnly))
		case t.Expires != nil && !office.InForce(t):
			state = e.Say("%s 已过期", "expired %s", t.Expires.Local().Format(time.DateOnly))
		case t.Expires != nil:
			state = e.Say("有效至 %s", "until %s", t.Expires.Local().Format(time.DateOnly))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.ID, t.Role, state, terminal.Plain(t.Name))
	}
	return w.Flush()
}

func (e *env) revokeToken(ctx context.Context, office *admin.Office, id string) error {
	if err := office.Record(admin.Entry{Who: account(), Action: "token-revoke", What: id}); err != nil {
		return err
	}
	t, err := office.Revoke(ctx, id)
	if errors.Is(err, admin.ErrNotFound) {
		return fmt.Errorf("%s", e.Say("没有令牌 %s；tiaowen token list 列出全部令牌", "no token %s; tiaowen token list shows all tokens", id))
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(e.Stdout, e.Say("已撤销 %s，属于%s", "revoked %s of %s", t.ID, terminal.Plain(t.Name)))
	return nil
}
