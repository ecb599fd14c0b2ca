package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// asset is one embedded file. Its address holds its hash, so that browsers may cache it for ever.
type asset struct {
	body []byte
	gzip []byte // the compressed body; nil if it is not smaller
	hash string // 12 hex digits of SHA-256
	kind string // media type
}

type assets struct{ byName map[string]asset }

// loadAssets reads the embedded static files.
func loadAssets(files fs.FS) *assets {
	a := &assets{byName: make(map[string]asset)}
	entries, err := fs.ReadDir(files, "static")
	if err != nil {
		panic(err) // Unreachable: the folder is embedded.
	}
	for _, entry := range entries {
		body, err := fs.ReadFile(files, "static/"+entry.Name())
		if err != nil {
			panic(err) // Unreachable: the file is embedded.
		}
		sum := sha256.Sum256(body)
		a.byName[entry.Name()] = asset{body, compressed(body), hex.EncodeToString(sum[:6]), mediaType(entry.Name())}
	}
	return a
}

// compressed compresses at the best level, once for all requests: the result is a tenth smaller than with the level for
// answers that are compressed on the fly.
func compressed(body []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // Unreachable: the level is a constant of the package.
	}
	if _, err := w.Write(body); err != nil || w.Close() != nil {
		panic(err) // Unreachable: a buffer takes everything.
	}
	if b.Len() >= len(body) {
		return nil
	}
	return b.Bytes()
}

// mediaType does not ask the operating system about known endings: the MIME table of a machine may be wrong.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// url is the address of a static file.
func (a *assets) url(name string) string { return "/static/" + a.byName[name].hash + "/" + name }

// Asset is the address of a static file, with its hash.
func (s *Site) Asset(name string) string { return s.assets.url(name) }

// Send answers with a static file at an address that stays the same.
func (s *Site) Send(c echo.Context, name, cache string) error {
	return s.assets.byName[name].send(c, cache)
}

// Static serves a file at its hashed address; an old hash gets the new file, not to be kept.
func (s *Site) Static(c echo.Context) error {
	file, ok := s.assets.byName[c.Param("name")]
	if !ok {
		return echo.ErrNotFound
	}
	keep := "public, max-age=31536000, immutable"
	if c.Param("hash") != file.hash {
		keep = "no-cache"
	}
	return file.send(c, keep)
}

// send writes the file, or 304 when the browser has it.
func (f asset) send(c echo.Context, cache string) error {
	h := c.Response().Header()
	h.Set("Cache-Control", cache)
	h.Set("ETag", `"`+f.hash+`"`)
	if match := c.Request().Header.Get("If-None-Match"); strings.Contains(match, f.hash) {
		return c.NoContent(http.StatusNotModified)
	}
	h.Add("Vary", "Accept-Encoding")
	if f.gzip != nil && takesGzip(c.Request().Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, f.kind, f.gzip)
	}
	return c.Blob(http.StatusOK, f.kind, f.body)
}

// takesGzip reads Accept-Encoding: gzip, deflate, br;q=0.5.
func takesGzip(accepted string) bool {
	for one := range strings.SplitSeq(accepted, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(one), ";")
		if strings.TrimSpace(name) == "gzip" {
			q := strings.TrimSpace(quality)
			return q != "q=0" && !strings.HasPrefix(q, "q=0.0")
		}
	}
	return false
}
