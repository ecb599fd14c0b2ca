package duty_test

import (
	"fmt"
	"time"

	"tiaowen/api/duty"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

func read(text string) *duty.Register {
	d, err := corpus.Parse("档案办法.txt", []byte(text))
	if err != nil {
		panic(err)
	}
	return duty.Read([]*corpus.Document{d}, nil)
}

const archives = `档案办法

第一条 主管部门应当于每年1月31日前公布目录。

第二条 各单位应当每半年检查一次档案。

第三条 任何单位不得损毁档案。

第四条 主管部门可以委托他人保管档案。
`

func ExampleParseDay() {
	for _, words := range []string{"每年1月31日前", "6月前", "每季度末后十五日内", "自受理之日起15日内"} {
		day, ok := duty.ParseDay(words, "", 0)
		if !ok {
			fmt.Println(words, "is counted from an event")
			continue
		}
		fmt.Println(words, "comes", len(day.In(2027)), "times a year, first on", day.In(2027)[0].Format(time.DateOnly))
	}
	// Output:
	// 每年1月31日前 comes 1 times a year, first on 2027-01-31
	// 6月前 comes 1 times a year, first on 2027-05-31
	// 每季度末后十五日内 comes 4 times a year, first on 2027-01-15
	// 自受理之日起15日内 is counted from an event
}

func ExampleRegister_Select() {
	r := read(archives)
	found := r.Select(duty.Filter{Kind: norm.Require})
	for _, i := range found.Norms {
		fmt.Println(r.Clause(i).Name(), r.Norm(i, new(duty.Reading)).Actor)
	}
	// Each filter counts what it would leave with another value.
	for _, k := range found.Kinds {
		fmt.Println(k.Value, k.N)
	}
	// Output:
	// 第一条 主管部门
	// 第二条 各单位
	// forbid 1
	// require 2
	// permit 1
	// encourage 0
}

func ExampleRegister_Year() {
	r := read(archives)
	all := r.Select(duty.Filter{Time: duty.Dated})
	for _, e := range r.Year(all.Norms, 2027) {
		fmt.Println(e.Date.Format(time.DateOnly), r.Clause(e.Norm).Name())
	}
	// Output: 2027-01-31 第一条
}
