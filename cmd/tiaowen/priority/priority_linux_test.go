package priority

import (
	"os"
	"os/exec"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// niceOf is the nice value of a process or a thread; 0 is the calling thread. The system call gives 20 less that value.
func niceOf(t *testing.T, id int) int {
	t.Helper()
	n, err := unix.Getpriority(unix.PRIO_PROCESS, id)
	if err != nil {
		t.Fatal(err)
	}
	return 20 - n
}

// The work runs with a low priority, and the thread that has it is used for nothing else afterwards.
func TestQuietly(t *testing.T) {
	runtime.LockOSThread()
	before := niceOf(t, 0)
	if before >= 10 {
		t.Skip("the test itself runs with a low priority")
	}
	type seen struct{ nice, thread int }
	done := make(chan seen, 1)
	go Quietly(func() {
		n, _ := unix.Getpriority(unix.PRIO_PROCESS, 0)
		done <- seen{20 - n, unix.Gettid()}
	})
	quiet := <-done
	if quiet.nice != 10 {
		t.Errorf("the work has the nice value %d, want 10", quiet.nice)
	}
	if now := niceOf(t, 0); now != before {
		t.Errorf("the caller has the nice value %d, had %d", now, before)
	}
	for range 50 { // goroutines that come later get other threads
		after := make(chan seen, 1)
		go func() {
			n, _ := unix.Getpriority(unix.PRIO_PROCESS, 0)
			after <- seen{20 - n, unix.Gettid()}
		}()
		if got := <-after; got.nice != before {
			t.Fatalf("a goroutine has the nice value %d on thread %d; the quiet one was %d", got.nice, got.thread, quiet.thread)
		}
	}
}

// A process of its own lowers all its threads; those of this test must stay as they are.
func TestLower(t *testing.T) {
	if os.Getenv("TIAOWEN_TEST_LOWER") == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestLower$", "-test.count=1")
		cmd.Env = append(os.Environ(), "TIAOWEN_TEST_LOWER=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	Lower()
	nice := make(chan int)
	for range 20 {
		go func() {
			runtime.LockOSThread()
			n, _ := unix.Getpriority(unix.PRIO_PROCESS, 0)
			nice <- 20 - n
		}()
	}
	for range 20 {
		if n := <-nice; n < 10 {
			t.Errorf("a thread has the nice value %d", n)
		}
	}
}
