package index

import "strings"

// stopPhrases are the words in which people ask, not what they ask about.
var stopPhrases = strings.Fields(`
请问 你好 您好 谢谢 麻烦 咨询 一下 想问 问下 求助 各位 律师 大家
怎么办 怎么 怎样 如何 为什么 为何 什么 哪些 哪个 哪里 多少 几个 谁 何时 多久 什么样 何种 哪种
是否 能否 可否 能不能 可不可以 是不是 有没有 要不要 会不会 应不应该 该不该 算不算 行不行
可以 能够 能 应该 应当 该 需要 要 会 吗 呢 吧 啊 呀 了 嘛 么 哦
我 我们 你 你们 他 她 它 他们 自己 别人 人家 对方 的 地 得 是 在 和 与 跟 对 把 被 给 让 向 从 为 因为 所以 如果 但是 那么 那 这 这个 那个 这种 那种 这样 就 都 也 还 又 再 很 后 时 时候 情况 情况下 问题 处理 属于 构成 认定 有 没有 不 一个 一 上 下 里 中 个 去 来 说 做 想 现在 已经 还是 或者 以及 等 之后 之前 因 而 以 于 其 由
`)

var stopSet = func() map[string]bool {
	m := make(map[string]bool, len(stopPhrases))
	for _, s := range stopPhrases {
		m[s] = true
	}
	return m
}()

// stopWords marks the bytes of a folded query that stop phrases cover.
func stopWords(folded string) []bool { return markStops(folded, 1) }

// questionWords marks those that stop phrases of two and more characters cover:
// 什么 is surely no piece of another word, 从 may be.
func questionWords(folded string) []bool { return markStops(folded, 2) }

func markStops(folded string, shortest int) []bool {
	marked := make([]bool, len(folded))
	for i := 0; i < len(folded); {
		n := 0
		for l := 12; l >= 3; l -= 3 {
			if i+l <= len(folded) && stopSet[folded[i:i+l]] {
				n = l
				break
			}
		}
		if n >= 3*shortest {
			for k := i; k < i+n; k++ {
				marked[k] = true
			}
		}
		i += max(n, 1)
	}
	return marked
}
