package metrics

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

// Explanation is everything behind one number.
type Explanation struct {
	Definition *Definition
	Row        *RowDef
	Result     Row
	SQL        string      // the indicator's own
	Statement  string      // the whole statement that ran, after the prelude
	Items      []Item      // what was counted, up to the limit
	ItemCount  int         // how many there are
	Excluded   []Exclusion // what was left out, and why
	Missing    []Missing   // what keeps the number below its best
}

// Item is one thing that was counted.
type Item struct {
	ID       string   `json:"item"`
	Num, Den *float64 `json:"-"`
	Time     *float64 `json:"-"`
	Event    *bool    `json:"-"`
	Kind     *string  `json:"-"`
	Flag     *string  `json:"-"`
}

// Exclusion counts what was left out for one reason.
type Exclusion struct {
	Reason i18n.Text
	Count  int
}

// Explain computes one row of one unit and period, and lists what is in it and
// what is not. limit bounds the items.
func Explain(ctx context.Context, db *store.DB, req Request, id string, limit int) (_ []Explanation, err error) {
	defer wrap(&err, "metrics.Explain(%q)", id)
	d, def := FindRow(id, req.Extra...)
	if d == nil {
		return nil, badRequest(i18n.Text{AR: "مؤشر غير معروف %q؛ القائمة: analyze kpi list", EN: "unknown indicator %q; for the list: analyze kpi list"}, id)
	}
	for _, e := range req.Extra {
		if e == d {
			foreign := *d
			foreign.Foreign = true
			d = &foreign
		}
	}
	req.KPIs, req.By = []string{id}, nil
	var out []Explanation
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		rows, err := ComputeIn(ctx, tx, req)
		if err != nil {
			return err
		}
		r, err := newRun(req)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.KPI != id {
				continue
			}
			x := Explanation{Definition: d, Row: def, Result: row, SQL: d.SQL}
			if def.Index == "" && row.Unit != allUnits {
				if err := guarded(ctx, tx, d, func(ctx context.Context) error { return r.detail(ctx, tx, &x, limit) }); err != nil {
					return err
				}
			}
			out = append(out, x)
		}
		return nil
	})
	return out, err
}

// detail lists an explanation's items and exclusions; the prelude's tables are there.
func (r *run) detail(ctx context.Context, tx *store.Tx, x *Explanation, limit int) error {
	columns, floats, err := describe(ctx, tx, x.Definition)
	if err != nil {
		return err
	}
	for _, s := range shapes(x.Definition, columns, floats, nil) {
		if s.rowDef(x.Row.ID) != nil {
			x.Statement = s.statement()
		}
	}
	pid := slices.IndexFunc(r.req.Periods, func(p Period) bool { return p.Start.Equal(x.Result.PStart.Time) && p.End.Equal(x.Result.PEnd.Time) })
	if err := r.items(ctx, tx, x, columns, pid, limit); err != nil {
		return err
	}
	if err := r.missing(ctx, tx, x, pid, limit); err != nil {
		return err
	}
	return r.exclusions(ctx, tx, x, pid)
}

func (r *run) items(ctx context.Context, tx *store.Tx, x *Explanation, columns []string, pid, limit int) error {
	pick := func(name, or string) string {
		if slices.Contains(columns, name) {
			return name
		}
		return or
	}
	num := pick("num", "NULL")
	if slices.Contains(columns, "num_key") {
		num = fmt.Sprintf("coalesce(%s, CASE WHEN num_key IS NOT NULL THEN 1 END)", num)
	}
	query := fmt.Sprintf(`SELECT coalesce(%s::TEXT, ''), (%s)::DOUBLE, %s::DOUBLE, %s::DOUBLE, %s::BOOLEAN, %s::TEXT, %s::TEXT, count(*) OVER ()
		FROM (%s
) WHERE row_id = ? AND unit_id = ? AND pid = ? ORDER BY ALL LIMIT ?`, pick("ref", "NULL"), num, pick("den", "NULL"), pick("t", "NULL"),
		pick("ev", "NULL"), pick("k", "NULL"), pick("flag", "NULL"), x.Definition.SQL)
	rows, err := tx.Query(ctx, query, x.Row.ID, x.Result.Unit, pid, limit)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var it Item
		if err := rows.Scan(&it.ID, &it.Num, &it.Den, &it.Time, &it.Event, &it.Kind, &it.Flag, &x.ItemCount); err != nil {
			return err
		}
		x.Items = append(x.Items, it)
	}
	return rows.Err()
}

// exclusions runs the shared query of the indicator's population.
func (r *run) exclusions(ctx context.Context, tx *store.Tx, x *Explanation, pid int) error {
	if x.Definition.Population == "" {
		return nil
	}
	query, err := preludeFS.ReadFile(path.Join("prelude", "excluded", x.Definition.Population+".sql"))
	if err != nil {
		return nil // a population without a list leaves nothing out
	}
	rows, err := tx.Query(ctx, "SELECT why, count(*) FROM (\n"+strings.TrimRight(strings.TrimSpace(string(query)), ";")+"\n) WHERE unit_id = ? AND pid = ? GROUP BY why ORDER BY why", x.Result.Unit, pid)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var why string
		var e Exclusion
		if err := rows.Scan(&why, &e.Count); err != nil {
			return err
		}
		e.Reason = exclusionText(why)
		x.Excluded = append(x.Excluded, e)
	}
	return rows.Err()
}

func exclusionText(why string) i18n.Text {
	switch why {
	case "spam":
		return i18n.Text{AR: "رسائل مزعجة أو مخالفة", EN: "spam or unlawful"}
	case "info_request":
		return i18n.Text{AR: "طلبات معلومات", EN: "information requests"}
	case "own_repeat":
		return i18n.Text{AR: "تكرار من الشخص نفسه", EN: "repeats by the same author"}
	case "cancelled":
		return i18n.Text{AR: "أنشطة ملغاة", EN: "cancelled activities"}
	case "not_started":
		return i18n.Text{AR: "أنشطة لم تبدأ", EN: "activities that have not started"}
	case "not_ended":
		return i18n.Text{AR: "أنشطة لم تنته", EN: "activities that have not ended"}
	case "not_due":
		return i18n.Text{AR: "لم يحن موعدها بعد", EN: "not due yet"}
	case "test":
		return i18n.Text{AR: "استطلاعات تجريبية", EN: "test polls"}
	case "running":
		return i18n.Text{AR: "فُتحت في فترة لم تكتمل", EN: "in a span that is not complete"}
	case "story":
		return i18n.Text{AR: "قصص نجاح وليست مقالات", EN: "success stories, not articles"}
	case "other_group":
		return i18n.Text{AR: "أشخاص من فئات غير مستهدفة", EN: "persons of groups that are not targeted"}
	case "organisation":
		return i18n.Text{AR: "جهات وليست أشخاصاً", EN: "organisations, not persons"}
	}
	return i18n.Text{AR: why, EN: why}
}
