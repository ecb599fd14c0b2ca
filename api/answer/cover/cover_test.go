package cover

import (
	"strings"
	"testing"

	"tiaowen/api/question"
	"tiaowen/corpus"
)

// TestFind looks for facts where documents state them.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		text string
		fact question.Fact
		want string // the places, those of clauses with their number in front
	}{
		{"某某局值班制度\n编号：WI-12　　版本：B　　密　级：内部\n生效日期：2024年2月1日\n第一条 值班室日夜有人。\n", question.DocumentNumber, "编号：WI-12"},
		{"某某局值班制度\n编号：WI-12　　版本：B\n生效日期：2024年2月1日\n第一条 值班室日夜有人。\n", question.Effective, "生效日期：2024年2月1日"},
		{"某某局值班制度\n编号：WI-12\n生效日期：2024年2月1日\n第一条 值班室日夜有人。\n第二条 本制度自2024年2月1日起执行。\n", question.Effective, "2 本制度自2024年2月1日起执行。"},
		{"某某局值班制度\n第一条 证书自2024年2月1日起生效。\n第二条 值班室日夜有人。\n", question.Effective, ""},
		{"某某局值班制度\n第一条 值班室日夜有人。\n第二条 自2024年2月1日起施行。\n", question.Effective, "2 自2024年2月1日起施行。"},
		{"某某局值班制度\n第一条 值班室日夜有人。\n第二条 本人自2024年2月1日起执行职务的，免除值班。\n", question.Effective, ""},
		{"某某局值班制度\n第一条 本制度（试行）自印发之日起施行，有效期两年。\n第二条 值班室日夜有人。\n某某局\n2024年1月5日\n", question.Effective, "1 本制度（试行）自印发之日起施行，有效期两年。|2024年1月5日"},
		{"某某局值班制度\n第一条 值班室日夜有人。\n某某局\n2024年1月5日\n", question.Issuer, "某某局"},
		{"某某局值班制度\n第一条 值班室日夜有人。\n某某局\n2024年1月5日\n", question.Issued, "2024年1月5日"},
		{"某某局值班制度\n第一条 值班室日夜有人。\n", question.Issued, ""},
		{"Duty Rules\n\nArticle 1 Somebody is on duty.\n\nArticle 2 A permit takes effect at once.\n\nArticle 3 These Rules shall come into force on 1 May 2024.\n", question.Effective, "3 These Rules shall come into force on 1 May 2024."},
	} {
		d, err := corpus.Parse("x.txt", []byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		places, _ := Find(d, test.fact)
		var got []string
		for _, p := range places {
			words := d.Text(p.Span)
			if p.Clause != nil {
				words = string(rune('0'+p.Clause.Number)) + " " + words
			}
			got = append(got, words)
		}
		if s := strings.Join(got, "|"); strings.Trim(s, "。") != strings.Trim(test.want, "。") {
			t.Errorf("%s, %s: %q, want %q", test.text, test.fact, s, test.want)
		}
	}
}
