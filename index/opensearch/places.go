package opensearch

import (
	"encoding/binary"
	"errors"
)

// places holds the positions of the words in each clause, as they were cut at import. It
// needs about one byte for each word and four bytes for each clause.
type places struct {
	bytes []byte
	ends  []uint32 // for each clause, where its places end, in bytes
}

// of gives the places of a clause in the form that package field reads.
func (p *places) of(ord uint32) []byte {
	from := uint32(0)
	if ord > 0 {
		from = p.ends[ord-1]
	}
	return p.bytes[from:p.ends[ord]:p.ends[ord]]
}

// The binary form has, for each clause, the length of its places and the places.

// appendPlaces appends the places of the next clause.
func appendPlaces(b, one []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(one))), one...)
}

var errPlaces = errors.New("the places of words are damaged")

// readPlaces reads the places of n clauses.
func readPlaces(b []byte, n int) (*places, error) {
	p := &places{bytes: make([]byte, 0, len(b)), ends: make([]uint32, 0, n)}
	for len(b) > 0 {
		length, size := binary.Uvarint(b)
		if size <= 0 || length > uint64(len(b)-size) || len(p.ends) == n {
			return nil, errPlaces
		}
		p.bytes = append(p.bytes, b[size:size+int(length)]...)
		p.ends = append(p.ends, uint32(len(p.bytes)))
		b = b[size+int(length):]
	}
	if len(p.ends) != n {
		return nil, errPlaces
	}
	return p, nil
}
