package api_test

import (
	"context"
	"fmt"

	"tiaowen/api"
	"tiaowen/corpus"
)

func ExampleService_Ask() {
	s, err := api.Of(corpus.Measures())
	if err != nil {
		panic(err)
	}
	for _, question := range []string{"第20条禁止什么", "食堂饭菜多少钱"} {
		a, err := s.Ask(context.Background(), api.AskParams{Question: question, Lang: "zh"})
		if err != nil {
			panic(err)
		}
		if !a.Answerable {
			fmt.Println(a.Reason)
			continue
		}
		fmt.Println(a.Answers[0].Clause.Label, a.Answers[0].Text)
	}
	// Output:
	// 20. 坚决禁止跑官要官、买官卖官、拉票贿选等行为
	// 文件中没有出现“食堂”“饭菜”，以下是最接近的条款
}
