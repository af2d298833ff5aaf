package ingest

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/registers"
	"github.com/musharaka/musharaka/pipelines/source"
)

// Quarantined is a record that could not be read.
type Quarantined struct {
	ID       string    `json:"id"`
	Source   string    `json:"source"`
	Key      string    `json:"key,omitempty"` // file or stream
	Place    string    `json:"place"`
	Record   string    `json:"record,omitempty"`
	Column   string    `json:"column,omitempty"`
	Code     string    `json:"code"`
	Args     []string  `json:"args,omitempty"`
	ReasonAR string    `json:"reason_ar"`
	ReasonEN string    `json:"reason_en"`
	RunID    string    `json:"run_id"`
	SeenAt   time.Time `json:"seen_at"`
	State    string    `json:"state"` // open, resolved, dropped
	Bytes    int       `json:"bytes"`
	Original []byte    `json:"original,omitempty"` // by ShowQuarantined only
}

func (q *Quarantined) fill(args string) {
	if args != "" {
		q.Args = strings.Split(args, "\x1f")
	}
	if t, ok := registers.Reason(q.Key, q.Code, q.Args); ok && q.Source == registers.Source {
		q.ReasonAR, q.ReasonEN = t.AR, t.EN
		return
	}
	q.ReasonAR = source.Sentence(i18n.AR, source.Code(q.Code), q.Args)
	q.ReasonEN = source.Sentence(i18n.EN, source.Code(q.Code), q.Args)
}

// Reason says in l why the record is in quarantine.
func (q Quarantined) Reason(l i18n.Lang) string {
	r := i18n.Text{AR: q.ReasonAR, EN: q.ReasonEN}.In(l)
	if q.Column != "" && q.Source != registers.Source { // whose reasons name it
		r = q.Column + ": " + r
	}
	return r
}

// QuarantineList is the answer of `ingest quarantine list`.
type QuarantineList []Quarantined

// ListQuarantine lists what is open in the quarantine of a source, of all
// sources if name is empty; all includes what was dropped.
func ListQuarantine(ctx context.Context, ws *config.Workspace, name string, all bool, limit int) (out QuarantineList, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ingest.ListQuarantine: %w", err)
		}
	}()
	sqls, err := loadStatements()
	if err != nil {
		return nil, err
	}
	db, err := openReading(ctx, ws)
	if err != nil {
		return nil, err
	}
	defer db.Close() //nolint:errcheck // only read
	if limit <= 0 {
		limit = 1 << 30
	}
	out = QuarantineList{}
	err = each(ctx, db, sqls["quarantine_list"], func(scan func(...any) error) error {
		var q Quarantined
		var args string
		if err := scan(&q.ID, &q.Source, &q.Key, &q.Place, &q.Record, &q.Column, &q.Code, &args, &q.RunID, &q.SeenAt, &q.State, &q.Bytes); err != nil {
			return err
		}
		q.fill(args)
		out = append(out, q)
		return nil
	}, name, all, limit)
	return out, err
}

// Write prints the list, format "table" or "json".
func (list QuarantineList) Write(w io.Writer, l i18n.Lang, format string) error {
	if format == "json" {
		return writeJSON(w, list)
	}
	t := newTable(i18n.Text{AR: "الرقم", EN: "id"}, i18n.Text{AR: "المصدر", EN: "source"}, i18n.Text{AR: "الموضع", EN: "place"},
		i18n.Text{AR: "السبب", EN: "reason"}, i18n.Text{AR: "بايت", EN: "bytes"})
	for _, q := range list {
		t.add(q.ID, q.Source, q.Place, q.Reason(l), fmt.Sprint(q.Bytes))
	}
	return t.write(w, l)
}

// ShowQuarantined returns a record of the quarantine with its original bytes.
func ShowQuarantined(ctx context.Context, ws *config.Workspace, id string) (q Quarantined, err error) {
	sqls, err := loadStatements()
	if err != nil {
		return q, err
	}
	db, err := openReading(ctx, ws)
	if err != nil {
		return q, err
	}
	defer db.Close() //nolint:errcheck // only read
	found := false
	err = each(ctx, db, sqls["quarantine_show"], func(scan func(...any) error) error {
		var args string
		found = true
		if err := scan(&q.ID, &q.Source, &q.Key, &q.Place, &q.Record, &q.Column, &q.Code, &args, &q.RunID, &q.SeenAt, &q.State, &q.Bytes, &q.Original); err != nil {
			return err
		}
		q.fill(args)
		return nil
	}, id)
	if err == nil && !found {
		err = i18n.Errorf(i18n.Text{AR: "لا سجل محجور بالرقم %s", EN: "there is no record %s in quarantine"}, id)
	}
	return q, err
}

// Write prints the record and its bytes as they came, format "table" or
// "json". Control characters are escaped, so that a hostile record cannot
// drive the terminal.
func (q Quarantined) Write(w io.Writer, l i18n.Lang, format string) error {
	if format == "json" {
		return writeJSON(w, q)
	}
	for _, line := range []struct {
		name  i18n.Text
		value string
	}{
		{i18n.Text{AR: "الرقم", EN: "id"}, q.ID}, {i18n.Text{AR: "المصدر", EN: "source"}, q.Source}, {i18n.Text{AR: "الموضع", EN: "place"}, q.Place},
		{i18n.Text{AR: "السجل", EN: "record"}, q.Record}, {i18n.Text{AR: "السبب", EN: "reason"}, q.Reason(l)},
		{i18n.Text{AR: "رُصد", EN: "seen"}, q.SeenAt.Format(time.RFC3339)}, {i18n.Text{AR: "الحال", EN: "state"}, q.State},
	} {
		if _, err := fmt.Fprintf(w, "%s: %s\n", line.name.In(l), line.value); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "\n%s\n", visible(q.Original))
	return err
}

// visible shows bytes: text as text, everything else escaped.
func visible(b []byte) string {
	var out strings.Builder
	for _, r := range string(b) {
		switch {
		case r == '\n' || r == '\t':
			out.WriteRune(r)
		case r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0xFFFD || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			fmt.Fprintf(&out, "\\u%04x", r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// RetryQuarantine takes records out of the quarantine and lets the next run
// read their files or streams again from the start; what is still unreadable
// comes back. Without an id it takes all of a source; without both, all.
// It returns how many records will be tried.
func RetryQuarantine(ctx context.Context, ws *config.Workspace, id, name string) (int, error) {
	return changeQuarantine(ctx, ws, id, name, "retry_registers", "retry_cursors", "retry_rows")
}

// DropQuarantine closes records for good and throws their bytes away. It
// returns how many.
func DropQuarantine(ctx context.Context, ws *config.Workspace, id, name string) (int, error) {
	return changeQuarantine(ctx, ws, id, name, "quarantine_drop")
}

func changeQuarantine(ctx context.Context, ws *config.Workspace, id, name string, steps ...string) (n int, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ingest.changeQuarantine: %w", err)
		}
	}()
	sqls, err := loadStatements()
	if err != nil {
		return 0, err
	}
	g := NewGate(ws.Database(), 10*time.Second, nil)
	err = g.With(ctx, func(db *store.DB) error {
		return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			for _, s := range steps {
				k, err := tx.Exec(ctx, sqls[s], id, name)
				if err != nil {
					return wrapStatement(s, err)
				}
				n = int(k)
			}
			return nil
		})
	})
	if cerr := g.Rest(); err == nil {
		err = cerr
	}
	return n, err
}
