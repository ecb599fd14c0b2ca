package main

import "testing"

// Requests that compute get one place for each processor, those that wait for other machines more.
func TestInWork(t *testing.T) {
	for _, one := range []struct {
		args []string
		want int
	}{
		{nil, 2},
		{[]string{"--data", "data"}, 2},
		{[]string{"--opensearch", "http://127.0.0.1:9200"}, 8},
		{[]string{"--embed-url", "http://127.0.0.1:9000", "--embed-model", "m"}, 8},
		{[]string{"--opensearch", "http://127.0.0.1:9200", "--work", "3"}, 3},
	} {
		e := &env{}
		fs, o := e.serveFlags("serve")
		if err := fs.Parse(one.args); err != nil {
			t.Fatal(err)
		}
		if got := o.inWork(2); got != one.want {
			t.Errorf("%v: %d, want %d", one.args, got, one.want)
		}
	}
}
