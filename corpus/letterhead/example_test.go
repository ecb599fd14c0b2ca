package letterhead_test

import (
	"fmt"

	"tiaowen/corpus/letterhead"
)

func ExampleIsDocumentNumber() {
	fmt.Println(letterhead.IsDocumentNumber("江政办发〔2024〕12号"), letterhead.IsDocumentNumber("共十二号"))
	// Output: true false
}

func ExampleNamesDocument() {
	fmt.Println(letterhead.NamesDocument("用印管理办法（试行）"), letterhead.NamesDocument("某某市人民政府"))
	// Output: true false
}
