package date_test

import (
	"fmt"

	"tiaowen/corpus/date"
)

func ExampleRead() {
	iso, rest := date.Read("二〇二四年五月一日起施行")
	fmt.Println(iso, rest)
	// Output: 2024-05-01 起施行
}

func ExampleVersion() {
	fmt.Println(date.Version([]string{"2019年3月1日发布", "2023年6月5日修订", "自2023年7月1日起施行"}))
	// Output: 2023-06-05
}
