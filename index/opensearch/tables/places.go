package tables

import (
	"encoding/binary"
	"errors"
)

// Places holds the positions of the words in each clause, as they were cut at import. It
// needs about one byte for each word and four bytes for each clause.
type Places struct {
	bytes []byte
	ends  []uint32 // for each clause, where its places end, in bytes
}

// Of gives the places of a clause in the form that package field reads.
func (p *Places) Of(ord uint32) []byte {
	from := uint32(0)
	if ord > 0 {
		from = p.ends[ord-1]
	}
	return p.bytes[from:p.ends[ord]:p.ends[ord]]
}

// The binary form has, for each clause, the length of its places and the places.

// AppendPlaces appends the places of the next clause to b.
func AppendPlaces(b, one []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(one))), one...)
}

// ErrPlaces says that bytes are not the binary form of [Places].
var ErrPlaces = errors.New("the places of words are damaged")

// ReadPlaces reads the places of n clauses. The error is [ErrPlaces].
func ReadPlaces(b []byte, n int) (*Places, error) {
	p := &Places{bytes: make([]byte, 0, len(b)), ends: make([]uint32, 0, n)}
	for len(b) > 0 {
		length, size := binary.Uvarint(b)
		if size <= 0 || length > uint64(len(b)-size) || len(p.ends) == n {
			return nil, ErrPlaces
		}
		p.bytes = append(p.bytes, b[size:size+int(length)]...)
		p.ends = append(p.ends, uint32(len(p.bytes)))
		b = b[size+int(length):]
	}
	if len(p.ends) != n {
		return nil, ErrPlaces
	}
	return p, nil
}
