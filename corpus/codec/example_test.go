package codec_test

import (
	"fmt"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
)

func Example() {
	d, err := corpus.Parse("须知.txt", []byte("门卫须知\n第一条　来访人员应当登记。\n"))
	if err != nil {
		panic(err)
	}
	b, err := codec.Append(nil, d)
	if err != nil {
		panic(err)
	}
	again, _, err := codec.Decode(string(b))
	fmt.Println(again.Title, len(again.Clauses), err)
	// Output: 门卫须知 1 <nil>
}
