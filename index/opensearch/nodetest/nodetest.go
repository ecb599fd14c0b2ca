// Package nodetest starts real nodes of OpenSearch for tests.
package nodetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Cluster is a set of nodes on this machine, each in a separate process.
type Cluster struct {
	URLs []string // of the nodes, in their order

	tb        testing.TB
	dir       string
	libraries string
	all       string // NAME:TRANSPORT_PORT of all nodes
	http      []int
	transport []int
	processes []*exec.Cmd
}

// startTime is how long a node may take to start on a busy machine.
const startTime = 90 * time.Second

// Start starts n nodes that form one cluster, each with heap MB of heap, and waits
// until they answer. Without a JVM or the libraries of OpenSearch, which
// .ci/tools brings, the test is skipped, or fails if the variable STRICT is set.
// The nodes end with the test.
func Start(tb testing.TB, n, heap int) *Cluster {
	tb.Helper()
	c := &Cluster{tb: tb, dir: tb.TempDir()}
	_, file, _, _ := runtime.Caller(0)
	c.libraries = filepath.Join(filepath.Dir(file), "..", "..", "..", ".cache", "opensearch")
	missing := ""
	if _, err := exec.LookPath("java"); err != nil {
		missing = "there is no JVM (java)"
	} else if _, err := os.Stat(filepath.Join(c.libraries, "Node.class")); err != nil {
		missing = "the libraries of OpenSearch are not there"
	}
	if missing != "" {
		missing += "; .ci/tools installs what is needed"
		if os.Getenv("STRICT") != "" {
			tb.Fatal(missing)
		}
		tb.Skip(missing)
	}
	c.processes = make([]*exec.Cmd, n)
	var all []string
	for i := range n {
		c.http, c.transport = append(c.http, freePort(tb)), append(c.transport, freePort(tb))
		c.URLs = append(c.URLs, fmt.Sprintf("http://127.0.0.1:%d", c.http[i]))
		all = append(all, fmt.Sprintf("n%d:%d", i, c.transport[i]))
	}
	if n > 1 {
		c.all = strings.Join(all, ",")
	}
	tb.Cleanup(func() {
		for i := range n {
			c.Kill(i)
		}
	})
	ready := make([]<-chan error, n)
	for i := range n {
		ready[i] = c.launch(i, heap)
	}
	for i := range n {
		if err := <-ready[i]; err != nil {
			tb.Fatalf("node %d: %v", i, err)
		}
	}
	c.wait(n)
	return c
}

// freePort gives a free port.
func freePort(tb testing.TB) int {
	tb.Helper()
	l, err := new(net.ListenConfig).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// launch starts the process of a node. The channel says when it is ready.
func (c *Cluster) launch(i, heap int) <-chan error {
	home := filepath.Join(c.dir, fmt.Sprintf("n%d", i))
	config := filepath.Join(c.libraries, "..", "..", "index", "opensearch", "testdata", "node", "log4j2.properties")
	args := []string{
		fmt.Sprintf("-Xms%dm", heap/2), fmt.Sprintf("-Xmx%dm", heap), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
		"-Dlog4j2.configurationFile=" + config,
		"-cp", c.libraries + string(filepath.ListSeparator) + filepath.Join(c.libraries, "lib", "*"), "Node",
		home, fmt.Sprintf("n%d", i), fmt.Sprint(c.http[i]), fmt.Sprint(c.transport[i]),
	}
	if c.all != "" {
		args = append(args, c.all)
	}
	ready := make(chan error, 1)
	cmd := exec.Command("java", args...)
	out, err := cmd.StdoutPipe()
	if err == nil {
		_, err = cmd.StdinPipe() // the node sees when this process ends, even if it is killed
	}
	if err == nil {
		cmd.Stderr = cmd.Stdout
		err = cmd.Start()
	}
	if err != nil {
		ready <- err
		return ready
	}
	c.processes[i] = cmd
	go func() {
		var said strings.Builder
		lines := bufio.NewScanner(out)
		timeout := time.AfterFunc(startTime, func() { _ = cmd.Process.Kill() })
		for lines.Scan() {
			if lines.Text() == "ready" {
				timeout.Stop()
				ready <- nil
				_, _ = io.Copy(io.Discard, out)
				return
			}
			fmt.Fprintln(&said, lines.Text())
		}
		ready <- fmt.Errorf("it did not start:\n%s", said.String())
	}()
	return ready
}

// wait waits until n nodes have formed a cluster.
func (c *Cluster) wait(n int) {
	c.tb.Helper()
	ctx, stop := context.WithTimeout(context.Background(), startTime)
	defer stop()
	for _, u := range c.URLs[:1] {
		for {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/_cluster/health?wait_for_nodes=%d&timeout=30s", u, n), nil)
			if err != nil {
				c.tb.Fatal(err)
			}
			res, err := http.DefaultClient.Do(req)
			if err == nil {
				res.Body.Close()
				if res.StatusCode == http.StatusOK {
					break
				}
			}
			select {
			case <-ctx.Done():
				c.tb.Fatalf("the cluster of %d nodes did not form: %v", n, err)
			case <-time.After(100 * time.Millisecond):
			}
		}
	}
}

// Kill ends a node at once, like a power cut.
func (c *Cluster) Kill(i int) {
	if p := c.processes[i]; p != nil {
		_ = p.Process.Kill()
		_ = p.Wait()
		c.processes[i] = nil
	}
}

// Restart starts a killed node again with its data.
func (c *Cluster) Restart(i, heap int) {
	c.tb.Helper()
	if err := <-c.launch(i, heap); err != nil {
		c.tb.Fatal(err)
	}
}
