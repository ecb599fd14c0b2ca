//go:build unix

package store

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tiaowen/index/store/disk"

	"github.com/google/go-cmp/cmp"
)

// limitFiles lets this process write no larger file than the test says: the
// nearest to a full disk that needs no rights.
func limitFiles() {
	n, err := strconv.ParseUint(os.Getenv("TIAOWEN_TEST_LIMIT"), 10, 64)
	if err != nil {
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
		panic(err)
	}
}

// tree lists all files of a directory with their sums, but for the lock.
func tree(t *testing.T, dir string) map[string]disk.Sum {
	t.Helper()
	names, err := disk.Regular(dir)
	if err != nil {
		t.Fatal(err)
	}
	sums := make(map[string]disk.Sum)
	for _, name := range names {
		if name == "lock" {
			continue
		}
		if sums[name], err = disk.SumOf(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return sums
}

// Wherever the room ends, in the originals, the documents, the index, the
// import says so and leaves every file as it was.
func TestFullDisk(t *testing.T) {
	dir, from, more := filepath.Join(t.TempDir(), "data"), t.TempDir(), t.TempDir()
	for i := range 3 {
		law(t, from, fmt.Sprintf("%d.txt", i), fmt.Sprintf("办法第%d号", i), "2024年1月2日", 10, "申请人")
	}
	importAll(t, dir, ImportOptions{}, from)
	before, want := tree(t, dir), state(t, dir)
	law(t, more, "large.txt", "大办法", "2024年1月2日", 3000, "第三人")
	full := 0
	for _, limit := range []int{100, 3000, 20_000, 66_000, 100_000, 180_000, 230_000} {
		cmd := importer(t, dir, more, fmt.Sprintf("TIAOWEN_TEST_LIMIT=%d", limit))
		out, err := cmd.CombinedOutput()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 {
			t.Logf("%d bytes a file are enough: %v", limit, err)
			break
		}
		full++
		if !strings.Contains(string(out), "the disk is full; nothing was changed") || strings.Count(string(out), "\n") != 1 {
			t.Errorf("%d bytes a file: it says %s", limit, out)
		}
		if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
			t.Errorf("%d bytes a file: the directory was changed:\n%s", limit, diff)
		}
	}
	if full < 5 {
		t.Errorf("the room ended in %d places only", full)
	}
	if diff := cmp.Diff(want, state(t, dir)); diff != "" {
		t.Error(diff)
	}
	importAll(t, dir, ImportOptions{}, more)
	if got := state(t, dir); len(got) != 4 {
		t.Errorf("documents: %v", got)
	}
}

func TestPermissions(t *testing.T) {
	if os.Geteuid() == 0 { // who may write everywhere
		asNobody(t)
		return
	}
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	a := law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人")
	importAll(t, dir, ImportOptions{}, a)
	if err := os.Chmod(a, 0); err != nil {
		t.Fatal(err)
	}
	if got := importAll(t, dir, ImportOptions{}, a); got[0].Status != Failed || !strings.Contains(got[0].Detail, "cannot be read") {
		t.Errorf("%+v", got)
	}
	for _, d := range []string{"", "originals", "generations"} {
		if err := os.Chmod(filepath.Join(dir, d), 0o555); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "lock"), 0o444); err != nil {
		t.Fatal(err)
	}
	defer func() {
		for _, d := range []string{"", "originals", "generations"} {
			_ = os.Chmod(filepath.Join(dir, d), 0o755)
		}
	}()
	state(t, dir) // reading needs no right to write
	if _, err := OpenWriter(dir, true, quiet); !Is(err, NotWritable) {
		t.Errorf("a directory that may not be written to: %v", err)
	}
}

// cpuTime is what this process has spent on all cores so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// asNobody runs the test that calls it once more, in a process without rights.
func asNobody(t *testing.T) {
	t.Helper()
	const nobody = 65534
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	room, err := os.MkdirTemp("", "tiaowen")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(room)
	copied := filepath.Join(room, "store.test")
	if err := os.WriteFile(copied, program, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(room, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(copied, "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Dir, cmd.Env = room, append(os.Environ(), "TMPDIR="+room, "HOME="+room)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Fatalf("as user %d: %v\n%s", nobody, err, out)
	}
}
