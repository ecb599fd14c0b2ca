package reference

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/segmenter"
)

func show(refs []Reference, text string) string {
	forms := [...]string{"named", "bare", "alone"}
	var out []string
	for _, r := range refs {
		s := r.Label()
		if r.Form != Named {
			s += " " + forms[r.Form]
		}
		if r.Kind != Clause {
			s += " " + r.Kind.String()
		}
		if r.OutOfRange {
			s += " out of range"
		}
		if r.Chained {
			s = "+" + s
		}
		out = append(out, s+" <"+text[r.Start:r.End]+">")
	}
	return strings.Join(out, "; ")
}

func TestReferences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// One clause, in every form.
		{"第20条", "第20条 <第20条>"},
		{"第２０条禁止什么", "第20条 <第２０条>"},
		{"第二十条禁止什么？", "第20条 <第二十条>"},
		{"第廿条", "第20条 <第廿条>"},
		{"第卅四条", "第34条 <第卅四条>"},
		{"第贰拾贰条", "第22条 <第贰拾贰条>"},
		{"第二〇条", "第20条 <第二〇条>"},
		{"第二○条", "第20条 <第二○条>"},
		{"第一百零八条", "第108条 <第一百零八条>"},
		{"第一百〇八条", "第108条 <第一百〇八条>"},
		{"第一千零七十九条", "第1079条 <第一千零七十九条>"},
		{"第两百条", "第200条 <第两百条>"},
		{"第二十條規定", "第20条 <第二十條>"},
		{"第貳拾條", "第20条 <第貳拾條>"},
		{"笫二十条", "第20条 <笫二十条>"},
		{"弟20条", "第20条 <弟20条>"},
		{"第 20 条", "第20条 <第 20 条>"},
		{"第　二十　条", "第20条 <第　二十　条>"},
		{"第2十条", "第20条 <第2十条>"},
		{"第020条", "第20条 <第020条>"},
		{"民法典第五十四条是什么", "第54条 <第五十四条>"},
		{"第一百二十条之一", "第一百二十条之一 <第一百二十条之一>"},
		{"第120-1條", "第一百二十条之一 <第120-1條>"},
		{"第20條之2", "第二十条之二 <第20條之2>"},
		{"第八条之规定", "第8条 <第八条>"},
		{"20条", "第20条 bare <20条>"},
		{"二十条说了什么", "第20条 bare <二十条>"},
		{"廿条", "第20条 bare <廿条>"},
		{"请问20条的内容", "第20条 bare <20条>"},
		{"20条规定了什么", "第20条 bare <20条>"},
		{"20", "第20条 alone <20>"},
		{"２０", "第20条 alone <２０>"},
		{"二十？", "第20条 alone <二十>"},
		{"廿", "第20条 alone <廿>"},
		{"卅四", "第34条 alone <卅四>"},
		{"20.", "第20条 alone <20>"},
		{"第20", "第20条 alone <第20>"},
		{"民法典 五十四", "第54条 alone <五十四>"},
		{"民法典54", "第54条 alone <54>"},
		{"民法典五百六十三", "第563条 alone <五百六十三>"},
		{"安全生产条例二十三？", "第23条 alone <二十三>"},
		{"养老金一百二十", ""},
		{"解释五条", "第5条 bare <五条>"},
		{"刑法120-1", "第一百二十条之一 alone <120-1>"},
		{"刑法一百二十之一", "第一百二十条之一 alone <一百二十之一>"},
		{"刑法 120-1", "第一百二十条之一 alone <120-1>"},
		{"刑法10-12", ""},
		{"刑法第120之一条", "第一百二十条之一 <第120之一条>"},
		{"第二百八十七之二条怎么说", "第二百八十七条之二 <第二百八十七之二条>"},
		{"第八之规定", ""},
		{"第（三）项", "第3项 item <第（三）项>"},
		{"《民法典》五十四", "第54条 alone <五十四>"},
		{"20 禁止什么", "第20条 alone <20>"},
		{"第99999999999999999999条", "第?条 out of range <第99999999999999999999条>"},
		{"第九十九亿条", "第?条 out of range <第九十九亿条>"},
		{"第0条", "第0条 <第0条>"},
		{"di20tiao", "第20条 <di20tiao>"},
		{"di 20 tiao", "第20条 <di 20 tiao>"},
		{"di er shi tiao jinzhi shenme", "第20条 <di er shi tiao>"},
		{"dishibatiao", "第18条 <dishibatiao>"},
		{"di liu bufen", "第6部分 section <di liu bufen>"},
		{"didi tiao", ""},
		{"di jiu", ""},
		{"第 二 十 条", "第20条 <第 二 十 条>"},
		{"第 1 2 条", "第12条 <第 1 2 条>"},
		{"第20个措施", "第20条 <第20个措施>"},
		{"第20项措施是什么", "第20条 <第20项措施>"},
		{"刑法232条", "第232条 bare <232条>"},
		{"宪法修正案2018年第五十一条的内容是什么？", "第51条 <第五十一条>"},
		{"一百一十条", "第110条 bare <一百一十条>"},
		// Ranges and lists.
		{"第20条-第22条", "第20–22条 <第20条-第22条>"},
		{"第二十至二十二条", "第20–22条 <第二十至二十二条>"},
		{"刑法第二百三十二条和二百三十四条", "第232、234条 <第二百三十二条和二百三十四条>"},
		{"民法典第1165条、1166条", "第1165、1166条 <第1165条、1166条>"},
		{"第12、第13条", "第12、13条 <第12、第13条>"},
		{"第1编至第3编", "第1–3编 section <第1编至第3编>"},
		{"18到21", "第18–21条 alone <18到21>"},
		{"18-21", "第18–21条 alone <18-21>"},
		{"18—21条", "第18–21条 bare <18—21条>"},
		{"18～21条", "第18–21条 bare <18～21条>"},
		{"十八至二十一", "第18–21条 alone <十八至二十一>"},
		{"第21-18条", "第18–21条 <第21-18条>"},
		{"第18条到第21条", "第18–21条 <第18条到第21条>"},
		{"第十八条至二十一条", "第18–21条 <第十八条至二十一条>"},
		{"从18条到21条讲什么", "第18–21条 bare <18条到21条>"},
		{"18条到21", "第18–21条 bare <18条到21>"},
		{"第三至五条", "第3–5条 <第三至五条>"},
		{"第3、4条", "第3、4条 <第3、4条>"},
		{"第3条、第4条和第8条", "第3、4、8条 <第3条、第4条和第8条>"},
		{"第3和4条", "第3、4条 <第3和4条>"},
		{"3、4条", "第3、4条 bare <3、4条>"},
		{"第1、3-5条", "第1、3、4、5条 <第1、3-5条>"},
		{"第3-5、8条", "第3、4、5、8条 <第3-5、8条>"},
		{"第三四条", "第3、4条 <第三四条>"},
		{"第一条和五个必须", "第1条 <第一条>"},
		{"第二十条、第二十一条第二款", "第20条 <第二十条>; 第21条 <第二十一条>; +第2款 paragraph <第二款>"},
		{"前三条", "第1–3条 <前三条>"},
		// From the end.
		{"最后一条", "倒数第1条 <最后一条>"},
		{"最后1条是什么", "倒数第1条 <最后1条>"},
		{"倒数第二条", "倒数第2条 <倒数第二条>"},
		{"倒数第2条", "倒数第2条 <倒数第2条>"},
		{"末条", "倒数第1条 <末条>"},
		{"最后三条", "最后3条 <最后三条>"},
		{"最后一章", "倒数第1章 section <最后一章>"},
		{"最后一个部分", "倒数第1部分 section <最后一个部分>"},
		{"倒数第二部分", "倒数第2部分 section <倒数第二部分>"},
		{"last clause", "倒数第1条 <last clause>"},
		{"the last but one clause", "倒数第2条 <last but one clause>"},
		{"the penultimate article", "倒数第2条 <penultimate article>"},
		{"second to last clause", "倒数第2条 <second to last clause>"},
		{"last clause but one", "倒数第2条 <last clause but one>"},
		{"the last three clauses", "最后3条 <last three clauses>"},
		// Sections.
		{"第六部分", "第6部分 section <第六部分>"},
		{"第十一部分说什么", "第11部分 section <第十一部分>"},
		{"第六大部分", "第6部分 section <第六大部分>"},
		{"第六个部分", "第6部分 section <第六个部分>"},
		{"第六部份", "第6部分 section <第六部份>"},
		{"第一章第三条", "第1章 section <第一章>; +第3条 <第三条>"},
		{"第九章", "第9章 section <第九章>"},
		{"第二编第三章第一节", "第2编 section <第二编>; +第3章 section <第三章>; +第1节 section <第一节>"},
		{"第一分编", "第1分编 section <第一分编>"},
		{"六、", "第6部分 section <六、>"},
		{"六、建设忠诚干净担当干部队伍", "第6部分 section <六、>"},
		{"6章", "第6章 bare section <6章>"},
		{"第二、三部分", "第2、3部分 section <第二、三部分>"},
		{"第六部分第20条", "第6部分 section <第六部分>; +第20条 <第20条>"},
		{"section six", "第6部分 section <section six>"},
		{"Section 6", "第6部分 section <Section 6>"},
		{"part VI", "第6部分 section <part VI>"},
		{"Part Ⅵ", "第6部分 section <Part Ⅵ>"},
		{"chapter 9", "第9章 section <chapter 9>"},
		{"the sixth section", "第6部分 section <sixth section>"},
		// Paragraphs and items.
		{"第二十条第二款第（三）项", "第20条 <第二十条>; +第2款 paragraph <第二款>; +第3项 item <第（三）项>"},
		{"第二十条第二款第三项第1目", "第20条 <第二十条>; +第2款 paragraph <第二款>; +第3项 item <第三项>; +第1目 item <第1目>"},
		{"20条2款3项", "第20条 bare <20条>; +第2款 paragraph <2款>; +第3项 item <3项>"},
		{"第二十条（三）", "第20条 <第二十条>; +第3项 item <（三）>"},
		{"第十条的第二款", "第10条 <第十条>; +第2款 paragraph <第二款>"},
		{"第十条第一、二款", "第10条 <第十条>; +第1、2款 paragraph <第一、二款>"},
		{"第十条第一款至第三款", "第10条 <第十条>; +第1–3款 paragraph <第一款至第三款>"},
		{"clause 20, paragraph 2", "第20条 <clause 20>; +第2款 paragraph <paragraph 2>"},
		{"第3条第(二)款", "第3条 <第3条>; +第2款 paragraph <第(二)款>"},
		{"（三）", "第3项 item <（三）>"},
		// English.
		{"clause 20", "第20条 <clause 20>"},
		{"Clause20", "第20条 <Clause20>"},
		{"clauses 3 and 4", "第3、4条 <clauses 3 and 4>"},
		{"clauses 3, 4 and 6-8", "第3、4、6、7、8条 <clauses 3, 4 and 6-8>"},
		{"clauses 18 to 21", "第18–21条 <clauses 18 to 21>"},
		{"between clauses 18 and 21", "第18–21条 <clauses 18 and 21>"},
		{"art. 31", "第31条 <art. 31>"},
		{"Art.31", "第31条 <Art.31>"},
		{"article 31 of the civil code", "第31条 <article 31>"},
		{"what does clause twenty-one forbid", "第21条 <clause twenty-one>"},
		{"article one hundred and eight", "第108条 <article one hundred and eight>"},
		{"the twentieth clause", "第20条 <twentieth clause>"},
		{"the 22nd article", "第22条 <22nd article>"},
		{"twenty", "第20条 alone <twenty>"},
		{"twentieth", "第20条 alone <twentieth>"},
		{"§ 20", "第20条 <§ 20>"},
		{"#20", "第20条 <#20>"},
		{"№ 20", "第20条 <№ 20>"},
		{"first three clauses", "第1–3条 <first three clauses>"},
		{"article 99999999999999999999", "第?条 out of range <article 99999999999999999999>"},
		// Nothing of the kind.
		{"第一责任人是谁", ""},
		{"三会一课", ""},
		{"两个功能", ""},
		{"第一审", ""},
		{"第三人", ""},
		{"几条", ""},
		{"三十八条措施", ""},
		{"一共38条", ""},
		{"共38条", ""},
		{"有38条吗", ""},
		{"有几条", ""},
		{"中央八项规定", ""},
		{"四个意识", ""},
		{"十八届三中全会", ""},
		{"5+1工程", ""},
		{"第一条件", ""},
		{"第二条战线", ""},
		{"第三条例", ""},
		{"第一项目", ""},
		{"第一目标", ""},
		{"第一章程", ""},
		{"一条龙服务", ""},
		{"一部分干部", ""},
		{"两部分内容", ""},
		{"两学一做", ""},
		{"2016年", ""},
		{"1.5%", ""},
		{"上一节课", ""},
		{"三大纪律八项注意", ""},
		{"一", "第1条 alone <一>"},
		{"partial 20", "第20条 alone <20>"},
		{"3 clauses", "第3条 alone <3>"},
		{"start 20", "第20条 alone <20>"},
		{"万条", ""},
		{"三十八项措施", ""},
		{"38个措施", ""},
		{"此后三条新规", ""},
		{"三条红线", ""},
		{"十条硬措施", ""},
		{"第一时间", ""},
		{"第三方", ""},
		{"第十九届四中全会", ""},
		{"8小时外", ""},
		{"前款规定", ""},
		{"前两款规定", ""},
		{"百条禁令", ""},
		{"", ""},
		{"，。", ""},
		{"(", ""},
		{"第", ""},
		{"第条", ""},
	} {
		if got := show(All(c.text), c.text); got != c.want {
			t.Errorf("All(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		s    string
		want int // -1: no number
	}{
		{"20", 20}, {"２０", 20}, {" 20 ", 20}, {"二十", 20}, {"廿", 20}, {"廿一", 21}, {"卅四", 34}, {"卌", 40}, {"贰拾贰", 22}, {"貳拾貳", 22},
		{"二〇", 20}, {"二零", 20}, {"二○二三", 2023}, {"二O二三", 2023}, {"十", 10}, {"十一", 11}, {"一十一", 11}, {"九十九", 99}, {"一百", 100},
		{"一百零八", 108}, {"一百八", 180}, {"一百八十", 180}, {"两百五", 250}, {"百二十", 120}, {"一千零三十五", 1035}, {"一千二百六十", 1260},
		{"一万", 10000}, {"一万二", 12000}, {"1万2千", 12000}, {"12万", 120000}, {"二十万", 200000}, {"一亿零五", 100000005}, {"两", 2}, {"〇", 0}, {"零", 0},
		{"1百2十", 120}, {"108th", 108}, {"twenty", 20}, {"twentieth", 20}, {"Twenty-One", 21}, {"twenty first", 21}, {"one hundred and eight", 108}, {"two hundred", 200}, {"nineteen", 19},
		{"", -1}, {"条", -1}, {"第二十", -1}, {"十十", -1}, {"二十十", -1}, {"一百二百", -1}, {"二十20", -1}, {"20十", -1}, {"零十", -1}, {"一百零", -1}, {"万", -1},
		{"-1", -1}, {"1.5", -1}, {"2万3万", -1}, {"99999999999999999999", -1}, {"十亿", -1}, {"twenty twenty", -1}, {"twentyx", -1}, {"1 2", -1},
	} {
		n, ok := Number(c.s)
		if !ok {
			n = -1
		}
		if n != c.want {
			t.Errorf("Number(%q) = %d, want %d", c.s, n, c.want)
		}
	}
}

// Every number a statute can print is read again.
func TestNumberAll(t *testing.T) {
	digits := []rune("〇一二三四五六七八九")
	chinese := func(n int) string {
		var b strings.Builder
		units := []string{"", "十", "百", "千"}
		zero := false
		for i := 3; i >= 0; i-- {
			d := n
			for range i {
				d /= 10
			}
			switch d %= 10; {
			case d == 0:
				zero = b.Len() > 0
			default:
				if zero {
					b.WriteRune('零')
				}
				zero = false
				if !(d == 1 && i == 1 && b.Len() == 0) {
					b.WriteRune(digits[d])
				}
				b.WriteString(units[i])
			}
		}
		return b.String()
	}
	for n := 1; n < 10000; n++ {
		if got, ok := Number(chinese(n)); !ok || got != n {
			t.Fatalf("Number(%q) = %d, %v", chinese(n), got, ok)
		}
		text := fmt.Sprintf("见第%s条。", chinese(n))
		if refs := All(text); len(refs) != 1 || refs[0].From != n || refs[0].Numbers != nil || text[refs[0].Start:refs[0].End] != text[3:len(text)-3] {
			if n%10 == n/10+1 && n > 10 && n < 100 { // 第一二条 never comes from here
				t.Fatal("unreachable")
			}
			t.Fatalf("All(%q) = %s", text, show(refs, text))
		}
	}
}

func FuzzReferences(f *testing.F) {
	for _, s := range []string{"第20条之一第二款第（三）项", "clauses 3, 4 and 6-8", "18到21", "最后三条", "\xff第\u200b２０条", "第1、3-5条和前三条", "（三）", "the last but one clause", "İ第20条", "一亿一万亿条"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for i, r := range All(text) {
			if r.Start < end || r.End <= r.Start || r.End > len(text) {
				t.Fatalf("%q: reference %d at [%d,%d) after %d", text, i, r.Start, r.End, end)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[r.Start:r.End]) {
				t.Fatalf("%q: reference %d parts a character", text, i)
			}
			if r.FromEnd == 0 && (r.From < 0 || r.From > r.To) || r.ToEnd > r.FromEnd {
				t.Fatalf("%q: %+v", text, r)
			}
			end = r.End
		}
	})
}

// What is long and nearly a number takes no longer than what is none.
func TestReferencesLong(t *testing.T) {
	for _, s := range []string{"十", "一", "9", " ", "第", "第 ", "、", "一、", "1-", "(", "(一", "twenty ", "clause ", "first ", "条"} {
		All(strings.Repeat(s, 20_000))
		All("第1条" + strings.Repeat(s, 20_000) + "第2条")
	}
}

// A reference is found wherever one of the forms fits: no form fits at a
// character that is passed over.
func TestReferenceBeginnings(t *testing.T) {
	behind := []string{"20条", "二十条", "三条", " 3 条", "(三)", "后三条", "第二章", "、", "一", "五章", "百条", "数第二条", "article 3"}
	for r := rune(utf8.RuneSelf); r <= 0x9FFF; r++ {
		if folded, _ := segmenter.Fold(string(r)); folded != string(r) || begins(string(r)) {
			continue
		}
		for _, rest := range behind {
			p := &parser{s: string(r) + rest}
			for i, form := range forms {
				if got, ok := form(p, 0); ok {
					t.Fatalf("%s: form %d reads %v", p.s, i, got)
				}
			}
		}
	}
}
