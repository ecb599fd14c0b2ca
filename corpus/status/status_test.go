package status

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
)

func parse(t testing.TB, name, src string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse(name, []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// show writes a status on one line.
func show(s Status) string {
	out := string(s.Kind)
	if s.Date != "" {
		out += " " + s.Date
	}
	if s.By != nil {
		out += " by " + s.By.Document.Title + s.By.Name()
	}
	if s.Next != nil {
		out += " next " + s.Next.Title + " " + s.Next.Date
	}
	return out
}

func TestOf(t *testing.T) {
	const body = "第一条 为了加强管理，保障公众安全和合法权益，制定本法规。\n\n第二条 市有关部门负责监督管理工作，区有关部门按照各自职责负责本行政区域内的监督管理工作。\n\n"
	law := func(title, history, last string) *corpus.Document {
		return parse(t, title+".txt", title+"\n\n"+history+"\n\n"+body+"第三条 "+last+"\n")
	}
	docs := []*corpus.Document{
		law("江城市湿地条例", "2010年3月1日 通过", "本条例自2010年6月1日起施行。"),
		law("江城市湿地条例", "2010年3月1日 通过\n\n2022年5月6日 修正", "本条例自2010年6月1日起施行。"),
		law("江城市路灯条例", "2005年1月1日 通过", "本条例自公布之日起施行。"),
		law("江城市照明条例", "2020年1月1日 通过", "本条例自二〇二〇年三月一日起施行。2005年1月1日江城市人大常委会公布的《江城市路灯条例》同时废止。"),
		law("江城市集市办法", "2019年1月1日 发布", "本办法自2019年2月1日起施行。《江城市照明条例》第三条同时废止。"),
		law("江城市光污染条例", "2026年9月1日 通过", "本条例自2027年1月1日起施行。《江城市集市办法》同时废止。"),
		law("江城市茶楼条例", "2008年1月1日 通过", "本条例自2008年2月1日起施行。"),
		law("江城市茶楼工作条例", "2021年1月1日 通过", "本条例自2021年2月1日起施行。"),
		law("江城市画舫条例", "1990年1月1日 通过", "本条例自1990年2月1日起施行。"),
		law("关于实施《江城市路灯条例》若干问题的规定", "2006年1月1日 发布", "本规定自2006年2月1日起施行。"),
		parse(t, "x.txt", "江城市没有日期的须知\n\n第一条 请勿喧哗。\n"),
		law("江城市茶楼办法", "2022年1月1日 发布", "依照《江城市照明条例》同时废止的规定，本办法自2022年2月1日起施行。"),
	}
	want := []string{
		"amended 2022-05-06 by 江城市湿地条例第三条 next 江城市湿地条例 2022-05-06",
		"in_force 2022-05-06 by 江城市湿地条例第三条",
		"repealed 2020-03-01 by 江城市照明条例第三条 next 江城市照明条例 2020-01-01",
		"in_force 2020-03-01 by 江城市照明条例第三条",
		"in_force 2019-02-01 by 江城市集市办法第三条",
		"not_yet 2027-01-01 by 江城市光污染条例第三条",
		"unknown next 江城市茶楼工作条例 2021-01-01",
		"in_force 2021-02-01 by 江城市茶楼工作条例第三条",
		"unknown",
		"unknown 2020-03-01 by 江城市照明条例第三条 next 江城市照明条例 2020-01-01",
		"unknown",
		"in_force 2022-02-01 by 江城市茶楼办法第三条",
	}
	var got []string
	for _, s := range Of(docs, "2026-11-27") {
		got = append(got, show(s))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// What is newer than all documents is not known.
	if s := Of(docs, "2026-11-27"); s[3].AsOf != "2026-09-01" || s[2].AsOf != "" {
		t.Errorf("in force as of %q, repealed as of %q", s[3].AsOf, s[2].AsOf)
	}
	// On another day it is otherwise.
	later := Of(docs, "2027-01-01")
	if got := show(later[4]); got != "repealed 2027-01-01 by 江城市光污染条例第三条 next 江城市光污染条例 2026-09-01" {
		t.Errorf("a text that is repealed on the day itself: %s", got)
	}
}

func TestLabels(t *testing.T) {
	var docs []*corpus.Document
	for _, history := range []string{
		"2018年3月20日 第十三届全国人民代表大会第一次会议通过",
		"2018年3月20日 通过\n\n2024年12月25日 《关于修改〈某法〉的决定》修正）",
		"2018年3月20日 通过\n\n2025年1月2日 第二次修订",
		"2018年3月20日 通过\n\n2025年6月2日 修订",
	} {
		docs = append(docs, parse(t, "a.txt", "某法\n\n"+history+"\n\n第一条 甲。\n\n第二条 乙。\n"))
	}
	if diff := cmp.Diff([]string{"2018年", "2024年修正", "2025-01-02", "2025-06-02"}, Labels(docs)); diff != "" {
		t.Error(diff)
	}
}

// TestLaws counts the statuses of a folder of laws, and prints them: TIAOWEN_LAWS
// names the folder.
func TestLaws(t *testing.T) {
	root := os.Getenv("TIAOWEN_LAWS")
	if root == "" {
		t.Skip("TIAOWEN_LAWS is not set: a folder of laws in Markdown")
	}
	var docs []*corpus.Document
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		d, err := corpus.Parse(path, src)
		if err == nil {
			docs = append(docs, d)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[Kind]int)
	var list strings.Builder
	for i, s := range Of(docs, "2026-11-27") {
		count[s.Kind]++
		fmt.Fprintf(&list, "%s %s: %s\n", docs[i].Date, docs[i].Title, show(s))
	}
	t.Logf("%v\n%s", count, &list)
	for _, s := range []Kind{InForce, Amended, Repealed, Unknown} {
		if count[s] == 0 {
			t.Errorf("no text is %s", s)
		}
	}
}
