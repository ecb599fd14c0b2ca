package ring_test

import (
	"fmt"

	"tiaowen/index/ring"
)

func Example() {
	c := ring.New[string, int](2)
	c.Put("a", 1)
	c.Put("b", 2)
	c.Put("c", 3) // takes the place of a
	_, ok := c.Get("a")
	fmt.Println(ok)
	fmt.Println(c.Get("c"))
	// Output:
	// false
	// 3 true
}
