package plural_test

import (
	"fmt"

	"tiaowen/api/plural"
)

func ExampleFormat() {
	for _, n := range []int{0, 1, 2} {
		fmt.Println(plural.Format("%d {document|documents} with %d {clause|clauses}", n, 1))
	}
	// Output:
	// 0 documents with 1 clause
	// 1 document with 1 clause
	// 2 documents with 1 clause
}

func ExampleFormat_order() {
	// The choice goes with the verb before it, whatever the order of the arguments.
	fmt.Println(plural.Format("%[2]d {duty names|duties name} a date in %[1]d", 2027, 1))
	// Output: 1 duty names a date in 2027
}
