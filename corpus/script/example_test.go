package script_test

import (
	"fmt"

	"tiaowen/corpus/script"
)

func ExamplePlain() {
	fmt.Println(script.Plain("总　则"), script.Plain("保密 规定"))
	// Output: 总则 保密 规定
}

func ExampleEndsSentence() {
	fmt.Println(script.EndsSentence("各单位应当报送材料。”"), script.EndsSentence("第一章　总则"))
	// Output: true false
}
