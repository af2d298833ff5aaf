package metrics

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed decisions/unhandled.sql
var unhandledSQL string

// Missing is one thing that keeps a number below its best: who or what is
// missing, and why.
type Missing struct {
	Ref string
	Why i18n.Text
}

// missing lists what the row lacks: items that count less than they could and,
// for transparency, each result and answer that is not there.
func (r *run) missing(ctx context.Context, tx *store.Tx, x *Explanation, pid, limit int) error {
	id := x.Row.ID
	if id != "G4" && id != "G4.hand" && id != "G4.pub" && id != "O2" {
		for _, it := range x.Items {
			if it.Num != nil && it.Den != nil && *it.Num < *it.Den && x.Row.Direction != "down" && x.Row.Unit == "share" {
				x.Missing = append(x.Missing, Missing{it.ID, i18n.Text{AR: "غير متحقق", EN: "not there"}})
			}
		}
		return nil
	}
	keep := "true"
	switch id {
	case "G4.hand":
		keep = "why <> 'not_published'"
	case "G4.pub", "O2":
		keep = "why = 'not_published'"
	}
	rows, err := tx.Query(ctx, fmt.Sprintf("SELECT ref, why FROM (\n%s\n) WHERE unit_id = ? AND pid = ? AND %s ORDER BY ref, why LIMIT ?", unhandledSQL, keep), x.Result.Unit, pid, limit)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var m Missing
		var why string
		if err := rows.Scan(&m.Ref, &why); err != nil {
			return err
		}
		m.Why = missingText(why)
		x.Missing = append(x.Missing, m)
	}
	return rows.Err()
}

func missingText(why string) i18n.Text {
	switch why {
	case "not_published":
		return i18n.Text{AR: "لم تُنشر نتائجه", EN: "its results are not published"}
	case "no_use_statement":
		return i18n.Text{AR: "بلا مشاركات مكتوبة ولا بيان استخدام منشور", EN: "no written submissions and no use statement published"}
	case "no_outcome":
		return i18n.Text{AR: "لم يُبت فيها", EN: "not decided"}
	case "no_reason_or_link":
		return i18n.Text{AR: "قُررت بلا سبب ولا رابط", EN: "decided without a reason or a link"}
	}
	return i18n.Text{AR: "لم يُنشر الرد ولم يُرسل لصاحبها", EN: "the answer was neither published nor sent to the author"}
}
