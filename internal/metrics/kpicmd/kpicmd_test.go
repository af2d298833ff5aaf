package kpicmd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/metrics/kpi"
	"github.com/musharaka/musharaka/internal/metrics/kpicmd"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

func filled(t *testing.T, fixture string) *store.DB {
	t.Helper()
	db := storetest.Open(t)
	suite, err := cases.Load(kpi.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return suite.Fill(ctx, tx, &cases.Case{Fixture: fixture})
	}); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestShowJSON(t *testing.T) {
	db := filled(t, "U1")
	var b bytes.Buffer
	o := kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), JSON: true}
	if _, err := kpicmd.Show(t.Context(), &b, db, []string{"G4"}, o); err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal(b.Bytes(), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 6 || rows[0]["kpi_id"] != "G4" || rows[0]["value"] != 0.625 || rows[0]["p_end"] != "2025-01-01" {
		t.Errorf("rows: %s", b.String())
	}
	for _, k := range []string{"kpi_id", "def_version", "unit_id", "p_start", "p_end", "as_of", "dims", "num", "den", "value", "low", "high",
		"ci_lo", "ci_hi", "ci_method", "n_persons", "status", "reasons", "target", "target_source", "coverage", "inputs_hash"} {
		if _, ok := rows[0][k]; !ok {
			t.Errorf("field %s is missing", k)
		}
	}
	if len(rows[0]) != 22 {
		t.Errorf("%d fields, want 22", len(rows[0]))
	}
}

func TestShowTable(t *testing.T) {
	db := filled(t, "U1")
	for lang, want := range map[i18n.Lang]string{i18n.EN: "Provisional: submissions not decided yet: 2.", i18n.AR: "رقم أولي: مشاركات لم يُبت فيها بعد: 2."} {
		var b bytes.Buffer
		if _, err := kpicmd.Show(t.Context(), &b, db, nil, kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), Lang: lang}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s: %q is not in\n%s", lang, want, b.String())
		}
	}
}

func TestExplainNamesItemsAndExclusions(t *testing.T) {
	db := filled(t, "U1")
	var b bytes.Buffer
	if err := kpicmd.Explain(t.Context(), &b, db, "G2", kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), Lang: i18n.EN}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"37.5%", "3/8", "s9", "left out: spam or unlawful 1", "left out: repeats by the same author 1", "SELECT 'G2' AS row_id"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}

func TestEveryRowExplains(t *testing.T) {
	db := filled(t, "U1")
	defs, err := metrics.Definitions()
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range defs {
		var b bytes.Buffer
		if err := kpicmd.Explain(t.Context(), &b, db, d.ID, kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), JSON: true, Alone: i%20 > 0}); err != nil {
			t.Errorf("%s: %v", d.ID, err)
		}
	}
}

func TestVerify(t *testing.T) {
	db := filled(t, "U1")
	rows, err := metrics.Compute(t.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1), By: []string{"month"}})
	if err != nil {
		t.Fatal(err)
	}
	save := func(change string) {
		if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := metrics.Save(ctx, tx, rows); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, change)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	save("SELECT 1")
	var b bytes.Buffer
	if err := kpicmd.Verify(t.Context(), &b, db, kpicmd.Options{}); err != nil {
		t.Errorf("%v\n%s", err, b.String())
	}
	for _, change := range []string{
		"UPDATE kpi_results SET num = num + 1 WHERE kpi_id = 'G4.pub' AND dims = '{}'",
		"UPDATE kpi_results SET status = 'ok' WHERE kpi_id = 'G2' AND dims = '{}'",
		"UPDATE kpi_results SET kpi_id = 'G9' WHERE kpi_id = 'G3'"} {
		save(change)
		if err := kpicmd.Verify(t.Context(), &b, db, kpicmd.Options{}); err == nil {
			t.Errorf("%s went unnoticed", change)
		}
	}
}

func TestWhatIf(t *testing.T) {
	db := filled(t, "X1")
	for _, asJSON := range []bool{false, true} {
		var b bytes.Buffer
		if err := kpicmd.WhatIf(t.Context(), &b, db, []string{"O4=100%"}, 5, kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), Lang: i18n.EN, JSON: asJSON}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "Z1") {
			t.Errorf("%s", b.String())
		}
	}
	if _, err := kpicmd.ParseAssumptions([]string{"nonsense"}); err == nil {
		t.Error("nonsense was accepted")
	}
}

func TestDuties(t *testing.T) {
	db := filled(t, "X1")
	for _, o := range []kpicmd.Options{{Lang: i18n.EN}, {Lang: i18n.AR}, {JSON: true}} {
		o.AsOf = metrics.Day(2025, 1, 1)
		var b bytes.Buffer
		if err := kpicmd.Duties(t.Context(), &b, db, kpicmd.DutyScope{From: metrics.Day(2024, 3, 1), To: metrics.Day(2025, 6, 1)}, o); err != nil || !strings.Contains(b.String(), "2024-12") {
			t.Errorf("%v\n%s", err, b.String())
		}
	}
	var b bytes.Buffer
	scope := kpicmd.DutyScope{From: metrics.Day(2024, 3, 1), To: metrics.Day(2025, 6, 1), States: []string{"due"}, ICS: true}
	if err := kpicmd.Duties(t.Context(), &b, db, scope, kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), Lang: i18n.AR}); err != nil {
		t.Fatal(err)
	}
	if out := b.String(); strings.Contains(out, "متأخر") || !strings.Contains(out, "BEGIN:VTIMEZONE") || !strings.HasSuffix(out, "END:VCALENDAR\r\n") {
		t.Errorf("a calendar of what is due:\n%s", out)
	}
}

func TestRowsOfAllUnits(t *testing.T) {
	db := filled(t, "U1")
	if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO units(unit_id, name_ar, name_en) VALUES ('U2', 'و', 'U')")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := kpicmd.Show(t.Context(), &b, db, []string{"G1"}, kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), Lang: i18n.EN}); err != nil {
		t.Fatal(err)
	}
	if first := strings.Split(b.String(), "\n")[1]; !strings.HasPrefix(first, "*") || strings.Contains(first, "%") || !strings.Contains(first, "3–3") {
		t.Errorf("all units: %s", first)
	}
}
