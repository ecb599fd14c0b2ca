package address

import (
	"net/url"
	"testing"

	"tiaowen/api"
)

// The address of a question, read again, is the question; what nobody can mean is left out.
func TestQuestionURL(t *testing.T) {
	for in, want := range map[string]string{
		"":      "/",
		"q=+a+": "/?q=a",
		"q=a&document=x&section=%E7%AC%AC%E4%B8%80%E7%AB%A0&norm=forbid": "/?document=x&norm=forbid&q=a&section=%E7%AC%AC%E4%B8%80%E7%AB%A0",
		"q=a&norm=obey&date=2024-13-01&versions=some&sort=size":          "/?q=a",
		"q=a&date=2024-12-01":                          "/?date=2024-12-01&q=a",
		"q=a&versions=all&sort=date":                   "/?q=a&sort=date&versions=all",
		"q=a&offset=20":                                "/?offset=20&q=a",
		"q=a&offset=-1":                                "/?q=a",
		"q=a&offset=10001":                             "/?q=a",
		"q=a&offset=x&all=0&titles=0":                  "/?q=a",
		"q=a&all=on&titles=1":                          "/?all=1&q=a&titles=1",
		"exact=b&exclude=c&kind=%E6%9D%A1%E4%BE%8B":    "/?exact=b&exclude=c&kind=%E6%9D%A1%E4%BE%8B",
		"q=a&lang=en&part=results&year=2024&limit=100": "/?q=a&year=2024",
	} {
		values, err := url.ParseQuery(in)
		if err != nil {
			t.Fatal(err)
		}
		q := Of(values)
		got := q.URL()
		if got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		if again := Of(u.Query()); again != q {
			t.Errorf("%q: %+v, read again %+v", in, q, again)
		}
	}
}

func TestFollow(t *testing.T) {
	q := Question{Query: "a", Offset: 10}
	for to, want := range map[string]string{
		"/d/x/c/1":           "/d/x/c/1?offset=10&q=a",
		"/d/x/c/1?quote=2-3": "/d/x/c/1?quote=2-3&offset=10&q=a",
	} {
		if got := q.Follow(to); got != want {
			t.Errorf("%s: %s, want %s", to, got, want)
		}
		if got := (Question{}).Follow(to); got != to {
			t.Errorf("%s without a question: %s", to, got)
		}
	}
}

func TestAsked(t *testing.T) {
	for _, c := range []struct {
		q               Question
		asked, narrowed bool
	}{
		{Question{}, false, false}, {Question{Query: "a"}, true, false}, {Question{Exact: "a"}, true, true},
		{Question{Query: "a", Titles: "1"}, true, true}, {Question{Query: "a", Exclude: "b"}, true, true}, {Question{Query: "a", Norm: "forbid"}, true, false},
	} {
		if c.q.Asked() != c.asked || c.q.Narrowed() != c.narrowed {
			t.Errorf("%+v: asked %v, narrowed %v", c.q, c.q.Asked(), c.q.Narrowed())
		}
	}
}

func TestOtherAddresses(t *testing.T) {
	for got, want := range map[string]string{
		Library(api.LibraryParams{}):                         "/d/",
		Library(api.LibraryParams{Kind: "条例", Sort: "date"}): "/d/?kind=%E6%9D%A1%E4%BE%8B&sort=date",
		Compare("a 2018", "a&b"):                             "/compare?changes=1&from=a+2018&to=a%26b",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
