package status

import (
	"testing"

	"tiaowen/corpus"
)

func TestReadMark(t *testing.T) {
	for words, want := range map[string]Kind{
		"已废止": Repealed, "（失效）": Repealed, "02-现行有效": InForce, "已废止文件": Repealed, "失效的规章制度": Repealed, "in_force": InForce,
		"Not yet in force": NotYet, "尚未生效": NotYet, "【已修改】": Amended, "不详": Unknown,
		"关于废止部分规章的决定": "", "废止程序": "", "": "", "制度": "", "有效期": "",
	} {
		if got, ok := ReadMark(words); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", words, got, ok, want)
		}
	}
}

func TestMarkIn(t *testing.T) {
	for path, want := range map[string]string{
		"制度/已废止/养犬办法.txt":      "已废止",
		"失效/2021年/养犬办法.txt":    "失效",
		"已废止/现行有效/养犬办法.txt":    "现行有效",
		"现行有效/养犬办法（已废止）.docx":  "已废止",
		"养犬办法(失效).pdf":         "失效",
		"a.zip/03 失效/养犬办法.pdf": "03 失效",
		"current/养犬办法.pdf":     "",
		"关于废止部分规章的决定/一.txt":    "",
		"养犬办法（2021年修订）.docx":   "",
		"废止.txt":               "",
		"已废止/养犬办法（试行）.docx":    "已废止",
	} {
		if got := MarkIn(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// What a list or a folder says wins; the clause that says the same stays.
func TestGiven(t *testing.T) {
	const text = "江城市犬只办法\n\n2020年3月1日 发布\n\n第一条 犬只应当登记。\n\n第二条 本办法自2020年4月1日起施行。\n"
	for mark, want := range map[string]string{
		"":     "in_force 2020-04-01 by 江城市犬只办法第二条",
		"现行有效": "in_force 2020-04-01 by 江城市犬只办法第二条",
		"已废止":  "repealed",
		"已修改":  "amended",
		"尚未生效": "in_force 2020-04-01 by 江城市犬只办法第二条", // the day has come since
		"三类":   "in_force 2020-04-01 by 江城市犬只办法第二条", // not a status
	} {
		d := parse(t, "a.txt", text)
		d.Give(&corpus.Given{Status: mark})
		if got := show(Of([]*corpus.Document{d}, "2026-01-02")[0]); got != want {
			t.Errorf("%s: %s, want %s", mark, got, want)
		}
	}
	d := parse(t, "b.txt", "江城市鸽舍须知\n\n第一条 鸽舍应当清洁。\n")
	if got := show(Of([]*corpus.Document{d}, "2026-01-02")[0]); got != "unknown" {
		t.Errorf("without a date: %s", got)
	}
	d.Give(&corpus.Given{Effective: "2025-01-01"})
	if got := show(Of([]*corpus.Document{d}, "2026-01-02")[0]); got != "in_force 2025-01-01" {
		t.Errorf("with a day of effect from a list: %s", got)
	}
	d.Give(&corpus.Given{Effective: "2026-03-01", Status: "尚未生效"})
	if got := show(Of([]*corpus.Document{d}, "2026-04-01")[0]); got != "in_force 2026-03-01" {
		t.Errorf("after the day of effect of a list that calls it not yet in force: %s", got)
	}
}
