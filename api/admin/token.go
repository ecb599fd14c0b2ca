package admin

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"time"
)

// Role says what somebody may do.
type Role string

// The roles. Whoever may administer may read too.
const (
	Read  Role = "read"
	Admin Role = "admin"
)

// Identity is somebody who was recognised.
type Identity struct {
	Name string
	Role Role
	// Session identifies a browser's session, or the user of a proxy; "" for a
	// program that sends its token. Forms are bound to it.
	Session string
	Proxied bool // a proxy names the user on every request: only there can the user sign out
}

// Token lets a person or a program in. Its secret is shown once, when it is
// made; what is kept is a hash of it.
type Token struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"` // of the person or program
	Role    Role       `json:"role"`
	Created time.Time  `json:"created"`
	Expires *time.Time `json:"expires"` // null never
	Revoked *time.Time `json:"revoked"` // null while it is not

	sum [sha256.Size]byte
}

// InForce reports whether the token lets somebody in now, by the clock of the office.
func (o *Office) InForce(t *Token) bool { return t.inForce(o.now()) }

func (t *Token) inForce(now time.Time) bool {
	return t.Revoked == nil && (t.Expires == nil || now.Before(*t.Expires))
}

// tokenMark begins every token, so that one is known for what it is when it turns up in a file.
const tokenMark = "tiaowen_"

// encoding writes secrets: 43 characters for 32 bytes, none of which needs quoting.
var encoding = base64.RawURLEncoding

func random() []byte {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return b
}

// AddToken makes a token; expires zero means never. The secret cannot be shown again.
func (o *Office) AddToken(ctx context.Context, name string, role Role, expires time.Time) (secret string, t *Token, err error) {
	if name = strings.TrimSpace(name); name == "" {
		return "", nil, errors.New("a token needs the name of its owner")
	}
	key := random()
	// The hash needs no salt and no slow function: 256 random bits cannot be guessed.
	sum := sha256.Sum256(key)
	now := o.now()
	t = &Token{ID: strings.ToLower(rand.Text()[:8]), Name: name, Role: role, Created: now.UTC().Truncate(time.Second), Expires: timeOf(seconds(expires)), sum: sum}
	_, err = o.db.ExecContext(ctx, "INSERT INTO tokens (id, name, role, sum, created, expires) VALUES (?, ?, ?, ?, ?, ?)",
		t.ID, t.Name, string(t.Role), sum[:], now.Unix(), seconds(expires))
	if err != nil {
		return "", nil, o.explain(err)
	}
	o.tokens.forget()
	return tokenMark + t.ID + "_" + encoding.EncodeToString(key), t, nil
}

// Revoke ends a token. Sessions that were opened with it end too.
func (o *Office) Revoke(ctx context.Context, id string) (*Token, error) {
	all, err := o.Tokens(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		if t.ID != id {
			continue
		}
		if _, err := o.db.ExecContext(ctx, "UPDATE tokens SET revoked = ? WHERE id = ? AND revoked = 0", o.now().Unix(), id); err != nil {
			return nil, o.explain(err)
		}
		o.tokens.forget()
		return t, nil
	}
	return nil, ErrNotFound
}

// ErrNotFound says that there is no token, job or document of that id.
var ErrNotFound = errors.New("this id does not exist")

// Tokens lists all tokens, the oldest first, those that are out of force too.
func (o *Office) Tokens(ctx context.Context) ([]*Token, error) {
	rows, err := o.db.QueryContext(ctx, "SELECT id, name, role, sum, created, expires, revoked FROM tokens ORDER BY created, id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []*Token{}
	for rows.Next() {
		var (
			t                         Token
			sum                       []byte
			created, expires, revoked int64
		)
		if err := rows.Scan(&t.ID, &t.Name, &t.Role, &sum, &created, &expires, &revoked); err != nil {
			return nil, err
		}
		copy(t.sum[:], sum)
		t.Created, t.Expires, t.Revoked = *timeOf(created), timeOf(expires), timeOf(revoked)
		all = append(all, &t)
	}
	return all, rows.Err()
}

// tokens are kept in memory for a second: a token that another process revokes
// lets nobody in after that.
type tokens struct {
	mu   sync.Mutex
	of   map[string]*Token
	read time.Time
}

const tokensLast = time.Second

func (k *tokens) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.read = time.Time{}
}

// inForce gives the tokens that let somebody in, by id. While the database
// cannot be read nobody is let in.
func (o *Office) inForce() map[string]*Token {
	o.tokens.mu.Lock()
	defer o.tokens.mu.Unlock()
	if time.Since(o.tokens.read) < tokensLast {
		return o.tokens.of
	}
	all, err := o.Tokens(context.Background())
	o.trouble("the tokens cannot be read", err)
	o.tokens.of, o.tokens.read = make(map[string]*Token), time.Now()
	for _, t := range all {
		if o.InForce(t) {
			o.tokens.of[t.ID] = t
		}
	}
	return o.tokens.of
}

// Enabled reports whether there is a token to administer with; without one
// administration is off.
func (o *Office) Enabled() bool {
	for _, t := range o.inForce() {
		if t.Role == Admin && o.InForce(t) {
			return true
		}
	}
	return false
}

// Check recognises whoever sends a token.
func (o *Office) Check(secret string) (*Identity, bool) {
	t := o.check(secret)
	if t == nil {
		return nil, false
	}
	return &Identity{Name: t.Name + " (" + t.ID + ")", Role: t.Role}, true
}

func (o *Office) check(secret string) *Token {
	id, key, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(secret), tokenMark), "_")
	raw, err := encoding.DecodeString(key)
	if !ok || err != nil {
		return nil
	}
	t := o.inForce()[id]
	if t == nil {
		t = new(Token) // compared all the same: the time does not tell which ids there are
	}
	sum := sha256.Sum256(raw)
	if subtle.ConstantTimeCompare(sum[:], t.sum[:]) != 1 || !o.InForce(t) || t.ID == "" {
		return nil
	}
	return t
}

// session is a browser that has shown a token.
type session struct {
	token   string    // its id
	opened  time.Time // by the clock that does not jump
	expires time.Time // by the clock of the wall
}

// ended reports whether a session is over by either clock: setting the clock back does
// not lengthen it, and the time that the machine slept counts.
func (s *session) ended(now time.Time) bool {
	return time.Since(s.opened) >= SessionTime || !now.Round(0).Before(s.expires)
}

// sessions are kept by hashes of what the browsers hold.
type sessions struct {
	sync.Mutex
	of map[[sha256.Size]byte]*session
}

// SessionTime is how long a browser is remembered after it has shown its token.
const SessionTime = 12 * time.Hour

// maxSessions bounds how many there are; the one that ends first makes room.
const maxSessions = 10_000

// SignIn opens a session for a browser that shows a token, and gives the value of its cookie.
func (o *Office) SignIn(secret string) (cookie string, who *Identity, ok bool) {
	t := o.check(secret)
	if t == nil {
		return "", nil, false
	}
	cookie = encoding.EncodeToString(random())
	s := &session{token: t.ID, opened: time.Now(), expires: o.now().Round(0).Add(SessionTime)}
	if t.Expires != nil && t.Expires.Before(s.expires) {
		s.expires = *t.Expires
	}
	o.sessions.Lock()
	defer o.sessions.Unlock()
	if len(o.sessions.of) >= maxSessions {
		o.sessions.drop(o.now())
	}
	o.sessions.of[sha256.Sum256([]byte(cookie))] = s
	return cookie, &Identity{Name: t.Name + " (" + t.ID + ")", Role: t.Role, Session: cookie}, true
}

// drop forgets sessions that have ended, or else the one that ends first.
func (s *sessions) drop(now time.Time) {
	var first [sha256.Size]byte
	for key, one := range s.of {
		if one.ended(now) {
			delete(s.of, key)
			continue
		}
		if was := s.of[first]; was == nil || one.expires.Before(was.expires) {
			first = key
		}
	}
	if len(s.of) >= maxSessions {
		delete(s.of, first)
	}
}

// Session recognises a browser by its cookie.
func (o *Office) Session(cookie string) (*Identity, bool) {
	o.sessions.Lock()
	s := o.sessions.of[sha256.Sum256([]byte(cookie))]
	o.sessions.Unlock()
	if s == nil || s.ended(o.now()) {
		return nil, false
	}
	t := o.inForce()[s.token]
	if t == nil || !o.InForce(t) {
		return nil, false
	}
	return &Identity{Name: t.Name + " (" + t.ID + ")", Role: t.Role, Session: cookie}, true
}

// SignOut ends a browser's session.
func (o *Office) SignOut(cookie string) {
	o.sessions.Lock()
	defer o.sessions.Unlock()
	delete(o.sessions.of, sha256.Sum256([]byte(cookie)))
}

// Form gives what a form of this session must bring back: another site's page cannot know it.
func (o *Office) Form(who *Identity) string {
	mac := hmac.New(sha256.New, o.secret[:])
	mac.Write([]byte(who.Session))
	return encoding.EncodeToString(mac.Sum(nil))
}

// CheckForm reports whether a form brings back what [Office.Form] gave.
func (o *Office) CheckForm(who *Identity, value string) bool {
	return hmac.Equal([]byte(o.Form(who)), []byte(value))
}
