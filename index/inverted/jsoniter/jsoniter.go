// Package jsoniter replaces github.com/json-iterator/go, with which Bleve reads
// geographic points. The program has none, and the original makes the program 0.9 MB
// larger. Package encoding/json does the same work.
package jsoniter

import "encoding/json"

// API is what Bleve calls.
type API struct{}

// ConfigCompatibleWithStandardLibrary reads and writes as encoding/json does.
var ConfigCompatibleWithStandardLibrary API

// Marshal is [json.Marshal].
func (API) Marshal(v any) ([]byte, error) { return json.Marshal(v) }

// Unmarshal is [json.Unmarshal].
func (API) Unmarshal(data []byte, v any) error { return json.Unmarshal(data, v) }
