package tidy

import (
	"testing"

	"tiaowen/corpus/reader"
)

func TestTables(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"bars", "表\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n", "表\n甲\t乙\n1\t2\n"},
		{"drawn", "┌──┬──┐\n│甲│乙│\n├──┼──┤\n│1 │2 │\n└──┴──┘\n完。\n", "甲\t乙\n1\t2\n完。\n"},
		{"commas", "名称,单价,数量\n桌,300,2\n椅,120,4\n", "名称\t单价\t数量\n桌\t300\t2\n椅\t120\t4\n"},
		{"an empty cell", "名称,单价,数量\n桌,,2\n椅,120,\n", "名称\t单价\t数量\n桌\t\t2\n椅\t120\t\n"},
		{"blanks", "科室  姓名  电话\n财务科    李四  8001\n人事科    王五  8002\n", "科室\t姓名\t电话\n财务科\t李四\t8001\n人事科\t王五\t8002\n"},
		{"two rows of blanks", "科室  姓名  电话\n财务科    李四  8001\n", "科室  姓名  电话\n财务科    李四  8001\n"},
		{"commas of a sentence", "为加强管理,保障安全,制定本办法。\n甲,乙,丙\n", "为加强管理,保障安全,制定本办法。\n甲,乙,丙\n"},
		{"English", "Pens, paper, ink.\nCups, plates, forks.\nNuts, bolts, nails.\n", "Pens, paper, ink.\nCups, plates, forks.\nNuts, bolts, nails.\n"},
		{"contents", "第一章  总则  1\n第二章  管理  2\n第三章  附则  3\n", "第一章  总则  1\n第二章  管理  2\n第三章  附则  3\n"},
		{"a form", "甲方：    年  月  日\n乙方：    年  月  日\n丙方：    年  月  日\n", "甲方：    年  月  日\n乙方：    年  月  日\n丙方：    年  月  日\n"},
		{"rows of unlike length", "甲,乙,丙\n1,2,3,4\n5,6,7\n", "甲,乙,丙\n1,2,3,4\n5,6,7\n"},
		{"an empty line between", "甲,乙,丙\n1,2,3\n\n4,5,6\n", "甲,乙,丙\n1,2,3\n\n4,5,6\n"},
	} {
		got, _, left := Text(&reader.Text{Source: c.text, Format: "txt"})
		if got.Source != c.want {
			t.Errorf("%s: %q, want %q", c.name, got.Source, c.want)
		}
		if len(left) > 0 {
			t.Errorf("%s: left out %q", c.name, left)
		}
	}
	if got, _, _ := Text(&reader.Text{Source: "甲,乙,丙\n1,2,3\n4,5,6\n", Format: "markdown"}); got.Source != "甲,乙,丙\n1,2,3\n4,5,6\n" {
		t.Errorf("a table in Markdown became %q", got.Source)
	}
}

func TestPageEnds(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"both ends", "通知\n发布时间：2026-03-02 来源：某局 浏览次数：12\n一、甲。\n附件下载：\n通知.pdf\n【打印】【关闭】\n上一篇：甲\n", "通知\n一、甲。\n"},
		{"a source alone stays", "通知\n来源：某局\n一、甲。\n", "通知\n来源：某局\n一、甲。\n"},
		{"a list of files stays", "通知\n一、甲。\n附件：\n申请表.docx\n", "通知\n一、甲。\n附件：\n申请表.docx\n"},
	} {
		if got, _, _ := Text(&reader.Text{Source: c.text, Format: "txt"}); got.Source != c.want {
			t.Errorf("%s: %q, want %q", c.name, got.Source, c.want)
		}
	}
}
