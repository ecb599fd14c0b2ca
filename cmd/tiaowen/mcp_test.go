package main

import (
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestMCP speaks with the program as assistants do: another process over its
// streams, and a server over HTTP.
func TestMCP(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tiaowen := func(args ...string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Env = append(os.Environ(), "TIAOWEN_AS_PROGRAM=1", "LC_ALL=en_US.UTF-8")
		return cmd
	}
	t.Run("stdio", func(t *testing.T) {
		assistant(t, &sdk.CommandTransport{Command: tiaowen("mcp", "--base-url", "https://search.example.cn")}, "https://search.example.cn")
	})
	t.Run("http", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		addr := l.Addr().String()
		l.Close()
		server := tiaowen("serve", "--addr", addr)
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = server.Process.Signal(os.Interrupt)
			_ = server.Wait()
		})
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			c, err := net.Dial("tcp", addr)
			if err == nil {
				c.Close()
				break
			}
			if time.Now().After(end) {
				t.Fatal(err)
			}
		}
		assistant(t, &sdk.StreamableClientTransport{Endpoint: "http://" + addr + "/mcp"}, "")
	})
}

// assistant is a client that uses every tool.
func assistant(t *testing.T, transport sdk.Transport, base string) {
	client := sdk.NewClient(&sdk.Implementation{Name: "assistant", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	tools, err := session.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range tools.Tools {
		names = append(names, tool.Name)
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "ask check_quotes clause compare documents search" {
		t.Errorf("the tools are %s", got)
	}

	var asked struct {
		Answerable bool
		Answers    []struct{ Text, Cite, URL string }
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		r := call(t, session, "ask", map[string]any{"question": "第20条禁止什么"}, &asked)
		if r == "" || !strings.Contains(r, "not loaded yet") || time.Now().After(end) {
			break
		}
	}
	if len(asked.Answers) == 0 || asked.Answers[0].Text != "坚决禁止跑官要官、买官卖官、拉票贿选等行为" ||
		!strings.HasPrefix(asked.Answers[0].Cite, "《推进全面从严治党工作措施》第20条") || asked.Answers[0].URL != base+"/d/cyzd/c/20" {
		t.Errorf("ask: %+v", asked)
	}
	var found struct {
		Total   int
		Clauses []struct{ ID, Text string }
	}
	call(t, session, "search", map[string]any{"query": "党员档案", "limit": 3}, &found)
	if len(found.Clauses) != 3 || found.Clauses[0].Text == "" {
		t.Errorf("search: %+v", found)
	}
	for _, args := range []map[string]any{{"document": "cyzd", "number": "20"}, {"number": "第20条"}, {"number": "cyzd/20"}} {
		call(t, session, "clause", args, &found)
		if len(found.Clauses) != 1 || found.Clauses[0].ID != "cyzd/20" || !strings.HasPrefix(found.Clauses[0].Text, "净化选人用人风气") {
			t.Errorf("clause %v: %+v", args, found)
		}
	}
	var listed struct {
		Total     int
		Documents []struct{ ID string }
	}
	call(t, session, "documents", map[string]any{"title": "从严治党"}, &listed)
	if listed.Total != 1 || listed.Documents[0].ID != "cyzd" {
		t.Errorf("documents: %+v", listed)
	}
	var compared struct {
		Counts  struct{ Unchanged int }
		Changes []any
	}
	call(t, session, "compare", map[string]any{"from": "cyzd", "to": "cyzd"}, &compared)
	if compared.Counts.Unchanged < 38 || len(compared.Changes) != 0 {
		t.Errorf("compare: %+v", compared)
	}
	var checked struct {
		Findings []struct{ Verdict, Text, True string }
	}
	call(t, session, "check_quotes", map[string]any{"text": "《推进全面从严治党工作措施》第20条规定：“坚决禁止跑官要官、买官卖官、拉票贿赂等行为”。"}, &checked)
	if len(checked.Findings) != 1 || checked.Findings[0].Verdict != "altered" || checked.Findings[0].True != "坚决禁止跑官要官、买官卖官、拉票贿选等行为" {
		t.Errorf("check_quotes: %+v", checked)
	}
	for _, wrong := range []struct {
		tool string
		args map[string]any
		says string
	}{
		{"clause", map[string]any{"document": "cyzd", "number": "99"}, "38 clauses"},
		{"search", map[string]any{"query": "党", "limit": 500}, "limit"},
		{"compare", map[string]any{"from": "cyzd", "to": "nothere"}, "nothere"},
		{"check_quotes", map[string]any{"text": " "}, "no text"},
	} {
		if got := call(t, session, wrong.tool, wrong.args, nil); !strings.Contains(got, wrong.says) {
			t.Errorf("%s %v: the error is %q", wrong.tool, wrong.args, got)
		}
	}
}

// call calls a tool and reads its structured result; it returns what an error says.
func call(t *testing.T, session *sdk.ClientSession, tool string, args map[string]any, into any) string {
	t.Helper()
	r, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	if r.IsError {
		text, _ := r.Content[0].(*sdk.TextContent)
		if into != nil && !strings.Contains(text.Text, "not loaded yet") {
			t.Errorf("%s %v: %s", tool, args, text.Text)
		}
		return text.Text
	}
	if into == nil {
		t.Errorf("%s %v: no error", tool, args)
		return ""
	}
	b, err := json.Marshal(r.StructuredContent)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Errorf("%s: %v in %s", tool, err, b)
	}
	return ""
}
