package index

import (
	"testing"
)

func TestCorrect(t *testing.T) {
	ix := measures(t)
	for _, test := range []struct {
		query, want string
		clause      int // the first hit, 0 for any
	}{
		// The same sound, a like shape, a character too many or too few.
		{"从严执党", "从严治党", 0},
		{"巡查", "巡察", 28},
		{"民主集中治", "民主集中制", 10},
		{"形式主叉", "形式主义", 15},
		{"党风廉政设", "党风廉政建设", 0},
		{"四种形形态", "四种形态", 30},
		{"主体责任责任制", "", 0},
		// Pinyin, whole and initials.
		{"congyan zhidang", "从严治党", 0},
		{"san hui yi ke", "三会一课", 12},
		{"mianzigongcheng", "面子工程", 14},
		{"mzjzz", "民主集中制", 10},
		{"luoguan", "裸官", 21},
		{"xúnchá", "巡察", 28},
		// No slip.
		{"四种形态吗", "", 30},
		{"什么是裸官", "", 21},
		{"跑官要官允许吗", "", 20},
		{"第20条禁止什么", "", 20},
		{"audit", "", 0},
		{"今天天气怎么样", "", 0},
		{"股票怎么买", "", 0},
		{"政治生态建没", "政治生态建设", 0},
		{"财产公示", "", 0},
		{"xyz", "", 0},
		{"hello world", "", 0},
	} {
		q, err := ix.Parse(test.query)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		if q.DidYouMean != test.want {
			t.Errorf("%s: did you mean %q, want %q", test.query, q.DidYouMean, test.want)
		}
		if hits := search(t, ix, test.query, 5); test.clause > 0 && (len(hits) == 0 || hits[0].Clause.Number != test.clause) {
			t.Errorf("%s: found %v, want %d", test.query, numbers(hits), test.clause)
		}
	}
}
