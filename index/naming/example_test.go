package naming_test

import (
	"fmt"

	"tiaowen/corpus"
	"tiaowen/index/cutter"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/naming"
	"tiaowen/index/reference"
)

func ExampleTitles_Find() {
	d, err := corpus.Parse("x.md", []byte("# 青禾有限公司差旅费管理办法\n\n第一条 为了规范差旅费，制定本办法。\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	docs := []*corpus.Document{d}
	words, err := cutter.New("")
	if err != nil {
		fmt.Println(err)
		return
	}
	words.LearnTexts(field.SourcesOf(docs))
	titles := naming.New(docs, words)

	text := gram.Fold("差旅费办法第一条")
	for _, name := range titles.Find(text, reference.All(text)).Named {
		fmt.Println(text[name.Start:name.End], name.Documents[0].Title)
	}
	// Output: 差旅费办法 青禾有限公司差旅费管理办法
}
