//go:build !amd64 && !arm64

package meaning

// pick chooses the kernels for this processor.
func pick(string) kernels { return portable() }
