package norm_test

import (
	"fmt"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

func ExampleOf() {
	d, err := corpus.Parse("须知.txt", []byte("门卫管理规定\n第一条　值班人员应当每日登记，不得擅自离岗。\n"))
	if err != nil {
		panic(err)
	}
	for _, n := range norm.Of(d.Clauses[0]) {
		fmt.Println(n.Kind, n.Actor, d.Text(n.Act))
	}
	// Output:
	// require 值班人员 每日登记
	// forbid 值班人员 擅自离岗
}
