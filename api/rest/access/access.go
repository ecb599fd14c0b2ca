// Package access knows who sends a request, and who may read and administer. Senders show a
// token or the cookie of a session, or a proxy names them.
//
// [Guard.Admit] checks every request before its route. [SignIn] and [SignOut] open and end
// the session of a browser, which readers have too. A form that a browser sends in a session is accepted only if a page of this
// server made it.
package access

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api/admin"
)

// Rules say who may read and who may administer. The zero value lets everybody read; who
// administers, the tokens of an office say.
type Rules struct {
	Closed     bool           // reading too needs a token, or a user that a proxy names
	UserHeader string         // header in which a proxy names its user; "" for none
	Proxies    []netip.Prefix // addresses of proxies whose UserHeader counts; from others it is ignored
	Admins     []string       // users of the proxy who may administer
}

// ErrUnknown is the error of a request whose sender is not known, and has to be.
var ErrUnknown = errors.New("the sender is not identified")

// ErrForbidden is the error of a request whose sender is known, and may not do this.
var ErrForbidden = errors.New("you do not have permission for this")

// ErrForged is the error of a form that does not come from a page of this server.
var ErrForged = errors.New("the form was not made by this server or has expired; load the page again")

// ErrAdminOff is the error of administration where there is no data directory, or no token for it.
var ErrAdminOff = errors.New("administration is off")

// Guard lets requests through that their senders may make.
type Guard struct {
	Rules
	Office *admin.Office // nil where nobody can be known

	Open     func(route string) bool // everybody may use the route, even where reading is closed
	Streamed func(route string) bool // the route reads its body itself, and checks there what FormField carries
}

// whoKey is where a request's context keeps who asks.
const whoKey = "who"

// Who gives the sender of a request; nil where that is not known.
func Who(c echo.Context) *admin.Identity {
	who, _ := c.Get(whoKey).(*admin.Identity)
	return who
}

// Administers reports whether a route is for administrators alone.
func Administers(route string) bool {
	return strings.HasPrefix(route, "/api/v1/admin") || strings.HasPrefix(route, "/admin")
}

// Admit lets a request through that its sender may make. The others get [ErrUnknown],
// [ErrForbidden], [ErrForged] or [ErrAdminOff].
func (g *Guard) Admit(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		route := c.Path()
		inner, session := Administers(route), route == "/login" || route == "/sign-out"
		if !inner && !session && (!g.Closed || g.Open(route)) {
			return next(c)
		}
		if g.Office == nil {
			if inner || session {
				return ErrAdminOff
			}
			return ErrUnknown
		}
		if inner && !g.Office.Enabled() {
			return ErrAdminOff
		}
		who, err := g.identify(c)
		if err != nil && route != "/login" {
			return err
		}
		c.Set(whoKey, who)
		switch {
		case route == "/login":
			return next(c)
		case who == nil:
			return ErrUnknown
		case inner && who.Role != admin.Admin:
			return ErrForbidden
		}
		c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
		if (inner || session) && !safe(c.Request().Method) {
			if err := g.sameSite(c, who); err != nil {
				return err
			}
		}
		return next(c)
	}
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// identify finds out who asks: by a token, by the cookie of a session, by the
// header of a proxy. A wrong token is an error, even where a cookie would do.
func (g *Guard) identify(c echo.Context) (*admin.Identity, error) {
	req := c.Request()
	if value := req.Header.Get(echo.HeaderAuthorization); value != "" {
		scheme, secret, _ := strings.Cut(value, " ")
		if strings.EqualFold(scheme, "Bearer") {
			if who, ok := g.Office.Check(secret); ok {
				return who, nil
			}
			return nil, ErrUnknown
		}
	}
	for _, name := range []string{secureCookie, plainCookie} {
		if cookie, err := req.Cookie(name); err == nil {
			if who, ok := g.Office.Session(cookie.Value); ok {
				return who, nil
			}
		}
	}
	if user := strings.TrimSpace(req.Header.Get(g.UserHeader)); g.UserHeader != "" && user != "" && g.proxied(req) {
		who := &admin.Identity{Name: shortName(user), Role: admin.Read, Session: "proxy:" + user, Proxied: true}
		if slices.Contains(g.Admins, user) {
			who.Role = admin.Admin
		}
		return who, nil
	}
	return nil, nil
}

// maxName is how many code points of a user's name are kept.
const maxName = 40

func shortName(user string) string {
	name := []rune(strings.ToValidUTF8(user, "\uFFFD"))
	if len(name) > maxName {
		return string(name[:maxName]) + "…"
	}
	return string(name)
}

// proxied reports whether a request comes from one of the proxies.
func (g *Guard) proxied(req *http.Request) bool {
	from, err := netip.ParseAddrPort(req.RemoteAddr)
	if err != nil {
		return false
	}
	addr := from.Addr().Unmap().WithZone("")
	return slices.ContainsFunc(g.Proxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}

var crossOrigin = http.NewCrossOriginProtection()

// FormHeader and FormField are the header and the field that carry what a form of this server brings back.
const (
	FormHeader = "X-CSRF-Token"
	FormField  = "form"
)

// sameSite refuses what a page of another site makes a browser send: by what the
// browser says of the page, and by what only this server's pages know. A
// program that sends its token has no such pages.
func (g *Guard) sameSite(c echo.Context, who *admin.Identity) error {
	if who.Session == "" {
		return nil
	}
	if err := crossOrigin.Check(c.Request()); err != nil {
		return ErrForged
	}
	if g.Streamed(c.Path()) && c.Request().Header.Get(FormHeader) == "" {
		return nil // the first field of the form says it
	}
	value := c.Request().Header.Get(FormHeader)
	if value == "" {
		value = c.FormValue(FormField)
	}
	if !g.Office.CheckForm(who, value) {
		return ErrForged
	}
	return nil
}

// The names of the cookie that holds a session: over TLS it is bound to this very host.
const (
	secureCookie = "__Host-tiaowen"
	plainCookie  = "tiaowen"
)

// SignIn opens a session for a browser that shows a token, and sets its cookie. secure and
// the header X-Forwarded-Proto: https of a proxy make it a cookie for TLS alone; a client
// that sends the header itself harms only itself. The error is [ErrUnknown] for a token
// that is not in force, and [ErrForged] for a form of another site.
func SignIn(c echo.Context, office *admin.Office, token string, secure bool) (*admin.Identity, error) {
	if err := crossOrigin.Check(c.Request()); err != nil {
		return nil, ErrForged
	}
	value, who, ok := office.SignIn(token)
	if !ok {
		return nil, ErrUnknown
	}
	office.Note(admin.Entry{Who: who.Name, From: c.RealIP(), Action: "sign-in"})
	c.SetCookie(cookie(value, int(admin.SessionTime.Seconds()), secure || c.Scheme() == "https"))
	return who, nil
}

// SignOut ends the session of a browser. It does nothing for a user whom a proxy names: the next
// request would name the user again.
func SignOut(c echo.Context, office *admin.Office, secure bool) error {
	who := Who(c)
	if who == nil || who.Proxied {
		return nil
	}
	office.Note(admin.Entry{Who: who.Name, From: c.RealIP(), Action: "sign-out"})
	office.SignOut(who.Session)
	c.SetCookie(cookie("", -1, secure || c.Scheme() == "https"))
	return nil
}

func cookie(value string, age int, secure bool) *http.Cookie {
	name := plainCookie
	if secure {
		name = secureCookie
	}
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: secure, SameSite: http.SameSiteStrictMode}
}

// LocalPath is where a page that signed in leads back to: a path of this server, or fallback.
func LocalPath(to, fallback string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return fallback
	}
	return to
}

// Forwarded takes the address of a client from X-Forwarded-For, as far as one of the
// proxies wrote it.
func Forwarded(proxies []netip.Prefix) echo.IPExtractor {
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		trust = append(trust, echo.TrustIPRange(&net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}
