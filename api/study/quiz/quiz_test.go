package quiz

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
)

// all are all questions of a document.
func all(d *corpus.Document) (*Book, []*Question) {
	b := Read(d, nil, nil)
	return b, b.Questions(d.Clauses)
}

// find gives the first question whose stem has some words.
func find(qs []*Question, kind Kind, words string) *Question {
	i := slices.IndexFunc(qs, func(q *Question) bool { return q.Kind == kind && strings.Contains(q.Stem, words) })
	if i < 0 {
		return nil
	}
	return qs[i]
}

const rules = `用车管理办法
第一章　借用
第一条　为规范用车，制定本办法。
第二条　出借人应当将车辆按照约定的时间交付借用人，并且说明车辆的状况。
第三条　借用人应当在使用后三日内将车辆返还出借人。
第四条　有下列情形之一的，出借人可以收回车辆：
（一）借用人擅自转借车辆的；
（二）借用人未按照约定的用途使用车辆的；
（三）车辆需要修理的；
（四）法律规定的其他情形。
第二章　管理
第五条　有下列情形之一的，管理人可以停止车辆的使用：
（一）车辆未按照规定检验的；
（二）车辆的保险已经到期的。
第六条　管理人不得伪造行车记录。
第七条　出借人离职后半年内，不得转让其车辆。
第八条　费用按照下列顺序支付：
（一）修理的费用；
（二）检验的费用；
（三）停放的费用。
`

// The key of a list has every item, and what is said not to be in it is not.
func TestKeysAreWhole(t *testing.T) {
	b, qs := all(parse(t, rules))
	short := find(qs, Short, "收回车辆")
	if short == nil || !slices.Equal(short.Answers, []string{"借用人擅自转借车辆的", "借用人未按照约定的用途使用车辆的", "车辆需要修理的", "法律规定的其他情形"}) {
		t.Fatalf("the items of 第四条: %+v", short)
	}
	if faults := b.Faults(short); len(faults) > 0 {
		t.Errorf("a whole key: %q", faults)
	}
	cut := *short
	cut.Answers = cut.Answers[:3]
	if faults := b.Faults(&cut); !strings.Contains(strings.Join(faults, " "), "as many items") {
		t.Errorf("a key without its last item: %q", faults)
	}
	wrong := *short
	wrong.Explanation = "原文：借用人擅自转借车辆的；车辆需要修理的（《用车管理办法》第四条）"
	if faults := b.Faults(&wrong); !strings.Contains(strings.Join(faults, " "), "not in the clause") {
		t.Errorf("a quotation with a hole that it does not show: %q", faults)
	}
	wrong.Explanation = "原文：借用人擅自转借车辆的……车辆需要修理的（《用车管理办法》第四条）"
	if faults := b.Faults(&wrong); len(faults) > 0 {
		t.Errorf("a hole that is shown: %q", faults)
	}
	if q := find(qs, Order, "顺序"); q == nil || q.Options[q.Right[0]] != "修理的费用" || q.Options[q.Right[2]] != "停放的费用" {
		t.Errorf("the order of 第八条: %+v", q)
	}
}

// A statement that depends on a condition is not a prohibition by itself.
func TestConditionsAreNoProhibitions(t *testing.T) {
	_, qs := all(parse(t, rules))
	for _, q := range qs {
		if strings.Contains(q.Stem, "第七条明确禁止") {
			t.Errorf("第七条 forbids something for half a year alone: %s", q.Stem)
		}
	}
}

// False statements are false, and their words do not stand elsewhere in the clause.
func TestFalseStatements(t *testing.T) {
	_, qs := all(parse(t, rules))
	var told []string
	for _, q := range qs {
		if q.False() {
			told = append(told, q.Altered)
		}
	}
	all := strings.Join(told, "\n")
	if !strings.Contains(all, "三日") || !strings.Contains(all, "该条没有列出") {
		t.Errorf("figures and items are altered: %s", all)
	}
}

// Ids stay when a figure or a word elsewhere in the sentence changes.
func TestIdsSurviveSmallChanges(t *testing.T) {
	ids := func(text string) map[string]string {
		_, qs := all(parse(t, text))
		out := make(map[string]string)
		for _, q := range qs {
			out[q.ID] = strings.Join(q.RightWords(), "|")
		}
		return out
	}
	before := ids(rules)
	after := ids(strings.Replace(rules, "三日内", "五日内", 1))
	changed, kept := 0, 0
	for id, answer := range before {
		now, ok := after[id]
		switch {
		case !ok:
		case now != answer:
			changed++
		default:
			kept++
		}
	}
	if changed == 0 || kept*10 < len(before)*8 {
		t.Errorf("%d of %d questions keep id and answer, %d their id", kept, len(before), changed)
	}
}
