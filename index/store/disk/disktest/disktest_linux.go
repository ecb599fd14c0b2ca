// Package disktest gives tests file systems that are full or read-only: real ones, that the test mounts.
package disktest

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Small mounts a file system with room for so many KiB, and gives its directory. The test is skipped where the
// system does not let it mount.
func Small(t testing.TB, kib int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	mount(t, "tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", kib))
	return dir
}

// ReadOnly makes the file system of a directory read-only until the test is over, or until again is called. The
// test is skipped where the system does not let it mount.
func ReadOnly(t testing.TB, dir string) (again func()) {
	t.Helper()
	mount(t, dir, dir, "", syscall.MS_BIND, "")
	if err := syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("this system lets only root mount read-only, with make mounts: %v", err)
	}
	return func() {
		if err := syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func mount(t testing.TB, source, target, kind string, flags uintptr, options string) {
	t.Helper()
	if err := syscall.Mount(source, target, kind, flags, options); err != nil {
		t.Skipf("this system lets only root mount, with make mounts: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(target, syscall.MNT_DETACH) })
}

// Fill writes a file below dir until its file system has only left KiB of room, and removes it when free is called.
func Fill(t testing.TB, dir string, left int64) (free func()) {
	t.Helper()
	name := filepath.Join(dir, "filler")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 64 << 10; size > 0; size /= 2 { // the last pages too
		for err == nil {
			_, err = f.Write(make([]byte, size))
		}
		err = nil // the file system is full
	}
	info, err := f.Stat()
	if err == nil {
		err = f.Truncate(info.Size() - left<<10)
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}
