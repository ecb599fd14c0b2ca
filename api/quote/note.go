package quote

import (
	"fmt"

	"tiaowen/corpus"
)

// Word is what a verdict is called in a language: zh, else English.
func (v Verdict) Word(lang string) string {
	words := map[Verdict][2]string{
		Exact: {"一致", "exact"}, Altered: {"文字不一致", "altered"}, WrongNumber: {"条款号不符", "wrong clause"},
		WrongDocument: {"文件不符", "wrong document"}, OtherVersion: {"其他版本", "another version"},
		NoSuchClause: {"没有此条", "no such clause"}, NotFound: {"没有找到", "not found"}, Cited: {"有此条", "clause exists"},
	}[v]
	if lang == "zh" {
		return words[0]
	}
	return words[1]
}

// Note says in one or two sentences what is true. lang is zh, else English.
func (f Finding) Note(lang string) string {
	say := func(chinese, english string, args ...any) string {
		if lang == "zh" {
			english = chinese
		}
		return fmt.Sprintf(english, args...)
	}
	out := f.verdictNote(say)
	if f.Verdict != Altered && f.Said != nil {
		out += say("文字也不完全一致。", " The wording also differs.")
	}
	if f.Slip {
		out += say("所载文本此处有误字，引文用字正确。", " The loaded text has an error here; the quotation is correct.")
	}
	if f.Superseded {
		out += say("所引的是旧版本，已有新版本。", " The cited document has a newer version.")
	}
	return out
}

// sayer formats one of two wordings.
type sayer func(chinese, english string, args ...any) string

// verdictNote is the sentence on the verdict alone.
func (f Finding) verdictNote(say sayer) string {
	switch f.Verdict {
	case Exact:
		return say("与%s一致。", "Matches %s.", place(f.Clause))
	case Altered:
		return say("与%s的文字不一致。", "The wording differs from %s.", place(f.Clause))
	case WrongNumber:
		return f.wrongNumberNote(say)
	case WrongDocument:
		return say("文字出自%s，不在%s中。", "The words are from %s, not from %s.", place(f.Clause), f.named())
	case OtherVersion:
		return f.otherVersionNote(say)
	case NoSuchClause:
		return f.noSuchClauseNote(say)
	case NotFound:
		return f.notFoundNote(say)
	case Cited:
		return say("有此条：%s。", "The clause exists: %s.", place(f.Clause))
	}
	return ""
}

func (f Finding) otherVersionNote(say sayer) string {
	if f.Kind == Citation {
		return say("只有%s版本有此条：%s。", "Only the version of %s has this clause: %s.", f.Clause.Document.Date, place(f.Clause))
	}
	return say("这是%s版本%s的文字。", "These words are from the version of %s: %s.", f.Clause.Document.Date, place(f.Clause))
}

func (f Finding) noSuchClauseNote(say sayer) string {
	if f.Kind == Citation {
		return say("%s没有此条。", "%s has no such clause.", f.named())
	}
	return say("%s没有此条，文件中也没有找到这些文字。", "%s has no such clause, and the words were not found.", f.named())
}

func (f Finding) wrongNumberNote(say sayer) string {
	switch {
	case f.Paragraph:
		return say("文字在%s，但不在所引的款。", "The words are in %s, but not in the paragraph cited.", place(f.Clause))
	case f.Cited != nil:
		return say("文字出自%s，不是%s。", "The words are from %s, not from %s.", place(f.Clause), f.Cited.Name())
	}
	return say("文字出自%s，所引的条号不存在。", "The words are from %s; the clause cited does not exist.", place(f.Clause))
}

func (f Finding) notFoundNote(say sayer) string {
	out := say("收录的文件中没有这些文字。", "These words are not in the documents.")
	if f.Document == nil && f.Title != "" {
		out = say("没有收录%s，无法核对。", "%s is not loaded, so this cannot be checked.", f.named())
	}
	if f.Clause != nil {
		out += say("同样的文字见%s。", " The same words are in %s.", place(f.Clause))
	}
	return out
}

// named is the document that the text cites: as it is loaded, else as the text
// writes its title; "" where it names none.
func (f Finding) named() string {
	switch {
	case f.Document != nil:
		return "《" + f.Document.Title + "》"
	case f.Title != "":
		return "《" + f.Title + "》"
	}
	return ""
}

// place is how the clause of the words is cited, without its section.
func place(c *corpus.Clause) string { return "《" + c.Document.Title + "》" + c.Name() }
