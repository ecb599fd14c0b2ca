package meaning_test

import (
	"context"
	"fmt"

	"tiaowen/index/meaning"
)

func ExampleModel_Answers() {
	m, err := meaning.Open()
	if err != nil {
		panic(err)
	}
	scores, _, err := m.Answers(context.Background(), "几点关门", []meaning.Passage{
		{Text: "本馆每日九时开馆，十七时三十分闭馆。"}, {Text: "闭馆期间由值班人员巡查门窗。"},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(scores[0] > scores[1])
	// Output: true
}
