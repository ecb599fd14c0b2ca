package pieces_test

import (
	"strconv"
	"strings"
	"testing"

	"tiaowen/corpus/front"
	"tiaowen/corpus/label"
	"tiaowen/corpus/line"
	"tiaowen/corpus/pieces"
	"tiaowen/corpus/reader"
)

// TestPieces finds the documents of a file and what each of them came under.
func TestPieces(t *testing.T) {
	for _, tc := range []struct{ name, source, pieces string }{
		{"a notice with points of its own and an annex", "关于印发《用车办法》的通知\n各处室：\n一、认真执行。\n二、及时反馈。\n2024年3月1日\n附件\n用车办法\n第一条 公车公用。\n第二条 禁止私用。\n", "0+5 5+4"},
		{"a notice that says nothing else is the cover", "关于印发《用车办法》的通知\n各处室：\n现将《用车办法》印发给你们。\n2024年3月1日\n用车办法\n第一条 公车公用。\n第二条 禁止私用。\n", "0+7/4"},
		{"an order", "某市人民政府令\n第8号\n《用车办法》已经通过，现予公布。\n2024年3月1日\n用车办法\n第一条 公车公用。\n第二条 禁止私用。\n", "0+7/4"},
		{"a title that is only cited", "关于执行《用车办法》的通知\n各处室：\n一、《用车办法》已经施行。\n二、严格执行。\n2024年3月1日\n", "0+5"},
		{"two annexes, each on its own", "关于做好盘点的通知\n各科室：\n一、认真盘点。\n二、及时上报。\n附件：1.盘点表\n2.汇总表\n2024年3月1日\n附件1\n盘点表\n品名　数量\n附件2\n汇总表\n科室　数量\n", "0+7 7+3 10+3"},
		{"a list of what is attached is no attachment", "关于做好盘点的通知\n各科室：\n一、认真盘点。\n附件：盘点表\n2024年3月1日\n", "0+5"},
		{"rules host nothing", "用车办法\n第一条 公车公用。\n附件\n申请表\n部门：\n", "0+5"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			lines := &line.List{Source: tc.source, Lines: line.Split(tc.source)}
			for i := range lines.Lines {
				lines.Lines[i].Label = label.Read(lines.Words(i))
			}
			first := front.Read("a.txt", &reader.Text{Source: tc.source}, lines, 0)
			var got []string
			at := 0
			for _, p := range pieces.Find("a.txt", lines, first) {
				if p.Start != at {
					t.Errorf("a piece begins on line %d, the one before ends on line %d", p.Start, at)
				}
				at = p.End
				got = append(got, sprintPiece(p))
			}
			if s := strings.Join(got, " "); s != tc.pieces {
				t.Errorf("%s, want %s", s, tc.pieces)
			}
		})
	}
}

// sprintPiece writes a piece: 0+7/4 has seven lines from the first on, four of which are the cover.
func sprintPiece(p pieces.Piece) string {
	s := strconv.Itoa(p.Start) + "+" + strconv.Itoa(p.End-p.Start)
	if p.Cover > 0 {
		s += "/" + strconv.Itoa(p.Cover)
	}
	return s
}
