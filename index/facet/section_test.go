package facet

import (
	"testing"

	"tiaowen/corpus"
)

func TestSectionNamed(t *testing.T) {
	six := &corpus.Section{Number: 6, Label: "六、", Title: "建设忠诚干净担当干部队伍"}
	chapter := &corpus.Section{Unit: "章", Number: 2, Label: "第二章", Title: "自然人"}
	article := &corpus.Section{Unit: "节", Number: 2, Label: "第二节", Title: "监护"}
	heading := &corpus.Section{Title: "附则"}
	for _, test := range []struct {
		want    string
		section *corpus.Section
		is      bool
	}{
		{"6", six, true}, {"六", six, true}, {"６", six, true}, {"六、", six, true}, {"第六部分", six, true}, {"第6部分", six, true}, {" 六、建设忠诚干净担当干部队伍 ", six, true},
		{"建设忠诚干净担当干部队伍", six, true}, {"section 6", six, true}, {"16", six, false}, {"十六", six, false}, {"第六条", six, false}, {"建设", six, false}, {"", six, false},
		{"第二章", chapter, true}, {"2", chapter, true}, {"自然人", chapter, true}, {"第二章 自然人", chapter, true}, {"第二节", chapter, false}, {"第2章", chapter, true},
		{"第二节", article, true}, {"第二章", article, false}, {"第二部分", article, true},
		{"附则", heading, true}, {"0", heading, false}, {"第零章", heading, false},
	} {
		if got := SectionNamed(test.want)(test.section); got != test.is {
			t.Errorf("%q names %q: %v, want %v", test.want, test.section.Name(), got, test.is)
		}
	}
}
