package study_test

import (
	"context"
	"fmt"

	"tiaowen/api/study"
	"tiaowen/corpus"
)

func ExampleMake() {
	kit, err := study.Make(context.Background(), corpus.Measures().Clauses[19:21], study.Options{Seed: 7, Count: 2})
	if err != nil {
		panic(err)
	}
	fmt.Println(kit.Title, len(kit.Clauses), len(kit.Questions))
	for _, q := range kit.Questions {
		fmt.Println(q.Kind, q.Clause)
	}
	// Output:
	// 推进全面从严治党工作措施 2 2
	// blank cyzd/19
	// case cyzd/20
}
