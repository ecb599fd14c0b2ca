// Package measures carries the text of 推进全面从严治党工作措施, the document that the
// program serves when it is given no other.
package measures

import _ "embed"

// ID is the document id of the measures text.
const ID = "cyzd"

// Name is the file name under which the text is parsed.
const Name = "推进全面从严治党工作措施.txt"

// Source is the text as published, scanning slips included.
//
//go:embed measures.txt
var Source []byte
