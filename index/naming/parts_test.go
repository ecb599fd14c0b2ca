package naming

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/reference"
	"tiaowen/index/sampletest"
)

// What some characters are worth for a word of a title.
func TestPieceOf(t *testing.T) {
	for _, test := range []struct {
		piece, word string
		want        float64
	}{
		{"诉讼", "诉讼", 1}, {"民诉", "民事诉讼", 0.9}, {"民", "民事", 0.9}, {"民", "民事诉讼", 0.5}, {"讼", "诉讼", 0.4},
		{"事诉", "民事诉讼", 0}, {"诉民", "民事诉讼", 0}, {"刑", "民事", 0}, {"诉讼法", "诉讼", 0},
	} {
		if got := pieceOf([]rune(test.piece), []rune(test.word)); got != test.want {
			t.Errorf("%s of %s: %v, want %v", test.piece, test.word, got, test.want)
		}
	}
}

// A way that cuts fewer words is better than one that keeps more of the title.
func TestKeeping(t *testing.T) {
	word := titleWord{runes: []rune("差旅费"), weight: 3}
	whole, cut, one := keeping{ok: true}.with(3, word, 1), keeping{ok: true}.with(2, word, 0.9), keeping{ok: true}.with(1, word, 0.9)
	if whole.parts != 0 || cut.parts != 1 || cut.singles != 0 || one.singles != 1 || whole.share != 3 {
		t.Errorf("%+v, %+v, %+v", whole, cut, one)
	}
	if !whole.better(cut) || cut.better(whole) || whole.better(whole) || !one.better(keeping{}) {
		t.Error("the better way is another")
	}
	// Two characters of the issuer's name may be left out for nothing, one alone counts.
	empty := titleWord{runes: []rune("青禾")}
	if k := (keeping{ok: true}).with(1, empty, 0.9); k.parts != 1 || k.share != 0 {
		t.Errorf("a word without weight: %+v", k)
	}
}

// Which names may stand for which titles, by how they keep them.
func TestAccepts(t *testing.T) {
	for _, test := range []struct {
		name        string
		fit         fit
		n           int
		kind        string
		loose, show bool
		want        bool
	}{
		{"whole words of a law", fit{share: 0.3, whole: true}, 2, "法", false, false, true},
		{"too little of it", fit{share: 0.29, whole: true}, 2, "法", false, false, false},
		{"two characters of each word", fit{share: 0.35}, 2, "条例", false, false, true},
		{"single characters", fit{share: 0.6, singles: 1, first: true}, 2, "法", false, false, true},
		{"single characters, the first word left out", fit{share: 0.9, singles: 1}, 2, "法", false, false, false},
		{"an ordinary word at the end", fit{share: 0.9, whole: true}, 3, "规定", true, false, true},
		{"a short one", fit{share: 0.9, whole: true}, 2, "规定", true, false, false},
		{"a short one in 《》", fit{share: 0.9, whole: true}, 2, "规定", true, true, true},
		{"pieces before an ordinary word", fit{share: 0.9, first: true}, 3, "规定", true, true, false},
		{"pieces of a ruling", fit{share: 0.9}, 3, "解释", true, true, true},
		{"pieces of a ruling that nothing shows", fit{share: 0.9}, 3, "解释", true, false, false},
	} {
		if got := test.fit.accepts(test.n, test.kind, test.loose, test.show); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// What stands in brackets at the end of a title is not a part of it, however much it is.
func TestTrimmed(t *testing.T) {
	for title, want := range map[string]string{
		"公司章程(试行)": "公司章程", "公司章程 (2020年修订) (节选)": "公司章程", "公司(集团)章程": "公司(集团)章程", "(试行)": "(试行)", "": "", "公司章程": "公司章程",
	} {
		if got := title[:trimmed(title)]; got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
		}
	}
}

// A text is compared by its letters and digits, and each byte of these knows where it came from.
func TestKeyed(t *testing.T) {
	for _, text := range []string{"《中华人民共和国民法典》第 5 条", "中华人民共和国", "", "a-b c", "关于适用〈公司法〉的解释(一)"} {
		k := newKeyed(text)
		if string(k.key) != Key(text) || len(k.from) != len(k.key) || len(k.to) != len(k.key) {
			t.Errorf("%q: %q, want %q", text, k.key, Key(text))
			continue
		}
		for i := range k.key {
			if source := text[k.from[i]:k.to[i]]; strings.IndexByte(source, k.key[i]) < 0 || len([]rune(source)) != 1 {
				t.Errorf("%q: byte %d comes from %q", text, i, source)
			}
		}
	}
}

// The issuer at the beginning of a title goes unsaid; a word that only looks like a place stays.
func TestIssuers(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, houseTitles...))
	for title, want := range map[string]string{
		"最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定": "最高人民法院关于", "青禾重工有限公司差旅费报销管理办法": "青禾重工有限公司",
		"枫林镇石桥村村规民约": "枫林镇石桥村", "中国共产党巡视工作条例": "中国共产党", "城市道路管理条例": "", "工伤保险条例": "", "柳泉大学图书馆借阅规则": "柳泉大学",
	} {
		kind, _ := kindOf(Key(title))
		if got := title[:ts.issuersOf(title, kind)[0]]; got != want {
			t.Errorf("%s is issued by %q, want %q", title, got, want)
		}
	}
}

// Where a name may stand: in 《》, and before the number of a clause, without the words that lead to it.
func TestShownPlaces(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, houseTitles...))
	for _, test := range []struct {
		text string
		want []string
	}{
		{"请问差旅费第三条", []string{"差旅费"}},
		{"《员工手册》和《印章制度（试行）》", []string{"员工手册", "印章制度"}},
		{"《员工手册》第三条", []string{"员工手册"}},
		{"根据差旅费的第三条", []string{"差旅费"}},
		{"第三条", nil},
		{"《员工手册", nil},
		{"《》第一条", nil},
		{"第三条和第五条", nil},
		{"违反差旅费(试行)第三条第二款", []string{"差旅费"}},
	} {
		folded := gram.Fold(test.text)
		r := ts.newNameReader(folded, reference.All(folded), nil)
		var got []string
		for _, place := range r.shownPlaces() {
			got = append(got, folded[place.Start:place.End])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}

// A document that is not there is told of only when its name is surely one.
func TestMissing(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, houseTitles...))
	for text, want := range map[string]string{
		"《海上养殖管理条例》第三条": "海上养殖管理条例", "海上养殖条例第三条": "海上养殖条例", "劳动合同第三条": "", "《租船合同》第三条": "租船合同",
		"公司法规定第三条": "", "公司法实施条例第三条": "公司法实施条例", "《想法》第三条": "", "随便什么第三条": "", "公司法第三条": "",
	} {
		folded := gram.Fold(text)
		got := ""
		for _, m := range ts.Find(folded, reference.All(folded)).Missing {
			got += m.Name
			if folded[m.Start:m.End] != m.Name {
				t.Errorf("%s: %q stands at %q", text, m.Name, folded[m.Start:m.End])
			}
		}
		if got != want {
			t.Errorf("%s: %q is missing, want %q", text, got, want)
		}
	}
}

// What is offered where no document has a name: the likest first, none that shares no two characters with it.
func TestNearest(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, houseTitles...))
	any := func(*corpus.Document) bool { return true }
	for name, want := range map[string]string{
		"养犬管理办法": "柳泉市养犬管理条例", "工伤保险办法": "工伤保险条例", "房屋租赁条例": "商品房屋租赁管理办法", "潜水规程": "",
	} {
		got := ts.Nearest(name, 3, any)
		switch {
		case want == "" && len(got) > 0:
			t.Errorf("%s: %s is offered", name, got[0].Title)
		case want != "" && (len(got) == 0 || got[0].Title != want):
			t.Errorf("%s: %v, want %s first", name, got, want)
		}
	}
	if got := ts.Nearest("养犬管理办法", 1, func(d *corpus.Document) bool { return !strings.Contains(d.Title, "养犬") }); len(got) > 1 || len(got) == 1 && strings.Contains(got[0].Title, "养犬") {
		t.Errorf("a document that may not be given: %v", got)
	}
}

// Titles are put in the order of the alphabet as people read them aloud.
func TestSound(t *testing.T) {
	titles := []string{"中华人民共和国安全生产法", "保险法", "Civil Code", "宪法", "中华人民共和国治安管理处罚法"}
	slices.SortFunc(titles, func(a, b string) int { return strings.Compare(Sound(a), Sound(b)) })
	if want := []string{"中华人民共和国安全生产法", "保险法", "Civil Code", "宪法", "中华人民共和国治安管理处罚法"}; !slices.Equal(titles, want) {
		t.Errorf("%q", titles)
	}
	if Sound("《安全生产法》") != Sound("中华人民共和国安全生产法") {
		t.Errorf("%q", Sound("《安全生产法》"))
	}
}
