package kpicmd

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// Ledger writes the adoption ledger: its entries, or with keys in o.By its
// rates by each key.
func Ledger(ctx context.Context, w io.Writer, db *store.DB, o Options) error {
	req, err := o.request()
	if err != nil {
		return err
	}
	keys := req.By
	req.By = nil
	for _, k := range keys {
		if !slices.Contains(metrics.LedgerKeys(), k) {
			return &metrics.RequestError{Err: i18n.Errorf(i18n.Text{AR: "بُعد غير معروف %q؛ المعروف: %s", EN: "unknown dimension %q; known are: %s"}, k, strings.Join(metrics.LedgerKeys(), ", "))}
		}
	}
	entries, err := metrics.Ledger(ctx, db, req)
	if err != nil {
		return err
	}
	sums := metrics.SumLedger(entries, "")
	for _, k := range keys {
		sums = append(sums, metrics.SumLedger(entries, k)...)
	}
	if o.JSON {
		if len(keys) > 0 {
			return writeJSON(w, sums)
		}
		return writeJSON(w, append([]metrics.Entry{}, entries...))
	}
	if err := table(w, o.ledgerSums(sums)); err != nil || len(keys) > 0 {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	return table(w, o.ledgerEntries(entries))
}

func (o Options) ledgerSums(sums []metrics.LedgerSum) [][]string {
	rows := [][]string{{o.text("البُعد", "key"), o.text("الرمز", "code"), o.text("معدل التبني", "adoption rate"), o.text("المستخدمة/المستلمة", "used/received"),
		o.text("لم يُبت فيها", "undecided"), o.text("وسيط الأيام حتى القرار", "median days to decision")}}
	for _, s := range sums {
		row := []string{s.Key, s.Code, "–", strconv.Itoa(s.Used) + "/" + strconv.Itoa(s.Received), "–", "–"}
		if s.Rate != nil {
			row[2], row[4] = metrics.FormatValue(*s.Rate, "share", o.Lang), metrics.FormatValue(*s.Undecided, "share", o.Lang)
		}
		if s.MedianDays != nil {
			row[5] = metrics.FormatCount(*s.MedianDays)
		}
		if s.Key == "" {
			row[0] = o.text("الكل", "all")
		}
		rows = append(rows, row)
	}
	return rows
}

// ledgerEntries lists what was decided; what waits is in the sums.
func (o Options) ledgerEntries(entries []metrics.Entry) [][]string {
	limit := o.Limit
	if limit == 0 {
		limit = 50
	}
	rows := [][]string{{o.text("الوحدة", "unit"), o.text("المشاركة", "submission"), o.text("القرار", "decision"), o.text("في", "on"), o.text("الأيام", "days"), o.text("ما تغيّر", "changed"), o.text("الوثيقة", "document")}}
	for i := range entries {
		e := &entries[i]
		if e.DecidedOn == nil || len(rows) > limit {
			continue
		}
		document := e.Document
		if document != "" && !e.Live {
			document += " (" + o.text("انتهت", "expired") + ")"
		}
		rows = append(rows, []string{e.Unit, e.Submission, e.Status, e.DecidedOn.String(), strconv.Itoa(e.Days), strings.TrimSpace(e.LinkedType + " " + e.LinkedID), document})
	}
	return rows
}
