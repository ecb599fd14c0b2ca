package access

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"tiaowen/api/admin"
)

func office(t *testing.T) *admin.Office {
	t.Helper()
	o, err := admin.Open(filepath.Join(t.TempDir(), "data"), admin.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func token(t *testing.T, o *admin.Office, role admin.Role) string {
	t.Helper()
	secret, _, err := o.AddToken(t.Context(), "王芳", role, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// Which senders a guard lets through, on routes to read, to administer and to sign in.
func TestAdmit(t *testing.T) {
	o := office(t)
	administrator, reader := token(t, o, admin.Admin), token(t, o, admin.Read)
	closed := Rules{Closed: true, UserHeader: "X-Remote-User", Proxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, Admins: []string{"li"}}
	for _, test := range []struct {
		name   string
		rules  Rules
		office *admin.Office
		route  string
		header map[string]string
		from   string
		who    string // how the name begins, behind which a token has its id; "" where the guard knows nobody
		err    error
	}{
		{"anybody reads", Rules{}, o, "/d", nil, "", "", nil},
		{"nobody reads where reading is closed", closed, o, "/d", nil, "", "", ErrUnknown},
		{"a route that is always open", closed, o, "/healthz", nil, "", "", nil},
		{"closed without an office", closed, nil, "/d", nil, "", "", ErrUnknown},
		{"a reader reads", closed, o, "/d", map[string]string{"Authorization": "Bearer " + reader}, "", "王芳", nil},
		{"a reader does not administer", closed, o, "/admin", map[string]string{"Authorization": "bearer " + reader}, "", "", ErrForbidden},
		{"an administrator does", Rules{}, o, "/admin", map[string]string{"Authorization": "Bearer " + administrator}, "", "王芳", nil},
		{"a wrong token", closed, o, "/d", map[string]string{"Authorization": "Bearer x"}, "", "", ErrUnknown},
		{"a wrong token at the sign-in", closed, o, "/login", map[string]string{"Authorization": "Bearer x"}, "", "", nil},
		{"administration is off", Rules{}, nil, "/admin", nil, "", "", ErrAdminOff},
		{"a sign-in where administration is off", Rules{}, nil, "/login", nil, "", "", ErrAdminOff},
		{"a sign-out of nobody", closed, o, "/sign-out", nil, "", "", ErrUnknown},
		{"of a reader", closed, o, "/sign-out", map[string]string{"Authorization": "Bearer " + reader}, "", "王芳", nil},
		{"of a reader where everybody may read", Rules{}, o, "/sign-out", map[string]string{"Authorization": "Bearer " + reader}, "", "王芳", nil},
		{"where administration is off", Rules{}, nil, "/sign-out", nil, "", "", ErrAdminOff},
		{"a user of the proxy", closed, o, "/d", map[string]string{"X-Remote-User": "wang"}, "192.0.2.7:1", "wang", nil},
		{"the same header from elsewhere", closed, o, "/d", map[string]string{"X-Remote-User": "wang"}, "198.51.100.7:1", "", ErrUnknown},
		{"a user who may not administer", closed, o, "/admin", map[string]string{"X-Remote-User": "wang"}, "192.0.2.7:1", "", ErrForbidden},
		{"a user who may", closed, o, "/admin", map[string]string{"X-Remote-User": "li"}, "192.0.2.7:1", "li", nil},
		{"a long name", closed, o, "/d", map[string]string{"X-Remote-User": strings.Repeat("王", 50)}, "192.0.2.7:1", strings.Repeat("王", 40) + "…", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := &Guard{Rules: test.rules, Office: test.office, Open: func(route string) bool { return route == "/healthz" || route == "/login" }, Streamed: func(string) bool { return false }}
			req := httptest.NewRequest("GET", test.route, nil)
			if test.from != "" {
				req.RemoteAddr = test.from
			}
			for name, value := range test.header {
				req.Header.Set(name, value)
			}
			c := echo.New().NewContext(req, httptest.NewRecorder())
			c.SetPath(test.route)
			who, let := "", false
			err := g.Admit(func(c echo.Context) error {
				let = true
				if w := Who(c); w != nil {
					who = w.Name
				}
				return nil
			})(c)
			if named := strings.HasPrefix(who, test.who) && (who == "") == (test.who == ""); !errors.Is(err, test.err) || let != (test.err == nil) || !named {
				t.Errorf("%q was let through: %v, error %v; want %q and %v", who, let, err, test.who, test.err)
			}
		})
	}
}

// A user whom a proxy names changes something only by a form of this server's pages.
func TestForm(t *testing.T) {
	o := office(t)
	token(t, o, admin.Admin) // turns administration on
	g := &Guard{
		Rules:  Rules{UserHeader: "X-Remote-User", Proxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, Admins: []string{"li"}},
		Office: o, Open: func(string) bool { return false }, Streamed: func(route string) bool { return route == "/admin/imports" },
	}
	value := o.Form(&admin.Identity{Session: "proxy:li"})
	for _, test := range []struct {
		name, route string
		header      map[string]string
		err         error
	}{
		{"no value", "/admin/documents", nil, ErrForged},
		{"a value", "/admin/documents", map[string]string{FormHeader: value}, nil},
		{"a value of another session", "/admin/documents", map[string]string{FormHeader: o.Form(&admin.Identity{Session: "proxy:wang"})}, ErrForged},
		{"another site's page", "/admin/documents", map[string]string{FormHeader: value, "Sec-Fetch-Site": "cross-site"}, ErrForged},
		{"a body that the route reads itself", "/admin/imports", nil, nil},
		{"with a wrong header all the same", "/admin/imports", map[string]string{FormHeader: "x"}, ErrForged},
	} {
		req := httptest.NewRequest("POST", test.route, nil)
		req.RemoteAddr = "192.0.2.7:1"
		req.Header.Set("X-Remote-User", "li")
		for name, value := range test.header {
			req.Header.Set(name, value)
		}
		c := echo.New().NewContext(req, httptest.NewRecorder())
		c.SetPath(test.route)
		if err := g.Admit(func(echo.Context) error { return nil })(c); !errors.Is(err, test.err) {
			t.Errorf("%s: %v, want %v", test.name, err, test.err)
		}
	}
}

// A reader's session ends by a form of this server's pages, and no other session with it.
func TestSignOut(t *testing.T) {
	o := office(t)
	secret := token(t, o, admin.Read) // no token administers: sessions do without
	g := &Guard{Rules: Rules{Closed: true}, Office: o, Open: func(string) bool { return false }, Streamed: func(string) bool { return false }}
	session := func() (string, *admin.Identity) {
		cookie, who, ok := o.SignIn(secret)
		if !ok {
			t.Fatal("no session")
		}
		return cookie, who
	}
	ends, who := session()
	stays, other := session()
	send := func(route, cookie, form string, then echo.HandlerFunc) (*httptest.ResponseRecorder, error) {
		req := httptest.NewRequest("POST", route, nil)
		req.AddCookie(&http.Cookie{Name: plainCookie, Value: cookie})
		req.Header.Set(FormHeader, form)
		rec := httptest.NewRecorder()
		c := echo.New().NewContext(req, rec)
		c.SetPath(route)
		return rec, g.Admit(then)(c)
	}
	out := func(c echo.Context) error { return SignOut(c, o, false) }
	read := func(echo.Context) error { return nil }
	for name, form := range map[string]string{"no value": "", "the value of another session": o.Form(other)} {
		if _, err := send("/sign-out", ends, form, out); !errors.Is(err, ErrForged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := send("/d", ends, "", read); err != nil {
		t.Errorf("after forged forms: %v", err)
	}
	rec, err := send("/sign-out", ends, o.Form(who), out)
	if err != nil {
		t.Fatal(err)
	}
	if cookies := rec.Result().Cookies(); len(cookies) != 1 || cookies[0].Name != plainCookie || cookies[0].MaxAge >= 0 {
		t.Errorf("the cookie after signing out: %v", cookies)
	}
	if _, err := send("/d", ends, "", read); !errors.Is(err, ErrUnknown) {
		t.Errorf("the session that ended: %v", err)
	}
	if _, err := send("/d", stays, "", read); err != nil {
		t.Errorf("the other session: %v", err)
	}
}

func TestLocalPath(t *testing.T) {
	for to, want := range map[string]string{
		"/admin": "/admin", "/?q=a&lang=en": "/?q=a&lang=en", "": "/x", "https://evil.example": "/x", "//evil.example": "/x", `/\evil.example`: "/x", "javascript:alert(1)": "/x", "/a\nb": "/x", "admin": "/x",
	} {
		if got := LocalPath(to, "/x"); got != want {
			t.Errorf("%q leads to %q, want %q", to, got, want)
		}
	}
}

// Over TLS the cookie is bound to the host and never sent in the clear.
func TestCookie(t *testing.T) {
	o := office(t)
	secret := token(t, o, admin.Admin)
	e := echo.New()
	for _, test := range []struct {
		secure bool   // the operator says that users come by TLS
		proto  string // a proxy says so
		name   string
	}{{false, "", plainCookie}, {true, "", secureCookie}, {false, "https", secureCookie}} {
		req := httptest.NewRequest("POST", "/login", nil)
		req.RemoteAddr = "127.0.0.1:999"
		req.Header.Set("X-Forwarded-Proto", test.proto)
		rec := httptest.NewRecorder()
		if _, err := SignIn(e.NewContext(req, rec), o, secret, test.secure); err != nil {
			t.Fatal(err)
		}
		cookies := rec.Result().Cookies()
		if len(cookies) != 1 {
			t.Fatalf("%+v: cookies %v", test, cookies)
		}
		if c := cookies[0]; c.Name != test.name || c.Secure != (test.name == secureCookie) || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
			t.Errorf("%+v: cookie %v", test, c)
		}
	}
	req := httptest.NewRequest("POST", "/login", nil)
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if _, err := SignIn(e.NewContext(req, httptest.NewRecorder()), o, secret, false); err != ErrForged {
		t.Errorf("a sign-in that another site's page sends: %v", err)
	}
}
