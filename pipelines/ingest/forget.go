package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest/merge"
)

// Proof reports what an erasure or an expiry did: tables and counts, and
// nothing of what was erased.
type Proof struct {
	At      time.Time    `json:"at"`
	What    string       `json:"what"` // submission, author, expiry
	Subject string       `json:"subject,omitempty"`
	DryRun  bool         `json:"dry_run,omitempty"`
	Tables  []ProofTable `json:"tables"`
	Rows    int64        `json:"rows"`
	Notes   []string     `json:"notes,omitempty"`
	Path    string       `json:"-"` // where the report lies
}

// ProofTable counts the rows of a table that were changed or deleted.
type ProofTable struct {
	Table string `json:"table"`
	Rows  int64  `json:"rows"`
}

// Forget asks for an erasure: of one submission, or of everything of an
// author, who is named by the pseudonym or by "SOURCE:KEY" as the source has
// it.
type Forget struct {
	Submission, Author string
	Now                time.Time
}

// Erase removes words and identity from every table, makes sure that the
// source cannot bring them back, merges the registers, and writes a proof into
// data/forget. Published pages change with the next publication.
func Erase(ctx context.Context, ws *config.Workspace, f Forget) (p Proof, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ingest.Erase: %w", err)
		}
	}()
	sqls, err := loadStatements()
	if err != nil {
		return p, err
	}
	f.Now = f.Now.UTC().Truncate(time.Second)
	p = Proof{At: f.Now, What: "submission", Subject: f.Submission}
	people := []string{}
	g := NewGate(ws.Database(), 30*time.Second, nil)
	err = g.With(ctx, func(db *store.DB) error {
		if strings.Contains(f.Author, ":") { // with another key nobody would be found
			if err := unfinished(ctx, db, sqls, ws); err != nil {
				return err
			}
		}
		return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if f.Author != "" {
				// Rows may name units of which the configuration does not know.
				units, err := column(ctx, tx, `SELECT unit_id FROM ingested.submissions UNION SELECT unit_id FROM ingested.participants UNION SELECT unit_id FROM units ORDER BY 1`)
				if err != nil {
					return err
				}
				p.What = "author"
				if people, err = pseudonymsOf(ws, f.Author, units); err != nil {
					return err
				}
				p.Subject = strings.Join(people[:1], "")
			}
			return erase(ctx, tx, sqls, f, people, &p)
		})
	})
	if cerr := g.Rest(); err == nil {
		err = cerr
	}
	if err != nil {
		return p, err
	}
	p.Notes = []string{
		"Published pages and exports change with the next analyze run.",
		"Files in the workspace's own folders (inbox, registers) and backups are not touched: remove the rows there too.",
	}
	return p, p.save(ws)
}

// pseudonymsOf lists what an author may be called in the store: one name for
// each unit. The first is the one that stands in the report.
func pseudonymsOf(ws *config.Workspace, author string, stored []string) ([]string, error) {
	src, key, ok := strings.Cut(author, ":")
	if !ok {
		return []string{author}, nil
	}
	if !slices.ContainsFunc(ws.Sources, func(s config.Source) bool { return s.Name == src }) {
		return nil, i18n.Errorf(i18n.Text{
			AR: "اكتب الاسم المستعار، أو «المصدر:المعرّف» بمصدر من الإعداد؛ لا مصدر باسم %q",
			EN: "give the pseudonym, or SOURCE:KEY with a source of the configuration; there is no source %q"}, src)
	}
	secret, err := ws.Privacy.Key.Resolve(ws.Dir)
	if err != nil {
		return nil, err
	}
	var out []string
	units := make([]string, 0, len(ws.Units)+1)
	for _, u := range ws.Units {
		units = append(units, u.ID)
	}
	for _, s := range ws.Sources {
		stored = append(stored, s.Unit)
	}
	for _, u := range stored {
		if u != "" && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	for _, u := range units {
		out = append(out, Pseudonym([]byte(secret), u, src, key))
	}
	return append(out, author), nil
}

func erase(ctx context.Context, tx *store.Tx, sqls statements, f Forget, people []string, p *Proof) error {
	list := make([]any, len(people))
	for i, s := range people {
		list[i] = s
	}
	if _, err := tx.Exec(ctx, sqls["forget_people"], list); err != nil {
		return wrapStatement("forget_people", err)
	}
	var err error
	if f.Author != "" {
		_, err = tx.Exec(ctx, sqls["forget_by_author"], list)
	} else {
		_, err = tx.Exec(ctx, sqls["forget_by_submission"], f.Submission)
	}
	if err != nil {
		return wrapStatement("forget", err)
	}
	var found int
	if err := tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM ingested.participants WHERE participant_id IN (SELECT participant_id FROM gone_people))`).Scan(&found); err != nil {
		return err
	}
	if found == 0 {
		return i18n.Errorf(i18n.Text{AR: "لا شيء بهذا المعرّف", EN: "nothing is stored under that id"})
	}
	if _, err := tx.Exec(ctx, sqls["forget_remember"], f.Now); err != nil {
		return wrapStatement("forget_remember", err)
	}
	if _, err := tx.Exec(ctx, sqls["forget_remember_people"], f.Now); err != nil {
		return wrapStatement("forget_remember_people", err)
	}
	for _, step := range steps(sqls["forget_steps"]) {
		args := []any{}
		if strings.Contains(step.sql, "$1") {
			args = append(args, f.Now)
		}
		n, err := tx.Exec(ctx, step.sql, args...)
		if err != nil {
			return fmt.Errorf("%s: %w", step.table, err)
		}
		p.Tables = append(p.Tables, ProofTable{step.table, n})
		p.Rows += n
	}
	_, err = merge.Registers(ctx, tx)
	return err
}

type step struct{ table, sql string }

// steps cuts a list of statements at the comments that name their tables.
func steps(s string) []step {
	var out []step
	for _, part := range strings.Split("\n"+s, "\n-- ")[1:] {
		table, sql, _ := strings.Cut(part, "\n")
		out = append(out, step{table, sql})
	}
	return out
}

// Expire throws away what has been kept for as long as the configuration
// allows: raw payloads and quarantined bytes after privacy.raw_months, the
// pseudonyms beside the words after privacy.identity_months. With dry it only
// counts. A setting of 0 keeps for ever.
func Expire(ctx context.Context, ws *config.Workspace, now time.Time, dry bool) (p Proof, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ingest.Expire: %w", err)
		}
	}()
	sqls, err := loadStatements()
	if err != nil {
		return p, err
	}
	now = now.UTC().Truncate(time.Second)
	p = Proof{At: now, What: "expiry", DryRun: dry}
	g := NewGate(ws.Database(), 30*time.Second, nil)
	err = g.With(ctx, func(db *store.DB) error {
		return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			for _, e := range []struct {
				name, table string
				months      int
			}{
				{"expire_raw", "raw_records.payload", ws.Privacy.RawMonths}, {"expire_quarantine", "quarantine.original", ws.Privacy.RawMonths},
				{"expire_identity", "submission_versions.author_id", ws.Privacy.IdentityMonths},
			} {
				if e.months <= 0 {
					continue
				}
				before := now.AddDate(0, -e.months, 0)
				var n int64
				if err := tx.QueryRow(ctx, sqls[e.name+"_count"], before).Scan(&n); err != nil {
					return wrapStatement(e.name, err)
				}
				p.Tables, p.Rows = append(p.Tables, ProofTable{e.table, n}), p.Rows+n
				if dry || n == 0 {
					continue
				}
				if _, err := tx.Exec(ctx, sqls[e.name], before); err != nil {
					return wrapStatement(e.name, err)
				}
			}
			return nil
		})
	})
	if cerr := g.Rest(); err == nil {
		err = cerr
	}
	if err != nil || dry || p.Rows == 0 {
		return p, err
	}
	return p, p.save(ws)
}

func (p *Proof) save(ws *config.Workspace) error {
	dir := filepath.Join(filepath.Dir(ws.Database()), "forget")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	b, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	p.Path = filepath.Join(dir, p.At.Format("20060102T150405Z")+"-"+p.What+".json")
	return os.WriteFile(p.Path, append(b, '\n'), 0o600)
}

// Write prints the proof, format "table" or "json".
func (p Proof) Write(w io.Writer, l i18n.Lang, format string) error {
	if format == "json" {
		return writeJSON(w, p)
	}
	t := newTable(i18n.Text{AR: "الجدول", EN: "table"}, i18n.Text{AR: "صفوف", EN: "rows"})
	for _, x := range p.Tables {
		t.add(x.Table, fmt.Sprint(x.Rows))
	}
	if err := t.write(w, l); err != nil {
		return err
	}
	notes := []i18n.Text{}
	if p.What != "expiry" {
		notes = append(notes,
			i18n.Text{AR: "تتغيّر الصفحات والملفات المنشورة مع analyze run القادم.", EN: "Published pages and exports change with the next analyze run."},
			i18n.Text{AR: "الملفات في inbox وregisters والنسخ الاحتياطية لا تُمس: احذف الصفوف منها أيضاً.", EN: "Files in inbox and registers, and backups, are not touched: remove the rows there too."})
	}
	if p.DryRun {
		notes = append(notes, i18n.Text{AR: "عرض فقط: لم يُغيَّر شيء.", EN: "A dry run: nothing was changed."})
	}
	if p.Path != "" {
		notes = append(notes, i18n.Text{AR: "التقرير: " + p.Path, EN: "Report: " + p.Path})
	}
	for _, n := range notes {
		if _, err := fmt.Fprintln(w, n.In(l)); err != nil {
			return err
		}
	}
	return nil
}
