package enrich

import (
	"context"
	_ "embed"
	"time"

	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/signal_fates.sql
var signalFatesSQL string

// fate is what became of one submission, counted as indicator G2 counts.
type fate struct{ countable, used, open bool }

// registered is one row of the register of submissions with its own outcome.
type registered struct {
	id, unit, participant, dupOf      string
	out, told, decided, used, replied bool
}

// fates reads what became of every submission known at asOf. A repeat shares
// the fate of the end of its chain; of one author's repeats the first counts.
func fates(ctx context.Context, db *store.DB, asOf time.Time) (map[string]fate, error) {
	rows, err := db.Query(ctx, signalFatesSQL, asOf.Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []registered
	for rows.Next() {
		var r registered
		if err := rows.Scan(&r.id, &r.unit, &r.participant, &r.dupOf, &r.out, &r.told, &r.decided, &r.used, &r.replied); err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return judgeFates(list), rows.Err()
}

// judgeFates expects rows in the order in which they were received.
func judgeFates(list []registered) map[string]fate {
	at := make(map[string]int, len(list))
	points := map[string]string{}
	for i, r := range list {
		at[r.id] = i
		if r.dupOf != "" {
			points[r.id] = r.dupOf
		}
	}
	ends := roots(points)
	family := map[string]bool{} // roots of more than themselves
	for _, root := range ends {
		family[root] = true
	}
	first := map[[3]string]bool{}
	out := make(map[string]fate, len(list))
	for _, r := range list {
		if r.out || !r.told {
			continue
		}
		root, repeat := ends[r.id]
		if !repeat {
			root = r.id
		}
		if repeat || family[root] {
			who := "p" + r.participant
			if r.participant == "" {
				who = "s" + r.id
			}
			k := [3]string{r.unit, root, who}
			if first[k] {
				continue
			}
			first[k] = true
		}
		end := registered{}
		if i, ok := at[root]; ok {
			end = list[i]
		}
		out[r.id] = fate{countable: true, used: end.used, open: !end.decided && !end.replied && !r.replied}
	}
	return out
}

// roots follows each pointer to the end of its chain. The root of a circle is
// its smallest id.
func roots(points map[string]string) map[string]string {
	out := make(map[string]string, len(points))
	for id := range points {
		if _, ok := out[id]; ok {
			continue
		}
		var path []string
		seen := map[string]bool{}
		end := id
		for {
			if known, ok := out[end]; ok {
				end = known
				break
			}
			next, ok := points[end]
			if !ok {
				break
			}
			if seen[end] {
				end = smallest(points, end)
				break
			}
			seen[end] = true
			path = append(path, end)
			end = next
		}
		for _, p := range path {
			out[p] = end
		}
	}
	return out
}

// smallest is the smallest id of the circle that at lies on.
func smallest(points map[string]string, at string) string {
	least := at
	for x := points[at]; x != at; x = points[x] {
		least = min(least, x)
	}
	return least
}
