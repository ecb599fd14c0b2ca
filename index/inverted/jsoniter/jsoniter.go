// Package jsoniter stands in for github.com/json-iterator/go, which Bleve reads
// places on the globe with. The program has none, and the original, with what it
// needs, makes the program larger by 0.9 MB. Package encoding/json does the same work.
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
