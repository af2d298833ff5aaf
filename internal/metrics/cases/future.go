package cases

import "strings"

// Future lists changes of the fixtures U1 and X1 that bring facts dated at the
// first moment of 2025, in every register: seen on 1 January 2025 none of them
// exists yet, so no row may change, not even its hash.
func Future() []string {
	words := strings.NewReplacer("$T", "TIMESTAMP '2024-12-31 20:00:00'", "$D", "DATE '2025-01-01'")
	list := []string{
		`UPDATE activities SET cancelled_at = $T WHERE cancelled_at IS NULL`,
		`UPDATE activities SET started_at = $T WHERE started_at IS NULL`,
		`UPDATE activities SET ended_at = $T WHERE ended_at IS NULL`,
		`UPDATE activities SET info_published_at = $T WHERE info_published_at IS NULL`,
		`UPDATE activities SET doc_published_at = $T WHERE doc_published_at IS NULL`,
		`UPDATE activities SET results_published_at = $T, results_format = 'csv', results_licence = 'cc0' WHERE results_published_at IS NULL`,
		`UPDATE activities SET decision_recorded_at = $T, use_statement_at = coalesce(use_statement_at, $T) WHERE decision_recorded_at IS NULL`,
		`UPDATE activity_sdgs SET confirmed_by = 'r', confirmed_at = $T WHERE confirmed_at IS NULL`,
		`UPDATE submissions SET removed_at = $T, removal_reason = 'spam'`,
		`UPDATE outcomes SET first_response_at = $T WHERE first_response_at IS NULL`,
		`UPDATE outcomes SET response_published_at = $T WHERE response_published_at IS NULL`,
		`UPDATE plans SET issued_on = $D WHERE issued_on IS NULL`,
		`UPDATE documents SET approved_on = coalesce(approved_on, $D), published_on = coalesce(published_on, $D)`,
		`UPDATE methods SET first_used_on = coalesce(first_used_on, $D), approved_on = coalesce(approved_on, $D)`,
		`UPDATE actions SET done_on = $D WHERE done_on IS NULL`,
		`UPDATE audience_groups SET declared_participants = 7, declared_on = $D`,
		`UPDATE units SET reporting_since_on = coalesce(reporting_since_on, $D)`,
		`INSERT INTO accounts VALUES ('Z1', 'a', 'o', 'p', $D, NULL, NULL)`,
		`INSERT INTO documents(unit_id, doc, issued_on, published_on, url, evidence_id) SELECT DISTINCT unit_id, doc, $D, $D, 'u', 'e_live' FROM documents WHERE issued_on > '2023-01-01'`,
		`INSERT INTO team_members VALUES ('Z1', 'm9', $D, NULL)`,
		`INSERT INTO skill_levels SELECT 'Z1', 'm1', unnest(enum_range(NULL::skill)), 0, $D`,
		`INSERT INTO trainings VALUES ('t', 'Z1', NULL, $D, 'm1', 9, 'middle')`,
		`INSERT INTO cooperation_log VALUES ('c', 'Z1', 'it', 'exchange', $T, NULL, NULL, NULL)`,
		`INSERT INTO publications VALUES ('p', 'Z1', 'article', NULL, $T, NULL)`,
		`INSERT INTO polls VALUES ('p', 'Z1', $T, NULL, false)`,
		`INSERT INTO participations(participation_id, activity_id, participant_id, participated_at) SELECT 'f' || activity_id, activity_id, NULL, $T FROM activities`,
		`INSERT INTO submissions(submission_id, unit_id, activity_id, received_at) SELECT 'f' || submission_id, unit_id, activity_id, $T FROM submissions`,
		`INSERT INTO surveys VALUES ('f', 'Z1', NULL, 'satisfaction', $D, 1, 1, 1, 1, 1, 1)`,
		`INSERT INTO analyses SELECT activity_id, 'quantitative', $T, 'r', $T FROM activities WHERE unit_id = 'Q'`,
		`INSERT INTO accessibility_audits VALUES ('Z1', 't', 'A', true, $D)`,
		`INSERT INTO assessments(unit_id, assessed_on, criterion, score) VALUES ('Z1', $D, 'O1', 5)`,
		`INSERT INTO best_practices VALUES ('Xa', 'r', $T, 'w')`,
		`INSERT INTO evidence(evidence_id, uri, dated_on) VALUES ('e_future', 'f', $D)`,
	}
	for i, q := range list {
		list[i] = words.Replace(q)
	}
	return list
}
