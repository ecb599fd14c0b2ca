package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMeasures(t *testing.T) {
	d := Measures()
	if d.ID != "cyzd" || d.Title != "推进全面从严治党工作措施" {
		t.Errorf("id %q, title %q", d.ID, d.Title)
	}
	if len(d.Sections) != 11 || d.Report.Articles != 38 || len(d.Report.Gaps) != 0 {
		t.Errorf("%d sections, %d clauses, gaps %q; want 11, 38, none", len(d.Sections), d.Report.Articles, d.Report.Gaps)
	}
	checkInvariants(t, d)

	c := d.Clause("20")
	if got, want := c.Cite(), "《推进全面从严治党工作措施》第20条（六、建设忠诚干净担当干部队伍）"; got != want {
		t.Errorf("Cite() = %s, want %s", got, want)
	}
	if !strings.HasPrefix(c.Text(), "净化选人用人风气。把严格监督贯穿") || !strings.HasSuffix(c.Text(), "逆淘汰现象。") {
		t.Errorf("clause 20 reads %s", c.Text())
	}
	var ranges []string
	for _, s := range d.Sections {
		ranges = append(ranges, d.Clauses[s.First].Key+"–"+d.Clauses[s.End-1].Key)
	}
	want := "1–2 3–5 6–9 10–13 14–17 18–21 22–25 26–29 30–33 34–35 36–38"
	if got := strings.Join(ranges, " "); got != want {
		t.Errorf("sections hold the clauses %s, want %s", got, want)
	}
}

// The slips of the measures text, all that can be told without knowing its words.
func TestMeasuresDamage(t *testing.T) {
	want := []string{
		"4 五个必须”[,]坚决反对 ，",
		"4 两面人[\"]，坚决反 ”",
		"6 +理论[\"]方式，使 ”",
		"9 动机制[.]，强化属 ",
		"10 人领地[。]在党的工 ”。",
		"17 学一做[\"]学习教育 ”",
		"20 要职务[•]、要名誉 ",
		"20 “四唯[〃]取人，持 ”",
		"23 业党组[']织建设力 ",
		"23 慧党建[。] ”。",
		"30 机会，[,]让党纪重 ",
		"36 岗双责[七]认真抓好 ”，",
	}
	var got []string
	for _, c := range Measures().Clauses {
		for _, r := range c.Repairs {
			if r.Chinese() == r.Reason {
				t.Errorf("no Chinese for %q", r.Reason)
			}
			before, after := []rune(c.Document.Source[c.Body.Start:r.Start]), []rune(c.Document.Source[r.End:c.Body.End])
			n := 3
			if string(before[len(before)-1]) == "”" {
				n = 5
			}
			got = append(got, c.Key+" "+string(before[len(before)-n:])+"["+c.Document.Text(r.Span)+"]"+string(after[:min(4, len(after))])+" "+r.Likely)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestClean(t *testing.T) {
	d := Measures()
	for key, words := range map[string]string{
		"20": "持续破除“四唯”取人，持续整治", "23": "外资企业党组织建设", "36": "要履行“一岗双责”，认真抓好", "10": "当作“私人领地”。在党的", "30": "机会，让党纪",
	} {
		c := d.Clause(key)
		text, at := c.Clean()
		if !strings.Contains(text, words) {
			t.Errorf("clause %s, cleaned, lacks %s", key, words)
		}
		// What was not repaired maps to itself; the map never goes back and ends at the ends.
		last := at(0)
		if last != c.Body.Start || at(len(text)) != c.Body.End {
			t.Errorf("clause %s maps to [%d,%d), want [%d,%d)", key, last, at(len(text)), c.Body.Start, c.Body.End)
		}
		for i, r := range text {
			place := at(i)
			if place < last {
				t.Fatalf("clause %s: offset %d maps back, to %d", key, i, place)
			}
			last = place
			inserted := false
			for _, repair := range c.Repairs {
				inserted = inserted || place == repair.Start
			}
			if !inserted && !strings.HasPrefix(d.Source[place:], string(r)) {
				t.Fatalf("clause %s: %c at %d maps to %d, where %.12q stands", key, r, i, place, d.Source[place:])
			}
		}
	}
}
