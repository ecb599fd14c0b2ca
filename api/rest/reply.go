package rest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/cespare/xxhash/v2"
	"github.com/labstack/echo/v4"
)

// JSON encodes v as every route does: UTF-8, nothing escaped for HTML, a line end after it.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	err := encode(&b, v)
	return b.Bytes(), err
}

func encode(b *bytes.Buffer, v any) error {
	if a, ok := v.(interface{ AppendJSON([]byte) []byte }); ok {
		b.Grow(32 << 10)
		b.Write(append(a.AppendJSON(b.AvailableBuffer()), '\n'))
		return nil
	}
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// buffers hold answers on their way; an answer is 1 to 50 kB.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxKept is the size, in bytes, from which a buffer is not kept for the next answer.
const maxKept = 1 << 20

// reply answers with a method's result, or passes its error on.
func reply(c echo.Context) func(v any, err error) error {
	return func(v any, err error) error {
		if err != nil {
			return err
		}
		b := buffers.Get().(*bytes.Buffer)
		defer func() {
			if b.Cap() <= maxKept {
				b.Reset()
				buffers.Put(b)
			}
		}()
		if err := encode(b, v); err != nil {
			return err
		}
		return send(c, b.Bytes())
	}
}

// send writes a JSON body.
func send(c echo.Context, body []byte) error {
	return sendAs(c, echo.MIMEApplicationJSON, body)
}

// sendAs writes a body with its length and its tag, or 304 to a client that
// has it. The tag is weak: the body may travel compressed.
func sendAs(c echo.Context, mediaType string, body []byte) error {
	tag := `W/"` + strconv.FormatUint(xxhash.Sum64(body), 36) + `"`
	h := c.Response().Header()
	h.Set("Etag", tag)
	h.Set(echo.HeaderCacheControl, "no-cache")
	if match := c.Request().Header.Get("If-None-Match"); match != "" && strings.Contains(match, tag) {
		return c.NoContent(http.StatusNotModified)
	}
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
	return c.Blob(http.StatusOK, mediaType, body)
}

// serializer makes c.JSON of any route encode as [JSON] does.
type serializer struct{ echo.DefaultJSONSerializer }

func (serializer) Serialize(c echo.Context, v any, _ string) error {
	body, err := JSON(v)
	if err != nil {
		return err
	}
	_, err = c.Response().Write(body)
	return err
}
