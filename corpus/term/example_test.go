package term_test

import (
	"fmt"

	"tiaowen/corpus"
	"tiaowen/corpus/term"
)

func ExampleOf() {
	d, err := corpus.Parse("规定.txt", []byte("门卫管理规定\n第一条　本规定所称访客，是指进入厂区的外来人员。\n第二条　访客应当登记。\n"))
	if err != nil {
		panic(err)
	}
	for _, t := range term.Of(d) {
		fmt.Println(t.Name)
	}
	// Output: 访客
}
