package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"tiaowen/cmd/tiaowen/options"
)

// release is set by the linker for a release: -X main.release=v1.2.3.
var release string

// version prints the version of this binary.
func version(_ context.Context, e *env, args []string) error {
	if _, err := options.New(e.Terminal, "version").Parse(args); err != nil {
		return err
	}
	_, err := fmt.Fprintf(e.Stdout, "tiaowen %s %s %s/%s\n", versionName(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// versionName is the release, or else the version that the Go tool recorded.
func versionName() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
