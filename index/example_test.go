package index_test

import (
	"context"
	"fmt"

	"tiaowen/corpus"
	"tiaowen/index"
)

func ExampleIndex_Search() {
	d, err := corpus.Parse("门卫.txt", []byte("门卫管理办法\n第一条　来访人员应当登记。\n第二条　车辆按序停放。\n第三条　夜间大门二十二时关闭。\n"))
	if err != nil {
		panic(err)
	}
	ix, err := index.New([]*corpus.Document{d}, index.Options{})
	if err != nil {
		panic(err)
	}
	defer ix.Close()
	for _, text := range []string{"停车", "第三条"} {
		q, err := ix.Parse(text)
		if err != nil {
			panic(err)
		}
		hits, _, err := ix.Search(context.Background(), q, 1)
		if err != nil {
			panic(err)
		}
		fmt.Println(hits[0].Clause.Label, hits[0].Clause.Text())
	}
	// Output:
	// 第二条 车辆按序停放。
	// 第三条 夜间大门二十二时关闭。
}
