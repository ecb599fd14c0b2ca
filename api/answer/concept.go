package answer

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/index"
)

// concept is one notion of a question: a word of it and what the texts may say
// for it.
type concept struct {
	needle
	word    string
	at      int                       // where it stands first, a byte of the question
	weight  float64                   // how much the word tells, by its rarity among the clauses
	also    []alternative             // other words for it, from the vocabulary
	unknown bool                      // neither the clauses nor the vocabulary have it
	near    func(text string) float64 // of a word that no clause holds: how well a text has a near form; nil when there is none
}

type alternative struct {
	needle
	weight float64 // 0 to 1: how sure it is that the text means the same
}

// stopWords are words that tell nothing about the subject. Question phrases are
// cut before; these are what is left of grammar.
var stopWords = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`的 了 和 与 及 或 在 对 对于 是 有 要 会 能 把 被 将 让 使 给 向 从 到 为 为了 以 于 由 等 也 都 就 还 又 再 才 很 更 最
		这 那 这个 那个 这些 那些 我 你 他 她 它 我们 你们 他们 自己 人 个 些 种 条 款 项 章 节 部分 规定 措施 条款 文件 问题 情况 方面 事 事情 东西 时候 时 上 下 中 里 内 外 后 前
		做 干 搞 弄 用 去 来 过 着 看 得 地 之 其 此 该 某 每 各 另 并 而 且 但 但是 如果 因为 所以 虽然 不 没 没有 无 非 未 吗 呢 吧 点 点儿 些 啥 谁 几 多 少 第 说 讲 写 算 性质 什么 怎么 怎样 如何 应 须 可 可以 应该 应当 需要 必须 共 一 一个 两个 三个 四个 五个 六个 还要 分别 每年 每月 每周 每天 每季度 每次 一年 一次 一个月 至少 最多 最少 最高 最低 最长 最短 一般 通常 按 按照 根据 通过 进行 开展 具体 主要 哪 关于 有关 相关 内容 已经 正在 用来`) {
		m[w] = true
	}
	return m
}()

// concepts reads the content of a question into its notions. Words that occur
// twice count once.
//
// Particles at the ends of a piece of content are cut off it: what is left of
// 谁是第一责任人 is 第一责任人.
func concepts(ix *index.Index, has func(word string) bool, w *wording, expansions []index.Expansion) []concept {
	// Those of a correction are left out.
	expansions = slices.DeleteFunc(slices.Clone(expansions), func(e index.Expansion) bool { return e.End > len(w.text) || w.text[e.Start:e.End] != e.From })
	others := make([]alternative, len(expansions))
	for i, e := range expansions {
		// The vocabulary names the likeliest word first.
		others[i] = alternative{newNeedle(e.To), e.Weight * (1 - 0.08*float64(min(e.Rank, 5)))}
	}
	var out []concept
	var content []piece
	seen := make(map[string]bool)
	for _, p := range w.content {
		tokens := ix.Tokens(w.text[p.start:p.end])
		if q, ok := trim(p, tokens); ok {
			content = append(content, q)
		}
		for _, t := range known(has, tokens, func(t index.Token) bool { return things[t.Text] || said(expansions, p.start+t.Start, p.start+t.End) }) {
			if seen[t.Text] || stopWords[t.Text] {
				continue
			}
			seen[t.Text] = true
			c := concept{needle: newNeedle(t.Text), word: t.Text, at: p.start + t.Start, weight: ix.Weight(t.Text)}
			if utf8.RuneCountInString(t.Text) == 1 && t.Text[0] >= 0x80 {
				c.weight *= 0.4 // a single character stands in too many words
			}
			for i, e := range expansions {
				if e.Start < p.start+t.End && p.start+t.Start < e.End && speaksOf(e, t.Text) {
					o := others[i]
					o.weight *= saidOf(e, t.Text)
					c.also = append(c.also, o)
				}
			}
			if t.Text[0] < utf8.RuneSelf {
				c.weight = min(c.weight, common(ix, c.also))
			}
			if len(c.also) == 0 && !ix.Has(c.word) {
				c.near = nearForms(ix, c.word)
				c.unknown = true
			}
			out = append(out, c)
		}
	}
	w.content = content
	out = heaviest(out)
	if slices.ContainsFunc(out, func(c concept) bool { return len(c.also) > 0 }) {
		for i := range out {
			if out[i].unknown {
				if out[i].word[0] < utf8.RuneSelf {
					out[i].weight *= unknownLatin
				} else {
					out[i].weight *= unknownShare
				}
			}
		}
	}
	return out
}

// weigh is the weight of some concepts together.
func weigh(all []concept) (total float64) {
	for i := range all {
		total += all[i].weight
	}
	return total
}

// speaksOf reports whether a rule of the vocabulary says a word of its place, and
// not only words around it: 护照…保管 does not speak of 科室 in 护照放在哪个科室保管.
func speaksOf(e index.Expansion, word string) bool {
	if word[0] >= utf8.RuneSelf {
		return strings.ContainsAny(e.Said, word)
	}
	for stem := range strings.FieldsSeq(e.Said) { // policy of policies
		if strings.HasPrefix(word, stem[:len(stem)-1]) {
			return true
		}
	}
	return false
}

// common is how much the most common of some words tells: that is what a word of
// another language tells that stands for them. Every clause speaks of officials.
func common(ix *index.Index, words []alternative) float64 {
	least := math.Inf(1)
	for i := range words {
		if w := &words[i]; w.weight > 0.5 {
			least = min(least, ix.Weight(w.text))
		}
	}
	return least
}

// saidOf is the part of a word's characters that a rule says: a rule about 公车
// says half of 公车私用.
func saidOf(e index.Expansion, word string) float64 {
	n, said := 0, 0
	for _, r := range word {
		if stopWords[string(r)] {
			continue // 宽容一点 is 宽容
		}
		n++
		if r < utf8.RuneSelf || strings.ContainsRune(e.Said, r) {
			said++
		}
	}
	if n == 0 {
		return 1
	}
	return float64(said) / float64(n)
}

// maxConcepts bounds what is looked for: a page of text as a question holds
// hundreds of words, of which the rare ones tell what it is about.
const maxConcepts = 40

// heaviest keeps the concepts that weigh most, in the order of the question.
func heaviest(all []concept) []concept {
	if len(all) <= maxConcepts {
		return all
	}
	kept := slices.Clone(all)
	slices.SortStableFunc(kept, func(a, b concept) int { return cmp.Compare(b.weight, a.weight) })
	kept = kept[:maxConcepts]
	slices.SortFunc(kept, func(a, b concept) int { return cmp.Compare(a.at, b.at) })
	return kept
}

// said reports whether the vocabulary knows words at a place of the question.
func said(expansions []index.Expansion, start, end int) bool {
	return slices.ContainsFunc(expansions, func(e index.Expansion) bool { return !e.Loose && e.Start < end && start < e.End })
}

// known gives the words of a piece. A long word that no clause holds gives way
// to the words inside it, where the clauses hold some: 非法手段 is asked for, and
// the text says 非法调查手段. kept are the words that stay whole.
func known(has func(word string) bool, tokens []index.Token, kept func(index.Token) bool) []index.Token {
	var out []index.Token
	for k := 0; k < len(tokens); k++ {
		t := tokens[k]
		if t.Sub {
			continue
		}
		if utf8.RuneCountInString(t.Text) < 3 || has(t.Text) || kept(t) {
			out = append(out, t)
			continue
		}
		var inside []index.Token
		end, held := t.Start, false
		for _, s := range tokens[k+1:] {
			if !s.Sub {
				break
			}
			if s.Start < end { // the longest at each place come first
				continue
			}
			if s.Start > end {
				inside = append(inside, index.Token{Text: t.Text[end-t.Start : s.Start-t.Start], Start: end, End: s.Start})
			}
			held = held || has(s.Text) && !stopWords[s.Text]
			inside = append(inside, index.Token{Text: s.Text, Start: s.Start, End: s.End})
			end = s.End
		}
		if !held {
			out = append(out, t)
			continue
		}
		if end < t.End {
			inside = append(inside, index.Token{Text: t.Text[end-t.Start:], Start: end, End: t.End})
		}
		out = append(out, inside...)
	}
	return out
}

// trim cuts stop words off both ends of a piece; ok is false when nothing is left.
func trim(p piece, tokens []index.Token) (out piece, ok bool) {
	for _, t := range tokens {
		if t.Sub || stopWords[t.Text] {
			continue
		}
		if !ok {
			out.start, ok = p.start+t.Start, true
		}
		out.end = p.start + t.End
	}
	return out, ok
}

// unknownShare is what a word counts that no clause holds and that the
// vocabulary does not know: it may be another subject, or only another way to
// speak. Chosen on questions about the measures text.
const unknownShare = 0.5

// unknownLatin is the same of a word of another language, which has no other way
// into the texts than the vocabulary.
const unknownLatin = 0.8

// nearForms gives patterns for a word of two characters that the texts do not
// have: the same characters the other way round (互相, 相互), or a longer phrase
// that it abbreviates (信教, 信仰宗教).
func nearForms(ix *index.Index, word string) func(text string) float64 {
	r := []rune(word)
	if len(r) != 2 || r[0] < 0x2E80 || r[1] < 0x2E80 {
		return nil
	}
	turned := string([]rune{r[1], r[0]})
	isWord := ix.IsWord(turned) // 费收 of 党费收缴 is none
	return func(text string) float64 {
		if isWord && strings.Contains(text, turned) {
			return 0.9
		}
		for rest := text; ; {
			i := strings.IndexRune(rest, r[0])
			if i < 0 {
				return 0
			}
			rest = rest[i+utf8.RuneLen(r[0]):]
			// 信(仰)(宗)教: two characters between, no mark
			n := 0
			for _, c := range rest {
				if c == r[1] && n == 2 {
					return 0.7
				}
				if n++; n > 2 || !unicode.IsLetter(c) {
					break
				}
			}
		}
	}
}

// in gives how well text covers the concept, 0 to 1; s is the sieve of text, or nil.
func (c *concept) in(text string, s sieve) float64 {
	if c.needle.in(text, s) {
		return 1
	}
	best := 0.0
	for i := range c.also {
		if a := &c.also[i]; a.weight > best && a.needle.in(text, s) {
			best = a.weight
		}
	}
	if c.near != nil && best == 0 {
		return c.near(text)
	}
	return best
}
