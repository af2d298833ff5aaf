package metrics

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

// Request says which numbers are wanted.
type Request struct {
	AsOf     time.Time // local date, exclusive; required
	Periods  []Period  // none: the reporting year that contains the day before AsOf
	Units    []string  // none: all
	KPIs     []string  // ids of indicators or rows; none: all
	By       []string  // one or two keys: adds the rows of those dims
	Settings Settings  // zero fields take the defaults
	Extra    []*Definition
	Assume   map[string]float64 // what-if: rows take these values instead of their own

	// Catalogue replaces the built-in indicators; the mutation program and
	// tests use it.
	Catalogue []*Definition

	// Prelude replaces the built-in prelude, file by file in their order.
	Prelude []string

	// Trace, if set, is told how long each step took: prelude files by their
	// number, indicators by their id.
	Trace func(step string, d time.Duration)
}

// Settings are the numbers that the guideline leaves open; every one is ours
// and can be set.
type Settings struct {
	GraceDays      int     // results are due so many days after the end
	LateStartDays  int     // a start counts as on time so many days after the plan
	SLAHours       int     // first answer, where the charter promises none
	InfoSLAHours   int     // answer to an information request
	OutcomeDays    int     // G2 stays provisional so long after the period
	DecidedShare   float64 // … while less than this share is decided
	SizeMonths     int     // sizes of groups older than this are old
	FreshMonths    int     // audits and skill levels older than this do not count
	ReviewMonths   int     // access reviews older than this do not count
	YearStartMonth int     // first month of the reporting year
}

// Defaults returns the project's own settings («منهجية المشروع»).
func Defaults() Settings {
	return Settings{GraceDays: 30, LateStartDays: 7, SLAHours: 72, InfoSLAHours: 360, OutcomeDays: 180, DecidedShare: 0.9,
		SizeMonths: 24, FreshMonths: 12, ReviewMonths: 6, YearStartMonth: 1}
}

func (s Settings) filled() Settings {
	d := Defaults()
	for _, f := range []struct{ got, want *int }{
		{&s.GraceDays, &d.GraceDays}, {&s.LateStartDays, &d.LateStartDays}, {&s.SLAHours, &d.SLAHours}, {&s.InfoSLAHours, &d.InfoSLAHours},
		{&s.OutcomeDays, &d.OutcomeDays}, {&s.SizeMonths, &d.SizeMonths}, {&s.FreshMonths, &d.FreshMonths},
		{&s.ReviewMonths, &d.ReviewMonths}, {&s.YearStartMonth, &d.YearStartMonth}} {
		if *f.got == 0 {
			*f.got = *f.want
		}
	}
	if s.DecidedShare == 0 {
		s.DecidedShare = d.DecidedShare
	}
	return s
}

// Compute returns the rows of req in a fixed order: unit, period, catalogue
// order, dims. It reads one moment of the file and writes nothing.
func Compute(ctx context.Context, db *store.DB, req Request) (_ []Row, err error) {
	defer wrap(&err, "metrics.Compute")
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	err = db.InSnapshot(ctx, r.compute)
	return r.out, err
}

// ComputeIn is Compute inside the caller's transaction, which must be a
// snapshot: temporary tables stay behind in it.
func ComputeIn(ctx context.Context, tx *store.Tx, req Request) (_ []Row, err error) {
	defer wrap(&err, "metrics.Compute")
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	err = r.compute(ctx, tx)
	return r.out, err
}

func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf(format+": %w", append(args, *err)...)
	}
}

// run is one computation: the request made complete and what was read so far.
type run struct {
	req     Request
	defs    []*Definition // to compute, in catalogue order
	wanted  func(row string) bool
	units   []string
	targets map[targetKey]float64
	exempt  map[targetKey]bool
	present map[presenceKey]bool
	hashes  map[hashKey]string
	rows    map[rowKey]*Row
	levels  []Maturity
	stamp   string // as_of and settings, for the inputs hash
	out     []Row
}

type (
	targetKey struct {
		unit string
		year int
		kpi  string
	}
	presenceKey struct {
		register, unit string
		year           int // 0: the register has no plan year
	}
	hashKey struct{ register, unit string }
	rowKey  struct {
		kpi, unit string
		pid       int
		dims      string
	}
)

// RequestError is a wish that cannot be met as it is written: an unknown
// indicator, key, period or day. The command line calls it wrong usage.
type RequestError struct{ Err error }

func (e *RequestError) Error() string { return e.Err.Error() }

// Unwrap returns the sentence.
func (e *RequestError) Unwrap() error { return e.Err }

func badRequest(msg i18n.Text, args ...any) error { return &RequestError{i18n.Errorf(msg, args...)} }

func newRun(req Request) (*run, error) {
	if req.AsOf.IsZero() {
		return nil, i18n.Errorf(i18n.Text{AR: "لم يُحدد تاريخ الاحتساب (as_of)", EN: "no as_of date was given"})
	}
	req.Settings = req.Settings.filled()
	if len(req.Periods) == 0 {
		req.Periods = []Period{ReportingYear(req.AsOf.AddDate(0, 0, -1), req.Settings.YearStartMonth)}
	}
	if len(req.By) > 2 {
		return nil, badRequest(i18n.Text{AR: "بعدان على الأكثر في --by", EN: "--by takes at most two keys"})
	}
	for _, k := range req.By {
		if !slices.Contains(dimKeys, k) {
			return nil, badRequest(i18n.Text{AR: "بُعد غير معروف %q؛ المعروف: %s", EN: "unknown dimension %q; known are: %s"}, k, strings.Join(dimKeys, ", "))
		}
	}
	req.By = slices.Compact(slices.Clone(req.By))
	catalogue := req.Catalogue
	if catalogue == nil {
		var err error
		if catalogue, err = Catalogue(); err != nil {
			return nil, err
		}
	}
	all := slices.Clone(catalogue)
	for _, d := range req.Extra {
		if ownerOf(catalogue, d.ID) != nil {
			return nil, i18n.Errorf(i18n.Text{AR: "الرمز %s لمؤشر من مؤشرات المشروع", EN: "the id %s belongs to a built-in indicator"}, d.ID)
		}
		foreign := *d // whoever loaded it: what does not ship with the project runs in the sandbox
		foreign.Foreign = true
		all = append(all, &foreign)
	}
	r := &run{req: req, rows: map[rowKey]*Row{}}
	r.stamp = fmt.Sprintf("%s %+v", req.AsOf.Format(time.DateOnly), req.Settings)
	if err := r.choose(all); err != nil {
		return nil, err
	}
	return r, nil
}

// choose keeps the indicators asked for, and those that they are made of.
func (r *run) choose(all []*Definition) error {
	if len(r.req.KPIs) == 0 {
		r.defs, r.wanted = all, func(string) bool { return true }
		return nil
	}
	need := map[string]bool{}
	for _, id := range r.req.KPIs {
		owner := ownerOf(all, id)
		if owner == nil {
			return badRequest(i18n.Text{AR: "مؤشر غير معروف %q؛ القائمة: analyze kpi list", EN: "unknown indicator %q; for the list: analyze kpi list"}, id)
		}
		addWithParts(all, owner, need)
	}
	for _, d := range all {
		if need[d.ID] {
			r.defs = append(r.defs, d)
		}
	}
	r.wanted = func(row string) bool {
		for _, id := range r.req.KPIs {
			if row == id || strings.HasPrefix(row, id+".") {
				return true
			}
		}
		return false
	}
	return nil
}

func ownerOf(all []*Definition, row string) *Definition {
	for _, d := range all {
		if d.ID == row { // an indicator without a main row of its own, too
			return d
		}
		for i := range d.Rows {
			if d.Rows[i].ID == row {
				return d
			}
		}
	}
	return nil
}

func addWithParts(all []*Definition, d *Definition, need map[string]bool) {
	if need[d.ID] {
		return
	}
	need[d.ID] = true
	for i := range d.Rows {
		for _, c := range d.Rows[i].parts() {
			if o := ownerOf(all, c); o != nil {
				addWithParts(all, o, need)
			}
		}
	}
}

// parts are the rows that r is built from.
func (r *RowDef) parts() []string {
	out := slices.Clone(r.Components)
	for _, c := range r.Criteria {
		out = append(out, c.ID)
	}
	if r.Index == "maturity" {
		out = append(out, levelFive...)
	}
	return out
}

// compute runs every indicator and settles its rows.
func (r *run) compute(ctx context.Context, tx *store.Tx) error {
	if err := r.prepare(ctx, tx); err != nil {
		return err
	}
	for _, d := range r.defs {
		done := r.trace(d.ID)
		if err := guarded(ctx, tx, d, func(ctx context.Context) error { return r.definition(ctx, tx, d) }); err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		done()
	}
	r.assume()
	if err := r.maturity(ctx, tx); err != nil {
		return err
	}
	r.national()
	r.collect()
	return nil
}

// trace starts the clock of a step.
func (r *run) trace(step string) (done func()) {
	if r.req.Trace == nil {
		return func() {}
	}
	start := time.Now() // a measurement, not a fact: no number depends on it
	return func() { r.req.Trace(step, time.Since(start)) }
}

// definition runs one indicator's SQL, once for each shape that its rows have.
func (r *run) definition(ctx context.Context, tx *store.Tx, d *Definition) error {
	columns, floats, err := describe(ctx, tx, d)
	if err != nil {
		return err
	}
	for _, s := range shapes(d, columns, floats, nil) {
		if err := r.read(ctx, tx, s); err != nil {
			return err
		}
	}
	if len(r.req.By) > 0 {
		for _, s := range shapes(d, columns, floats, r.req.By) {
			if err := r.read(ctx, tx, s); err != nil {
				return err
			}
		}
	}
	r.indexes(d)
	return nil
}

// describe asks which columns the items have, and which of them hold fractions.
func describe(ctx context.Context, tx *store.Tx, d *Definition) (columns, floats []string, err error) {
	rows, err := tx.Query(ctx, "SELECT column_name, column_type IN ('DOUBLE', 'FLOAT') FROM (DESCRIBE "+d.SQL+"\n)")
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var fractions bool
		if err := rows.Scan(&name, &fractions); err != nil {
			return nil, nil, err
		}
		columns = append(columns, name)
		if fractions {
			floats = append(floats, name)
		}
	}
	return columns, floats, rows.Err()
}

// shapes groups an indicator's rows by how they are counted.
func shapes(d *Definition, columns, floats, by []string) []*shape {
	var out []*shape
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.Index != "" || by == nil && r.OnlyBy || !covers(d.drill(r), by) {
			continue
		}
		var shared []string
		for _, k := range by {
			if slices.Contains(r.SharedDen, k) {
				shared = append(shared, k)
			}
		}
		found := false
		for _, s := range out {
			if s.kind == r.aggregate() && s.rows[0].Quantile == r.Quantile && slices.Equal(s.shared, shared) {
				s.rows, found = append(s.rows, r), true
				break
			}
		}
		if !found {
			out = append(out, &shape{def: d, columns: columns, floats: floats, kind: r.aggregate(), rows: []*RowDef{r}, by: by, shared: shared})
		}
	}
	return out
}

func covers(have, want []string) bool {
	for _, k := range want {
		if !slices.Contains(have, k) {
			return false
		}
	}
	return true
}
