package page

import (
	"testing"
)

func TestTakesGzip(t *testing.T) {
	for accepted, want := range map[string]bool{"": false, "gzip": true, "deflate, gzip;q=0.5, br": true, "br": false, "gzip;q=0": false, "gzip; q=0.0": false, "xgzip": false} {
		if got := takesGzip(accepted); got != want {
			t.Errorf("%q: %v", accepted, got)
		}
	}
}
