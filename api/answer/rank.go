package answer

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// scored is a unit with what the question makes of it.
type scored struct {
	*unit
	score    float64 // for the order
	coverage float64 // 0 to 1: how much of the question's content it speaks of
	run      float64 // 0 to 1: the longest stretch of the content that stands in it
}

// How much a notion counts that the sentence itself does not name but that
// stands near it. Chosen on questions about the measures text.
const (
	nearLead   = 0.75 // in the words that lead to the list it stands in
	nearTitle  = 0.75 // in the title of its clause
	nearClause = 0.45 // elsewhere in its clause
	nearPath   = 0.35 // in the titles of its sections
	gramShare  = 0.35 // weight of shared character pairs beside notions
	runShare   = 0.25 // weight of the longest run of characters shared
	faint      = 0.25 // coverage below which a sentence of a large corpus is not looked at any closer
)

// rank scores every sentence in scope by how much of the content it covers, the
// best first.
func (q *question) rank() []scored {
	if !q.isRanked {
		q.ranked, q.isRanked = q.rankAmong(q.scope()), true
	}
	return slices.Clone(q.ranked)
}

// rankAmong ranks the sentences of some clauses.
func (q *question) rankAmong(clauses []*clauseText) []scored {
	total := weigh(q.concepts)
	if total == 0 {
		return nil
	}
	grams, content := q.pairs(), newStretch(q.content)
	prior := q.prior()
	n := 0
	for _, t := range clauses {
		n += len(t.units)
	}
	out := make([]scored, 0, n)
	for _, t := range clauses {
		// What the clause says as a whole is the same for each of its sentences.
		around := make([]float64, len(q.concepts))
		says := make([]bool, len(q.concepts)) // a sentence says only what its clause does
		for i := range q.concepts {
			c := &q.concepts[i]
			body := c.in(t.body.text, t.body.sieve)
			says[i] = body > 0
			around[i] = math.Max(nearTitle*c.in(t.title, nil), math.Max(nearClause*body, nearPath*c.in(t.path, nil)))
		}
		within := grams.within(&t.body)
		for k := range t.units {
			u := &t.units[k]
			s := scored{unit: u}
			for i := range q.concepts {
				c := &q.concepts[i]
				here := around[i]
				if says[i] {
					here = math.Max(c.in(u.text, u.sieve), here)
					if u.lead != nil && here < nearLead {
						here = math.Max(nearLead*c.in(u.lead.text, u.lead.sieve), here)
					}
				}
				s.coverage += c.weight * here
			}
			s.coverage /= total
			if !q.small && s.coverage < faint {
				s.score = s.coverage
				out = append(out, s)
				continue
			}
			s.score = s.coverage + gramShare*within.shared(u)
			if len(content.runes) > 0 {
				s.run = float64(content.longest(u)) / float64(len(content.runes))
				s.score += runShare * s.run
			}
			if u.Start == t.clause.Body.Start && t.title != "" && len(t.units) > 1 && u.bare == t.name {
				s.score *= 0.8 // a title names the subject and says nothing about it
			}
			s.score *= 1 - 0.0004*float64(min(len(u.bare)/3, 400)) // of two that say it, the shorter
			s.score += prior[t.clause]
			s.score += q.fits(t, k)
			out = append(out, s)
		}
	}
	return bestFirst(out)
}

// bestFirst sorts by score, equals in the order they came.
func bestFirst(all []scored) []scored {
	type place struct {
		score float64
		at    int
	}
	order := make([]place, len(all)) // small and without pointers: cheap to move
	for i := range all {
		order[i] = place{all[i].score, i}
	}
	slices.SortFunc(order, func(a, b place) int {
		if c := cmp.Compare(b.score, a.score); c != 0 {
			return c
		}
		return cmp.Compare(a.at, b.at)
	})
	out := make([]scored, len(all))
	for i, p := range order {
		out[i] = all[p.at]
	}
	return out
}

// byWhom is what somebody does by whom the question asks: 批准 of 由谁批准.
func (q *question) byWhom() string {
	_, behind, ok := strings.Cut(q.w.text, "由谁")
	if !ok {
		return ""
	}
	for i := range q.concepts {
		if strings.HasPrefix(behind, q.concepts[i].word) {
			return q.concepts[i].word
		}
	}
	return ""
}

// clip is the first n code points of a text.
func clip(text string, n int) string {
	for i := range text {
		if n--; n < 0 {
			return text[:i]
		}
	}
	return text
}

// penalty is what statutes write for a punishment.
var penalty = regexp.MustCompile(`处[^。；]{0,40}(?:罚款|罚金|有期徒刑|拘役|管制|拘留|死刑|警告)|(?:责令|给予)[^。；]{0,20}(?:处分|改正|警告|停止|停产|赔偿)|吊销|没收|暂扣|并处`)

// punishesOffice is a sentence that punishes an authority or who works for it,
// which is not meant where the question does not name one; office is such a name.
var (
	punishesOffice = regexp.MustCompile(`^[^，。]*(?:人民政府|主管部门|机关|工作人员|机构)[^，。]{0,12}有下列(?:行为|情形)`)
	office         = regexp.MustCompile(`政府|部门|机关|人员|机构|官员|干部|公务员`)
)

// punishes reports whether a sentence, or the words that lead to it, punishes
// whom the question may mean.
func (q *question) punishes(u *unit) bool {
	said := u.said()
	return penalty.MatchString(said) && (!punishesOffice.MatchString(said) || office.MatchString(q.content))
}

// said is the text of a unit, behind that of the words that lead to it.
func (u *unit) said() string {
	if u.lead == nil {
		return u.text
	}
	return u.lead.text + " " + u.text
}

// actAhead is before how many code points of a sentence that punishes the act
// stands that it punishes.
const actAhead = 4

// fits rewards a sentence whose form answers the form of the question.
func (q *question) fits(t *clauseText, k int) float64 {
	u, bonus := &t.units[k], 0.0
	said := u.said()
	if q.w.has(sigYesNo|sigForbid) && containsAny(said, "不准", "不得", "严禁", "禁止", "不允许", "决不能", "坚决反对", "坚决克服", "可以", "有权") {
		bonus += 0.12
	}
	if q.w.has(sigForbid) && !q.w.has(sigYesNo) && u.opens != nil && strings.Contains(u.text, "下列行为") {
		bonus += 0.1 // 有下列行为之一的，予以解聘: so they forbid, too
		if q.content != "" && strings.Contains(clip(u.bare, 12), q.content) {
			bonus += 0.2
		}
	}
	if q.w.has(sigOutcome) && q.punishes(u) {
		bonus += 0.3
		if len(q.w.content) == 1 && strings.Contains(clip(u.bare, utf8.RuneCountInString(q.content)+actAhead), q.content) {
			bonus += 0.2
		}
	} else if q.w.has(sigOutcome) && containsAny(said, "追究", "问责", "处理", "处分", "处罚", "责任", "查处") {
		bonus += 0.12
	}
	if q.w.has(sigCount|sigOften|sigWhen) && t.figured()[k] {
		bonus += 0.1
	}
	if len(q.w.modals) > 0 {
		for _, m := range q.w.modals {
			if strings.Contains(u.text, m) {
				bonus += 0.12
			} else if containsAny(u.text, sameModals(m)...) {
				bonus += 0.09
			}
		}
	}
	if q.quantity.lists(u.text) {
		bonus += 0.1 * float64(min(strings.Count(u.text, q.quantity.each), 5))
	}
	if q.quantity.list { // 几个从严: the more of them a sentence lists, the better
		bonus += 0.06 * float64(max(0, min(strings.Count(u.text, q.quantity.unit)-1, 5)))
	}
	if q.w.has(sigWho) && len(q.w.content) == 1 && strings.Contains(u.bare, "是"+q.content) {
		bonus += 0.2 // 谁是第一责任人: 书记是第一责任人
	}
	if by := q.byWhom(); by != "" && strings.Contains(said, "由") {
		for rest := said; ; {
			var ok bool
			if _, rest, ok = strings.Cut(rest, "由"); !ok {
				break
			}
			who, what, does := strings.Cut(clip(rest, 30), by)
			if does && who != "" && !strings.HasPrefix(what, "的") && !strings.ContainsAny(who, "，；,;报") {
				bonus += 0.2 // 由谁作出: 由县级人民政府作出; not 由下级报请作出, 由作出决定的机关
				break
			}
		}
	}
	if q.w.has(sigWho) && containsAny(u.text, "由", "是", "负责", "党委", "党组织", "部门", "领导", "要") {
		bonus += 0.03
	}
	return bonus
}

// priorOfLaw is the weight of what the index thinks among the clauses of a law
// that the question names: each of them is read, and the index proposes only
// some. Chosen on questions that name a law.
const priorOfLaw = 0.5

// wholeLaw reports whether every clause of the documents meant is read.
func (q *question) wholeLaw() bool {
	total := 0
	for _, d := range q.docs {
		total += len(d.Clauses)
	}
	return len(q.docs) > 0 && total <= smallCorpus
}

// prior is what the index thinks of a clause, 0 to 0.3; in a large corpus it weighs more.
func (q *question) prior() map[*corpus.Clause]float64 {
	hits := q.proposed()
	if len(hits) == 0 {
		return nil
	}
	weight := 0.25
	switch {
	case q.small:
	case q.wholeLaw():
		weight = priorOfLaw
	default:
		weight = 1.5
	}
	out := make(map[*corpus.Clause]float64, len(hits))
	for _, h := range hits {
		out[h.Clause] = weight * h.Score / hits[0].Score
	}
	return out
}

// pairs gives the pairs of neighbouring characters of the content, each with
// how much it tells, and the sum of that.
func (q *question) pairs() gramSet {
	var m gramSet
	seen := make(map[string]bool)
	for _, p := range q.w.content {
		text := bare(q.w.text[p.start:p.end])
		prev := -1
		for i, r := range text {
			if prev >= 0 && r >= utf8.RuneSelf {
				g := text[prev : i+utf8.RuneLen(r)]
				if !seen[g] {
					seen[g] = true
					w := q.ix.Weight(g)
					m.grams = append(m.grams, weightedGram{newNeedle(g), w})
					m.total += w
				}
			}
			prev = i
		}
	}
	return m
}

// gramSet is a set of weighted pairs of characters.
type gramSet struct {
	grams []weightedGram
	total float64 // of the whole set, those left out by within included
}

type weightedGram struct {
	needle
	weight float64
}

// within keeps the pairs that stand in u; no part of it has others.
func (m gramSet) within(u *unit) gramSet {
	out := gramSet{total: m.total}
	for i := range m.grams {
		if g := &m.grams[i]; g.in(u.bare, u.sieve) {
			out.grams = append(out.grams, *g)
		}
	}
	return out
}

// shared is the part of the set that stands in u, 0 to 1.
func (m gramSet) shared(u *unit) float64 {
	if m.total == 0 {
		return 0
	}
	sum := 0.0
	for i := range m.grams {
		if g := &m.grams[i]; g.in(u.bare, u.sieve) {
			sum += g.weight
		}
	}
	return sum / m.total
}

// stretch is the content of a question, to find how much of it stands in a
// text in one piece.
type stretch struct {
	runes []rune // the first maxStretch
	head  [128]uint8
	next  [maxStretch]uint8 // 1 + the place before with a character of the same hash, 0 at the end
	text  []rune            // of the unit at hand
}

// maxStretch is how much of the content is compared, in code points.
const maxStretch = 60

func newStretch(text string) *stretch {
	s := new(stretch)
	for _, r := range text {
		if len(s.runes) == maxStretch {
			break
		}
		slot := &s.head[slotOf(r)]
		s.next[len(s.runes)] = *slot
		s.runes = append(s.runes, r)
		*slot = uint8(len(s.runes))
	}
	return s
}

func slotOf(r rune) int { return int(r^r>>7) & 127 }

// longest is the length, in code points, of the longest piece of the content
// that stands in u.
func (s *stretch) longest(u *unit) int {
	s.text = s.text[:0]
	for _, r := range u.bare {
		s.text = append(s.text, r)
	}
	best := 0
	for j, r := range s.text {
		for k := s.head[slotOf(r)]; k > 0; k = s.next[k-1] {
			i := int(k) - 1
			if s.runes[i] != r || i > 0 && j > 0 && s.runes[i-1] == s.text[j-1] {
				continue // another character, or the middle of a piece seen already
			}
			n := 1
			for i+n < len(s.runes) && j+n < len(s.text) && s.runes[i+n] == s.text[j+n] {
				n++
			}
			best = max(best, n)
		}
	}
	return best
}

// figure is a number that counts or measures something.
var figure = regexp.MustCompile(`[0-9]|[一二三四五六七八九十百千万两]+(?:次|年|个|月|日|天|周|人|名|项|倍|元|%|小时|岁|级|届|支|种|条|分之)`)

// hasNumber reports whether text holds a number that counts something.
func hasNumber(text string) bool { return figure.MatchString(text) }

// modalGroups are modals that people use for one another.
var modalGroups = [][]string{
	{"不准", "不得", "严禁", "坚决禁止", "决不允许", "绝不允许", "不允许", "决不能", "绝不能"},
	{"坚决反对", "坚决防止", "坚决克服", "坚决抵制", "反对", "防止", "克服", "抵制"},
	{"鼓励", "提倡", "倡导", "大力倡导", "支持"},
	{"必须", "应当", "务必"},
}

// sameModals gives the group of a modal, nil when it has none.
func sameModals(modal string) []string {
	for _, g := range modalGroups {
		if slices.Contains(g, modal) {
			return g
		}
	}
	return nil
}
