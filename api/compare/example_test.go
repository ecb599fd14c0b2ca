package compare_test

import (
	"fmt"

	"tiaowen/api/compare"
	"tiaowen/corpus"
)

func parse(text string) *corpus.Document {
	d, err := corpus.Parse("公章办法.txt", []byte(text))
	if err != nil {
		panic(err)
	}
	return d
}

var (
	before = parse("公章办法\n\n第一条 公章由专人保管，不得外借。\n\n第二条 用印应当登记，登记簿保存三年。\n")
	after  = parse("公章办法\n\n第一条 本办法适用于各科室的公章和合同章。\n\n第二条 公章由专人保管，不得外借。\n\n第三条 用印应当登记，登记簿保存五年。\n")
)

func ExampleDocuments() {
	for _, m := range compare.Documents(before, after).Matches {
		fmt.Println(m.Kind, "-", m.Note("en"))
	}
	// Output:
	// inserted - inserted
	// renumbered - 第一条 is now 第二条
	// changed - changed; 第二条 is now 第三条
}

func ExampleResult_Summary() {
	fmt.Println(compare.Documents(before, after).Summary("en"))
	fmt.Println(compare.Documents(before, before).Summary("en"))
	// Output:
	// 《公章办法》 and 《公章办法》: changed 1, renumbered 1, inserted 1.
	// 《公章办法》 and 《公章办法》: unchanged 2.
}

func ExampleCounterparts() {
	to := compare.Counterparts(before, after)
	for _, c := range before.Clauses {
		fmt.Println(c.Name(), "→", to[c].Name())
	}
	// Output:
	// 第一条 → 第二条
	// 第二条 → 第三条
}

func ExampleDiffer() {
	a, _ := compare.Tokens("公章可以外借")
	b, _ := compare.Tokens("公章不得外借")
	changed, _ := compare.Differ(a, b)
	for i, word := range a {
		if changed[i] {
			fmt.Print("[", word, "]")
		} else {
			fmt.Print(word)
		}
	}
	fmt.Println()
	// Output: 公章[可][以]外借
}
