package damage_test

import (
	"fmt"

	"tiaowen/corpus/damage"
	"tiaowen/corpus/span"
)

func ExampleFind() {
	source := "各单位要落实责任。，并报送材料。"
	for _, r := range damage.Find(source, span.Span{End: len(source)}, damage.ReadHabits(source)) {
		fmt.Printf("%q: %s\n", source[r.Start:r.End], r.Reason)
	}
	// Output:
	// "，": two stops stand where one belongs
}
