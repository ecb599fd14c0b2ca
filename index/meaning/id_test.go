package meaning

import "testing"

// The ids of the encoders of this program, now and before, are known; those of servers and of strangers are not.
func TestOfProgram(t *testing.T) {
	model, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	remote, err := NewRemote("http://127.0.0.1:9/v1", "e5-small-0123456789ab", "")
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{
		model.ID():                            true,
		"e5-small-db10764b431b":               true,
		"e5-bge-db10764b431b-c18ff6443ef6":    true,
		remote.ID():                           false,
		"e5-small":                            false,
		"e5-small-of-our-own":                 false,
		"my-e5-small-db10764b431b":            false,
		"e5-small-db10764b431b.bin":           false,
		"e5-bge-db10764b431b-c18ff6443ef6-00": false,
		"":                                    false,
	} {
		if OfProgram(id) != want {
			t.Errorf("%q: %v", id, !want)
		}
	}
}
