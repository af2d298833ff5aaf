package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/user"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/review"
)

type reviewCmd struct {
	Export reviewExportCmd `cmd:"" help:"${reviewexport}"`
	Import reviewImportCmd `cmd:"" help:"${reviewimport}"`
}

type reviewExportCmd struct {
	File  string `arg:"" help:"${review_file}" type:"path"`
	Limit int    `help:"${review_limit}" default:"500"`
}

func (c *reviewExportCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	db, err := openStore(ctx, env, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var b bytes.Buffer
	n, err := review.Export(ctx, db, &b, review.ExportOptions{Lang: env.Language, Submissions: c.Limit})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.File, b.Bytes(), 0o600); err != nil {
		return i18n.Wrap(err, i18n.Text{AR: "تعذّرت الكتابة في %s", EN: "cannot write %s"}, c.File)
	}
	env.Say(i18n.Text{AR: "كُتب %s: موضوعات %d، مشاركات %d، قرارات سابقة %d", EN: "wrote %s: %d themes, %d submissions, %d earlier decisions"}, c.File, n.Themes, n.Submissions, n.Decisions)
	return sayReviewed(ctx, env, db)
}

type reviewImportCmd struct {
	File     string `arg:"" help:"${review_file}" type:"existingfile"`
	Reviewer string `help:"${reviewer}" placeholder:"NAME"`
}

func (c *reviewImportCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	if c.Reviewer == "" { // who is at the machine signs
		if u, err := user.Current(); err == nil {
			c.Reviewer = u.Username
		}
	}
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	db, err := openStore(ctx, env, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	n, err := review.Import(ctx, db, f, review.ImportOptions{Reviewer: c.Reviewer, Now: env.Now()})
	if err != nil {
		return err
	}
	env.Say(i18n.Text{AR: "قرارات جديدة: %d، مسحوبة: %d، كما هي: %d. تظهر في analyze run التالي", EN: "decisions: %d new, %d withdrawn, %d as they were. They show with the next analyze run"}, n.New, n.Withdrawn, n.Same)
	return sayReviewed(ctx, env, db)
}

// sayReviewed tells how much of the machine's work people have looked at.
func sayReviewed(ctx context.Context, env *cli.Env, db *store.DB) error {
	s, err := review.Reviewed(ctx, db)
	if err != nil {
		return err
	}
	env.Say(i18n.Text{AR: "روجع من الموضوعات %d من %d، ومن المشاركات %d من %d", EN: "reviewed: %d of %d themes, %d of %d submissions"},
		s.ThemesReviewed, s.Themes, s.SubmissionsReviewed, s.Submissions)
	return nil
}

func openStore(ctx context.Context, env *cli.Env, o store.Options) (*store.DB, error) {
	ws, err := openWorkspace(env)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, ws.Database(), o)
}
