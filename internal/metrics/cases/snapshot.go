package cases

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// Snapshot computes every row of the shared fixtures together, on three days and
// by several keys, as lines of text: whatever changes a population changes one.
// prelude replaces the built-in one; nil keeps it.
func (s *Suite) Snapshot(ctx context.Context, db *store.DB, prelude []string) (string, error) {
	var b strings.Builder
	for _, at := range []struct {
		asOf, period string
		by           []string
		change       []string
	}{
		{"2025-01-01", "2024", nil, nil},
		{"2024-07-01", "2024", []string{"month"}, nil},
		{"2025-01-01", "2024Q2", []string{"channel"}, nil},
		{"2025-01-01", "2024", []string{"group_id"}, Future()},
		{"2024-06-15", "2024Q2", []string{"level"}, nil},
	} {
		asOf, err := metrics.ParseDay(at.asOf)
		if err != nil {
			return "", err
		}
		p, err := metrics.ParsePeriod(at.period, 1)
		if err != nil {
			return "", err
		}
		c := Case{Fixture: "U1", Unit: "Z1", Tables: s.Fixtures["X1"].Tables, Change: append(append([]string(nil), snapshotRows()...), at.change...)}
		err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
			if err := s.Fill(ctx, tx, &c); err != nil {
				return err
			}
			rows, err := metrics.ComputeIn(ctx, tx, metrics.Request{AsOf: asOf, Periods: []metrics.Period{p}, By: at.by, Prelude: prelude})
			for i := range rows {
				r := &rows[i]
				fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", at.asOf, at.period, r.Unit, r.KPI, r.DimsJSON(), r.Status, digits(r.Num), digits(r.Den), digits(r.Value), strings.Join(r.Reasons, " "))
			}
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func digits(p *float64) string {
	if p == nil {
		return "-"
	}
	return strconv.FormatFloat(*p, 'g', 12, 64)
}

// snapshotRows are what the fixtures lack: values on the edge of a population.
func snapshotRows() []string {
	return []string{
		`INSERT INTO audience_groups(unit_id, plan_year, group_id, name_ar, entity_type, category, size, is_targeted, is_partition) VALUES ('Z1', 2024, 'z1', 'بلا تاريخ', 'person', 'citizen', 10, true, true), ('Z1', 2024, 'z2', 'ب', 'person', 'resident', 20, true, true)`,
		`UPDATE audience_groups SET declared_participants = 4, declared_on = '2024-06-15' WHERE unit_id = 'Z1' AND group_id = 'z2'`,
		`INSERT INTO participants(participant_id, unit_id, entity_type, identity_level, group_id, governorate) VALUES ('zp1', 'Z1', 'person', 'account', 'z1', 'OM-MA'), ('zp2', 'Z1', 'person', 'verified', 'z2', 'OM-DA')`,
		`INSERT INTO participations(participation_id, activity_id, participant_id, participated_at) VALUES ('zq1', 'Xa', 'zp1', '2024-02-06'), ('zq2', 'Xb', 'zp2', '2024-06-14 19:59:59'), ('zq3', 'Xb', 'zp1', '2024-06-14 20:00:00')`,
		`INSERT INTO submissions(submission_id, unit_id, activity_id, participant_id, channel, received_at, lang, dup_of, is_spam, is_info_request, need) VALUES
		 ('zs1', 'Z1', 'Xa', 'zp1', 'website', '2024-02-06', 'ar', NULL, false, false, 'n1'), ('zs2', 'Z1', 'Xa', 'zp1', 'website', '2024-02-07', 'ar', 'zs1', false, false, 'n1'),
		 ('zs3', 'Z1', 'Xa', 'zp2', 'email', '2024-06-14 20:00:00', 'ar', 'zs2', false, false, 'n1'), ('zs4', 'Z1', 'Xb', NULL, 'email', '2024-05-10', NULL, 'zs1', false, false, NULL),
		 ('zs5', 'Z1', 'Xb', NULL, NULL, '2024-12-31 19:59:59', 'ar', NULL, false, false, NULL), ('zs6', 'Z1', NULL, 'zp2', 'kiosk', '2024-05-20', 'ar', NULL, true, false, NULL), ('zs7', 'Z1', NULL, 'zp2', 'kiosk', '2024-05-21', 'ar', NULL, false, true, NULL)`,
		`INSERT INTO outcomes(submission_id, status, decided_at, reason, linked_type, linked_id, first_response_at, response_published_at) VALUES
		 ('zs1', 'adopted', '2024-03-01', NULL, 'service', 'S', '2024-02-08', '2024-03-02'), ('zs2', 'declined', '2024-03-05', 'r', NULL, NULL, '2024-02-09', NULL), ('zs5', 'partly', '2024-12-31 20:00:00', 'r', 'policy', 'P', NULL, NULL), ('zs7', NULL, NULL, NULL, NULL, NULL, '2024-05-30', NULL)`,
		`INSERT INTO documents(unit_id, doc, issued_on, published_on, url, format, response_sla_hours, valid_until_on, evidence_id) VALUES ('Z1', 'team_decision', '2024-01-05', '2024-01-05', 'u', 'web', NULL, '2024-07-01', 'e_live'), ('Z1', 'charter', '2024-06-14', '2024-06-15', 'u', 'web', 24, NULL, 'e_live')`,
		`INSERT INTO evidence(evidence_id, uri, dated_on, expires_on) VALUES ('e_edge', 'x', '2024-06-14', '2025-01-01'), ('e_over', 'x', '2024-01-01', '2024-12-31')`,
		`INSERT INTO team_tasks(unit_id, plan_year, task, owner, evidence_id) SELECT 'Z1', 2024, t, 'o', CASE WHEN row_number() OVER () % 2 = 0 THEN 'e_edge' ELSE 'e_over' END FROM (SELECT unnest(enum_range(NULL::team_task)) AS t)`,
		`INSERT INTO team_members VALUES ('Z1', 'zm1', '2024-01-01', '2024-12-31'), ('Z1', 'zm2', '2024-01-01', '2025-01-01'), ('Z1', 'zm3', '2024-06-14', NULL)`,
		`INSERT INTO accounts(unit_id, account_id, owner, permission) VALUES ('Z1', 'za', 'o', 'p')`,
		`INSERT INTO skill_levels VALUES ('Z1', 'zm2', 'insight', 1, '2024-01-01'), ('Z1', 'zm2', 'insight', 2, '2024-02-01'), ('Z1', 'zm3', 'planning', 2, '2024-06-14'), ('Z1', 'zm3', 'design', 3, '2023-12-31')`,
	}
}
