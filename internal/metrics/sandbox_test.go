package metrics_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
)

const foreignTOML = `
id = "web_share"
version = "1"
section = ""
quote = ""
method = "OD"
drill = ["month"]
[[row]]
id = "web_share"
name = {ar = "حصة البوابة", en = "Portal share"}
unit = "share"
direction = "none"
needs = ["submissions"]
view = "tile"
statements = []
formula = {ar = "مشاركات البوابة ÷ المشاركات", en = "portal submissions ÷ submissions"}
`

func load(t *testing.T, sql string) []*metrics.Definition {
	t.Helper()
	defs, err := metrics.Load(fstest.MapFS{
		"web_share/kpi.toml": {Data: []byte(foreignTOML)},
		"web_share/kpi.sql":  {Data: []byte(sql)}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	return defs
}

func TestWorkspaceIndicator(t *testing.T) {
	db := filled(t, &cases.Case{Fixture: "U1"})
	req := metrics.Request{AsOf: metrics.Day(2025, 1, 1), KPIs: []string{"web_share"}, Extra: load(t,
		"WITH r AS (SELECT * FROM received) SELECT 'web_share' AS row_id, unit_id, pid, month, submission_id AS ref, (channel = 'portal')::INT AS num, 1 AS den FROM r;")}
	rows, err := metrics.Compute(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].Value == nil || *rows[0].Value != 1 || *rows[0].Den != 8 {
		t.Errorf("%+v", rows)
	}
	if x, err := metrics.Explain(t.Context(), db, req, "web_share", 5); err != nil || len(x) != 1 || len(x[0].Items) != 5 {
		t.Errorf("explain: %v, %v", x, err)
	}
}

func TestSandboxRefuses(t *testing.T) {
	db := filled(t, &cases.Case{Fixture: "U1"})
	row := "'web_share' AS row_id, 'U1' AS unit_id, 0 AS pid, 1 AS den"
	for _, sql := range []string{
		"SELECT " + row + " FROM main.submissions",
		"SELECT " + row + " FROM submissions",
		"SELECT " + row + " FROM known_participants",
		"SELECT " + row + " FROM raw_records",
		"SELECT " + row + " FROM read_csv('/etc/passwd')",
		"SELECT " + row + " FROM '/etc/passwd'",
		"SELECT " + row + ", read_text('/etc/passwd') AS k FROM params",
		"SELECT " + row + " FROM (SELECT * FROM query('SELECT 1'))",
		"SELECT " + row + ", (SELECT count(*) FROM information_schema.tables) AS num",
		"SELECT " + row + "; DELETE FROM main.submissions",
		"DELETE FROM main.submissions RETURNING " + row,
		"COPY main.submissions TO '/tmp/x'",
		"ATTACH '/tmp/x.db'",
	} {
		_, err := metrics.Compute(t.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1), KPIs: []string{"web_share"}, Extra: load(t, sql)})
		if err == nil || !strings.Contains(err.Error(), "refused") {
			t.Errorf("%s: %v", sql, err)
		}
	}
	var n int
	if err := db.QueryRow(t.Context(), "SELECT count(*) FROM submissions").Scan(&n); err != nil || n != 10 {
		t.Errorf("%d submissions, %v", n, err)
	}
}

func TestBuiltInIdsAreTaken(t *testing.T) {
	db := filled(t, &cases.Case{Fixture: "U1"})
	defs := load(t, "SELECT 1")
	defs[0].ID = "G1"
	if _, err := metrics.Compute(t.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1), Extra: defs}); err == nil {
		t.Error("a workspace indicator took the id of a built-in one")
	}
}
