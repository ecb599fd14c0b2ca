package norm

import (
	"regexp"
	"strings"

	"tiaowen/corpus"
)

const count = `[0-9０-９一二三四五六七八九十百两半]+`

var (
	// 每年至少听取1次, 任期内至少审计1次, 每季度, 至少每两年一次, 定期
	frequency = regexp.MustCompile(`(?:每(?:一|两|二|三|四|五|六|` + count + `)?个?(?:半年|年度|年|季度|季|月|周|日|天|届|学期|学年)(?:末|初)?|任期内|年度内|届内)?(?:应当|必须|要)?(?:至少|不少于|不得少于)[^，。；、]{0,12}?` + count + `次` +
		`|(?:至少)?每隔?(?:` + count + `)?个?(?:半年|年度|年|季度|季|月|周|日|天|学期|学年|小时)(?:末|初)?(?:[^，。；、]{0,8}?` + count + `次)?|定期|不定期`)
	// 自受理之日起15日内, 每季度末后十五日内, 举行日期的五日前
	deadline = regexp.MustCompile(`(?:自[^，。；]{1,40}?(?:之日|时)起)?(?:` + count + `|数)个?(?:工作日|日|天|周|月|年|小时|分钟)(?:以|之)?(?:内|前)|(?:自[^，。；]{1,40}?之日起)`)
)

// times finds how often and by when, in the norm's part, else in what leads to
// it, else in what goes on under it.
func (r *normReader) times(n *Norm) {
	for _, in := range []corpus.Span{n.Span, {Start: n.Reach.Start, End: n.Start}, {Start: n.End, End: n.Reach.End}} {
		if in.Len() <= 0 {
			continue
		}
		t := r.text(in)
		if n.Frequency.Len() == 0 && (strings.Contains(t, "每") || strings.Contains(t, "至少") || strings.Contains(t, "定期") || strings.Contains(t, "不少于") || strings.Contains(t, "不得少于")) {
			if m := frequency.FindStringIndex(t); m != nil && !strings.HasPrefix(t[m[0]:], "每日") {
				n.Frequency = corpus.Span{Start: in.Start + m[0], End: in.Start + m[1]}
			}
		}
		if n.Deadline.Len() == 0 && (strings.Contains(t, "内") || strings.Contains(t, "前") || strings.Contains(t, "日起")) {
			if m := deadline.FindStringIndex(t); m != nil {
				n.Deadline = corpus.Span{Start: in.Start + m[0], End: in.Start + m[1]}
			}
		}
	}
}
