package metrics

import (
	"cmp"
	"context"
	_ "embed"
	"math"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics/stats"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed decisions/groups.sql
var groupsSQL string

//go:embed decisions/voices.sql
var voicesSQL string

// Representation says who took part in a unit's activities and who was silent.
type Representation struct {
	Unit       string       `json:"unit_id"`
	Groups     []GroupShare `json:"groups"`
	Similarity *float64     `json:"similarity"` // 1 - ½ Σ|share of participants - share of size|; nil: sizes missing or groups overlap
	Themes     []ThemeVoice `json:"themes"`     // of those with enough known voices, most first
	Opinion    Opinion      `json:"opinion"`
}

// GroupShare is one targeted group beside its size.
type GroupShare struct {
	Group        string   `json:"group_id"`
	Name         string   `json:"name"`
	Participants int64    `json:"participants"`
	Size         *int64   `json:"size"` // as the unit entered it, never a default
	Source       string   `json:"size_source"`
	SizedOn      *Date    `json:"sized_on"`
	Old          bool     `json:"size_is_old"`
	Share        *float64 `json:"share_of_participants"`
	OfSize       *float64 `json:"share_of_size"`
	Ratio        *float64 `json:"ratio"`
	Parity       *float64 `json:"adjusted_parity"` // against its reference group
	Reference    string   `json:"parity_ref,omitempty"`
	Silent       bool     `json:"silent"`

	partition bool
}

// ThemeVoice is who was silent on one theme.
type ThemeVoice struct {
	Theme  string   `json:"theme"`
	Voices int64    `json:"voices"` // of known targeted groups
	Silent []string `json:"silent_groups"`
	// Groups are all groups in the order of Representation.Groups.
	Groups []GroupVoices `json:"groups"`
}

// GroupVoices is how many of a group spoke about a theme, beside how many would
// have if groups spoke about it as they do about all themes together.
type GroupVoices struct {
	Group    string  `json:"group_id"`
	Voices   int64   `json:"voices"`
	Expected float64 `json:"expected"`
}

// Opinion is a share of what was said, as it was read by the machine, beside the
// same share weighted to the groups' sizes. People volunteered: neither says how
// sure it is.
type Opinion struct {
	Messages   int64     `json:"n"`
	Unweighted *float64  `json:"negative_share"`
	Weighted   *float64  `json:"negative_share_weighted"` // nil: Why says which condition does not hold
	EffectiveN float64   `json:"effective_n"`
	Deff       float64   `json:"deff"`
	Why        i18n.Text `json:"-"`
	WhyEN      string    `json:"why,omitempty"`
}

// themeVoices is how many voices of known groups a theme needs before silence on
// it says anything.
const themeVoices = 10

// Represent computes the representation of req's units in its first period.
func Represent(ctx context.Context, db *store.DB, req Request) (_ []Representation, err error) {
	defer wrap(&err, "metrics.Represent")
	req.KPIs = []string{"O1"} // the prelude is enough
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	of := map[string]*Representation{}
	said := map[string][]voices{}
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		for _, u := range r.units {
			of[u] = &Representation{Unit: u, Groups: []GroupShare{}, Themes: []ThemeVoice{}}
		}
		if err := each(ctx, tx, groupsSQL, func(scan func(...any) error) error {
			var unit string
			var g GroupShare
			var on *time.Time
			if err := scan(&unit, &g.Group, &g.Name, &g.Participants, &g.Size, &g.Source, &on, &g.Old, &g.partition, &g.Reference); err != nil {
				return err
			}
			if on != nil {
				g.SizedOn = &Date{*on}
			}
			of[unit].Groups = append(of[unit].Groups, g)
			return nil
		}); err != nil {
			return err
		}
		return each(ctx, tx, voicesSQL, func(scan func(...any) error) error {
			var unit string
			var v voices
			if err := scan(&unit, &v.theme, &v.group, &v.n, &v.clear, &v.negative); err != nil {
				return err
			}
			said[unit] = append(said[unit], v)
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	var out []Representation
	for _, u := range r.units {
		x := of[u]
		x.shares()
		x.silence(said[u])
		x.opinion(said[u])
		out = append(out, *x)
	}
	return out, nil
}

type voices struct {
	theme, group       string
	n, clear, negative int64
}

func (x *Representation) shares() {
	var people, size float64
	sized := len(x.Groups) > 0
	for _, g := range x.Groups {
		people += float64(g.Participants)
		sized = sized && g.Size != nil && g.partition
		if g.Size != nil {
			size += float64(*g.Size)
		}
	}
	off := 0.0
	for i := range x.Groups {
		g := &x.Groups[i]
		g.Silent = g.Participants == 0
		if people > 0 {
			share := float64(g.Participants) / people
			g.Share = &share
			if sized && size > 0 {
				of := float64(*g.Size) / size
				g.OfSize = &of
				off += math.Abs(share - of)
				if of > 0 {
					ratio := share / of
					g.Ratio = &ratio
				}
			}
		}
		g.Parity = x.parity(g)
	}
	if sized && people > 0 && size > 0 {
		s := 1 - off/2
		x.Similarity = &s
	}
}

// parity is the adjusted index of a group's rate to its reference's, as I1 has it.
func (x *Representation) parity(g *GroupShare) *float64 {
	i := slices.IndexFunc(x.Groups, func(o GroupShare) bool { return o.Group == g.Reference })
	if i < 0 || g.Size == nil || *g.Size == 0 || x.Groups[i].Size == nil || *x.Groups[i].Size == 0 || x.Groups[i].Participants == 0 {
		return nil
	}
	r := float64(g.Participants) / float64(*g.Size) / (float64(x.Groups[i].Participants) / float64(*x.Groups[i].Size))
	if r > 1 {
		r = 2 - 1/r
	}
	return &r
}

func (x *Representation) silence(said []voices) {
	heard := map[string]map[string]int64{}
	count := map[string]int64{}
	ofGroup := map[string]int64{}
	var all int64
	for _, v := range said {
		if v.theme == "" || !slices.ContainsFunc(x.Groups, func(g GroupShare) bool { return g.Group == v.group }) {
			continue
		}
		if heard[v.theme] == nil {
			heard[v.theme] = map[string]int64{}
		}
		heard[v.theme][v.group] += v.n
		count[v.theme] += v.n
		ofGroup[v.group] += v.n
		all += v.n
	}
	for theme, n := range count {
		if n < themeVoices {
			continue
		}
		t := ThemeVoice{Theme: theme, Voices: n, Silent: []string{}}
		for _, g := range x.Groups {
			said := heard[theme][g.Group]
			if said == 0 {
				t.Silent = append(t.Silent, g.Group)
			}
			t.Groups = append(t.Groups, GroupVoices{g.Group, said, float64(n) * float64(ofGroup[g.Group]) / float64(all)})
		}
		x.Themes = append(x.Themes, t)
	}
	slices.SortFunc(x.Themes, func(a, b ThemeVoice) int {
		return cmp.Or(cmp.Compare(b.Voices, a.Voices), cmp.Compare(a.Theme, b.Theme))
	})
}

// opinion weights the share of negative messages to the sizes of the groups,
// only where every condition for it holds.
func (x *Representation) opinion(said []voices) {
	o := &x.Opinion
	clear, negative := map[string]int64{}, map[string]int64{}
	for _, v := range said {
		clear[v.group], negative[v.group] = clear[v.group]+v.clear, negative[v.group]+v.negative
	}
	var groups []stats.Group
	dated, partition := len(x.Groups) > 1, true
	for _, g := range x.Groups {
		o.Messages += clear[g.Group]
		dated = dated && g.Size != nil && g.SizedOn != nil && g.Source != "" && !g.Old
		partition = partition && g.partition
		size := 0.0
		if g.Size != nil {
			size = float64(*g.Size)
		}
		groups = append(groups, stats.Group{Asked: float64(clear[g.Group]), Yes: float64(negative[g.Group]), Population: size})
	}
	w, ok := stats.PostStratify(groups)
	if o.Messages > 0 {
		o.Unweighted = &w.Unweighted
	}
	o.EffectiveN, o.Deff = w.EffectiveN, w.Deff
	switch {
	case o.Messages < 100:
		o.Why = i18n.Text{AR: "لا ترجيح: آراء الفئات المعروفة أقل من 100", EN: "not weighted: fewer than 100 opinions of known groups"}
	case !dated:
		o.Why = i18n.Text{AR: "لا ترجيح: أحجام الفئات بلا مصدر وتاريخ حديث", EN: "not weighted: the sizes of groups lack a source and a recent date"}
	case !partition:
		o.Why = i18n.Text{AR: "لا ترجيح: الفئات متداخلة", EN: "not weighted: the groups overlap"}
	case !ok:
		o.Why = i18n.Text{AR: "لا ترجيح: في فئة أقل من 10 آراء", EN: "not weighted: a group has fewer than 10 opinions"}
	case w.Hidden:
		o.Why = i18n.Text{AR: "لا ترجيح: الحجم الفعلي للعينة بعد الترجيح صغير جداً", EN: "not weighted: too little is left of the sample after weighting"}
	default:
		o.Weighted = &w.Value
	}
	o.WhyEN = o.Why.EN
}

// SizedOnText is the day of the size, or nothing.
func (g *GroupShare) SizedOnText() string {
	if g.SizedOn == nil {
		return ""
	}
	return g.SizedOn.String()
}
