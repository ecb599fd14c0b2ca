package reference

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// What people write besides the plain forms: units in English, counts from the end, pinyin,
// lists with ranges in them, and what only looks like one of these.
func TestForms(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// From the end.
		{"后两章", "最后2章 section <后两章>"},
		{"最后的第二条", "倒数第2条 <最后的第二条>"},
		{"倒数二章", "倒数第2章 section <倒数二章>"},
		{"倒数三条", "最后3条 <倒数三条>"},
		{"后第一部分", "倒数第1部分 section <后第一部分>"},
		{"后一部分", ""},
		{"此后三条", ""},
		{"然后一条", ""},
		{"倒数条", ""},
		{"最后零条", ""},
		{"末目", ""},
		{"最后九十九亿条", "最后9223372036854775807条 out of range <最后九十九亿条>"},
		// From the beginning.
		{"首章", "第1章 section <首章>"},
		{"开头两章", "第1–2章 section <开头两章>"},
		{"前两款", ""},
		{"以前三条", ""},
		{"前零条", ""},
		// English from the end and the beginning.
		{"the second last article", "倒数第2条 <second last article>"},
		{"third to last section", "倒数第3部分 section <third to last section>"},
		{"next to last chapter", "倒数第2章 section <next to last chapter>"},
		{"last but two clauses", "倒数第3条 <last but two clauses>"},
		{"the last clause but two", "倒数第3条 <last clause but two>"},
		{"the final provision", "倒数第1条 <final provision>"},
		{"last no. 3", "第3条 <no. 3>"},
		{"the last 99999999999 clauses", "第?条 alone out of range <99999999999>"},
		{"the last zero clauses", ""},
		{"first clause", "第1条 <first clause>"},
		{"the first 2 chapters", "第1–2章 section <first 2 chapters>"},
		{"the 3rd paragraph", "第3款 paragraph <3rd paragraph>"},
		{"the 2nd and the 3rd article", "第3条 <3rd article>"},
		// Lists and ranges in English.
		{"arts. 3-5, 9 and 12", "第3、4、5、9、12条 <arts. 3-5, 9 and 12>"},
		{"articles 3 to 5 to 8", "第3条 alone <3>; 第5条 alone <5>; 第8条 alone <8>"},
		{"articles 3, articles 4", "第3、4条 <articles 3, articles 4>"},
		{"clauses 9 through 7", "第7–9条 <clauses 9 through 7>"},
		{"clause 20 & 21", "第20、21条 <clause 20 & 21>"},
		{"section VI and VII", "第6、7部分 section <section VI and VII>"},
		{"§§ 3, 4", "第3、4条 <§§ 3, 4>"},
		{"§ x", ""},
		{"rule no. 7", "第7条 <rule no. 7>"},
		{"no 7", "第7条 alone <7>"},
		{"nos. 7 and 8", "第7、8条 <nos. 7 and 8>"},
		{"items 1 or 2", "第1、2项 item <items 1 or 2>"},
		{"clause five hundredx", "第5条 <clause five>"},
		// Lists in Chinese.
		{"第三条至第五条以及第九条", "第3、4、5、9条 <第三条至第五条以及第九条>"},
		{"第1、3至6、9条", "第1、3、4、5、6、9条 <第1、3至6、9条>"},
		{"第三条或者第四条", "第3、4条 <第三条或者第四条>"},
		{"第三条和第五条第（二）项", "第3条 <第三条>; 第5条 <第五条>; +第2项 item <第（二）项>"},
		{"第一条、第三条至第五条第二款", "第1、3、4条 <第一条、第三条至>; 第5条 <第五条>; +第2款 paragraph <第二款>"},
		{"第三、五条第二款", "第3、5条 <第三、五条>; +第2款 paragraph <第二款>"},
		{"第3条还有第9条", "第3、9条 <第3条还有第9条>"},
		{"第3条、第4款", "第3条 <第3条>; 第4款 paragraph <第4款>"},
		{"第九十九条、第一百条", "第99、100条 <第九十九条、第一百条>"},
		{"第三至四至五条", "第4–5条 bare <四至五条>"},
		{"第二三条", "第2、3条 <第二三条>"},
		{"第三二条", "第32条 <第三二条>"},
		{"第一百二十条之一第二款", "第一百二十条之一 <第一百二十条之一>; +第2款 paragraph <第二款>"},
		{"第十条之一个理由", "第10条 <第十条>"},
		{"第5-8条", "第5–8条 <第5-8条>"},
		{"第12-3条", "第十二条之三 <第12-3条>"},
		// Pinyin.
		{"di liang bai san shi er tiao", "第232条 <di liang bai san shi er tiao>"},
		{"di 3 zhang", "第3章 section <di 3 zhang>"},
		{"dierkuan", "第2款 paragraph <dierkuan>"},
		{"di 3 kuai", "第3条 alone <3>"},
		{"di yi bai ba shi tiao", "第180条 <di yi bai ba shi tiao>"},
		{"diyiqianqishitiao", "第1070条 <diyiqianqishitiao>"},
		{"di shi yi", ""},
		// Parts of a clause go on from the clause, and from nothing else.
		{"第十条 (三)", "第10条 <第十条>; +第3项 item <(三)>"},
		{"第二章（三）", "第2章 section <第二章>"},
		{"第十条第三项（二）", "第10条 <第十条>; +第3项 item <第三项>"},
		{"3款", ""},
		{"第十条，二款", "第10条 <第十条>; +第2款 paragraph <二款>"},
		// What counts.
		{"该办法共有 20 条", ""},
		{"办法 20 条", "第20条 bare <20 条>"},
		{"办法 20 怎么说", "第20条 alone <20>"},
		{"两条", "第2条 bare <两条>"},
		{"看两条", ""},
		{"看三条", "第3条 bare <三条>"},
		{"六点", ""},
		{"第六点", "第6条 <第六点>"},
		{"第六点半", ""},
		{"3节", "第3节 bare section <3节>"},
		{"上3节", ""},
		{"12345条", ""},
	} {
		if got := show(All(c.text), c.text); got != c.want {
			t.Errorf("All(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// A question is read the same however its digits, brackets and blanks are typed.
func TestWidth(t *testing.T) {
	wide := func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '\u3000'
			case r > ' ' && r < 0x7F:
				return r - 0x20 + 0xFF00
			}
			return r
		}, s)
	}
	for _, s := range []string{"第20条第2款第(3)项", "第1、3-5条", "clauses 3 and 4", "18-21", "最后3条", "民法典54", "di 20 tiao", "the last but one clause", "20条2款3项"} {
		narrow, broad := All(s), All(wide(s))
		for _, refs := range [][]Reference{narrow, broad} {
			for i := range refs {
				refs[i].Start, refs[i].End = 0, 0
			}
		}
		if len(narrow) == 0 || !slices.EqualFunc(narrow, broad, func(a, b Reference) bool {
			numbers := slices.Equal(a.Numbers, b.Numbers)
			a.Numbers, b.Numbers = nil, nil
			return numbers && a.Label() == b.Label() && a.Kind == b.Kind && a.Form == b.Form && a.Chained == b.Chained
		}) {
			t.Errorf("%q is %v, %q is %v", s, narrow, wide(s), broad)
		}
	}
}

// A reference has the numbers that its label says, and none beside them.
func TestHas(t *testing.T) {
	for _, c := range []struct {
		text string
		has  []int
	}{
		{"第3条", []int{3}}, {"第3至5条", []int{3, 4, 5}}, {"第3、7条", []int{3, 7}}, {"第1、3-5条", []int{1, 3, 4, 5}},
		{"前三条", []int{1, 2, 3}}, {"最后三条", nil}, {"倒数第二条", nil}, {"第0条", []int{0}},
	} {
		refs := All(c.text)
		if len(refs) != 1 {
			t.Fatalf("%s: %d references", c.text, len(refs))
		}
		var has []int
		for n := range 20 {
			if refs[0].Has(n) {
				has = append(has, n)
			}
		}
		if !slices.Equal(has, c.has) {
			t.Errorf("%s names %v, want %v", c.text, has, c.has)
		}
	}
}

// Lists end after a hundred numbers, and a range is never written out beyond them: a question is no way to
// take up memory.
func TestLimits(t *testing.T) {
	var long strings.Builder
	for n := range 500 {
		if n > 0 {
			long.WriteString("、")
		}
		long.WriteString("第2条")
	}
	refs := All(long.String())
	if len(refs) == 0 || len(refs[0].Numbers) != most {
		t.Fatalf("a list of 500: %d references", len(refs))
	}
	for _, s := range []string{"第1、2-999999999条", "第3-999999999、5条", "clauses 1, 2 to 999999999", "第1至99999999999条"} {
		for _, r := range All(s) {
			if len(r.Numbers) > most {
				t.Errorf("%s is written out to %d numbers", s, len(r.Numbers))
			}
			if r.To == math.MaxInt && !r.OutOfRange {
				t.Errorf("%s: %+v does not say that it is out of range", s, r)
			}
		}
	}
}
