// Package metrics computes the indicators of the participation guideline from
// the register tables: every unit and period in one pass of SQL, a status
// before every number, and everything behind a number on request.
//
// It holds no indicator itself: each is a folder under kpi/ with its
// definition (kpi.toml), its query (kpi.sql) and its cases. The queries return
// items (what is counted); this package adds them up, settles status, bounds,
// targets and reasons, and keeps published rows. It reads the store only
// through a snapshot, knows no clock (AsOf is a parameter) and draws nothing.
//
// The flow: period.go and compute.go (request) → prepare.go and prelude/
// (what is known at AsOf, populations) → aggregate.go (items to numbers) →
// read.go and status.go (numbers to rows) → index.go, maturity.go, national.go
// (rows of rows) → collect.go.
package metrics
