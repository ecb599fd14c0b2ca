package citation_test

import (
	"fmt"

	"tiaowen/corpus"
	"tiaowen/corpus/citation"
)

func ExampleOf() {
	d, err := corpus.Parse("规定.txt", []byte("门卫管理规定\n第一条　依照《公司法》第二十条处理。\n第二条　违反第一条规定的，通报批评。\n"))
	if err != nil {
		panic(err)
	}
	library := citation.NewLibrary([]*corpus.Document{d})
	for _, c := range d.Clauses {
		for _, cited := range citation.Of(c) {
			_, clauses := cited.Resolve(library)
			fmt.Println(d.Text(cited.Span), cited.Self, cited.Number, len(clauses))
		}
	}
	// Output:
	// 《公司法》第二十条 false 20 0
	// 第一条 true 1 1
}
