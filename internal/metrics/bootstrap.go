package metrics

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics/stats"
	"github.com/musharaka/musharaka/internal/store"
)

// Intervals of indices over activities, for comparisons only.
const (
	resamples    = 2000
	bootstrapMin = 10 // activities
	bootSeed     = 20240201
)

// activityItems are what one activity brings to an index: its transparency, or
// its kinds by facet.
type activityItems struct {
	t     float64
	kinds [3][]string
}

// Bootstrap gives the percentile interval (95 %) of G4, G5 or a component of
// theirs for each unit of req's first period with at least ten activities: the
// activities are drawn anew 2,000 times from a fixed seed. Of G5 it is known to
// lie low, since a draw holds fewer kinds than the year did.
func Bootstrap(ctx context.Context, db *store.DB, req Request, id string) (_ map[string][2]float64, err error) {
	defer wrap(&err, "metrics.Bootstrap(%q)", id)
	main, _, _ := strings.Cut(id, ".")
	d, def := FindRow(id)
	if def == nil || main != "G4" && main != "G5" || def.aggregate() == "km" {
		return map[string][2]float64{}, nil
	}
	req.KPIs, req.By = []string{main}, nil
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	of := map[string]map[string]*activityItems{}
	at := func(unit, ref string) *activityItems {
		if of[unit] == nil {
			of[unit] = map[string]*activityItems{}
		}
		if of[unit][ref] == nil {
			of[unit][ref] = &activityItems{}
		}
		return of[unit][ref]
	}
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		if main == "G4" {
			return each(ctx, tx, "SELECT unit_id, ref, num::DOUBLE FROM (\n"+d.SQL+"\n) WHERE pid = 0 AND flag IS NULL AND row_id = '"+id+"' ORDER BY ALL", func(scan func(...any) error) error {
				var unit, ref string
				var t float64
				err := scan(&unit, &ref, &t)
				at(unit, ref).t = t
				return err
			})
		}
		if err := each(ctx, tx, "SELECT DISTINCT unit_id, activity_id FROM started_activities WHERE pid = 0 ORDER BY ALL", func(scan func(...any) error) error {
			var unit, ref string
			err := scan(&unit, &ref)
			at(unit, ref)
			return err
		}); err != nil {
			return err
		}
		return each(ctx, tx, "SELECT unit_id, ref, row_id, k::TEXT FROM (\n"+d.SQL+"\n) WHERE pid = 0 ORDER BY ALL", func(scan func(...any) error) error {
			var unit, ref, row, k string
			err := scan(&unit, &ref, &row, &k)
			if f := slices.Index(facets(), row); f >= 0 {
				a := at(unit, ref)
				a.kinds[f] = append(a.kinds[f], k)
			}
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	out := map[string][2]float64{}
	for unit, acts := range of {
		refs := make([]string, 0, len(acts))
		for ref := range acts {
			refs = append(refs, ref)
		}
		slices.Sort(refs)
		if len(refs) < bootstrapMin {
			continue
		}
		list := make([]*activityItems, len(refs))
		for i, ref := range refs {
			list[i] = acts[ref]
		}
		targets := [3]float64{}
		for f, row := range facets() {
			_, fd := FindRow(row)
			if t, _ := r.target(fd, unit, r.req.Periods[0]); t != nil {
				targets[f] = *t
			}
		}
		out[unit] = draw(list, id, targets)
	}
	return out, nil
}

// facets are the three rows of G5 in the order of kinds.
func facets() []string { return []string{"G5.tools", "G5.practices", "G5.models"} }

// draw resamples activities and returns the 2.5th and 97.5th percentile.
func draw(list []*activityItems, id string, targets [3]float64) [2]float64 {
	rng := rand.New(rand.NewPCG(bootSeed, uint64(len(list))))
	values := make([]float64, resamples)
	sample := make([]*activityItems, len(list))
	for b := range values {
		for i := range sample {
			sample[i] = list[rng.IntN(len(list))]
		}
		values[b] = index(sample, id, targets)
	}
	slices.Sort(values)
	return [2]float64{values[resamples*25/1000], values[resamples*975/1000-1]}
}

func index(sample []*activityItems, id string, targets [3]float64) float64 {
	if strings.HasPrefix(id, "G4") {
		sum := 0.0
		for _, a := range sample {
			sum += a.t
		}
		return sum / float64(len(sample))
	}
	score := 0.0
	for f, row := range facets() {
		var kinds []string
		for _, a := range sample {
			kinds = append(kinds, a.kinds[f]...)
		}
		n1 := effective(kinds)
		if id == row {
			return n1
		}
		if targets[f] > 0 {
			score += math.Min(1, n1/targets[f]) / 3
		}
	}
	return score
}

// effective is the effective number of kinds, exp(H).
func effective(kinds []string) float64 {
	slices.Sort(kinds)
	h, n := 0.0, float64(len(kinds))
	for i := 0; i < len(kinds); {
		j := i
		for j < len(kinds) && kinds[j] == kinds[i] {
			j++
		}
		p := float64(j-i) / n
		h -= p * math.Log(p)
		i = j
	}
	if n == 0 {
		return 0
	}
	return math.Exp(h)
}

// WithIntervals fills the intervals of rows that are to be compared between
// units or periods: Wilson's for shares of counts, the bootstrap for G4 and G5.
// Everywhere else a unit's own full count has none.
func WithIntervals(ctx context.Context, db *store.DB, req Request, rows []Row) (err error) {
	boot := map[string]map[string][2]float64{}
	for i := range rows {
		row := &rows[i]
		_, def := FindRow(row.KPI, req.Extra...)
		if def == nil || row.Value == nil || len(row.Dims) > 0 || row.Unit == allUnits {
			continue
		}
		method := ""
		switch {
		case row.KPI == "G5" || strings.HasPrefix(row.KPI, "G5.") || row.KPI == "G4" || row.KPI == "G4.hand":
			key := row.KPI + row.PStart.String() + row.PEnd.String()
			if boot[key] == nil {
				one := req
				one.Periods = []Period{{Start: row.PStart.Time, End: row.PEnd.Time}}
				if boot[key], err = Bootstrap(ctx, db, one, row.KPI); err != nil {
					return err
				}
			}
			ci, ok := boot[key][row.Unit]
			if !ok {
				continue
			}
			row.CILo, row.CIHi, method = &ci[0], &ci[1], "bootstrap"
		case def.Unit == "share" && row.Num != nil && row.Den != nil && *row.Den > 0 && isWhole(*row.Num) && isWhole(*row.Den):
			lo, hi := stats.Wilson(*row.Num, *row.Den, stats.Z95)
			row.CILo, row.CIHi, method = &lo, &hi, "wilson"
		default:
			continue
		}
		row.CIMethod = &method
	}
	return nil
}

func isWhole(x float64) bool { return x == math.Trunc(x) }
