package main

import (
	"context"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/sources"
)

type doctorCmd struct {
	Sources []string `arg:"" optional:"" name:"source" help:"${sources}"`
	Format  string   `help:"${format}" enum:"table,json" default:"table"`
}

func (c *doctorCmd) Run(ctx context.Context, env *cli.Env) error {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	found, err := ingest.Doctor(ctx, ws, ingest.Options{Kinds: sources.All(), Sources: c.Sources, Now: env.Now, Log: env.Log})
	if err != nil {
		return err
	}
	if err := found.Write(env.Stdout, env.Language, c.Format); err != nil {
		return err
	}
	if !found.OK() {
		return i18n.Errorf(i18n.Text{AR: "وُجد ما يحتاج إلى إصلاح", EN: "something needs mending"})
	}
	return nil
}

type forgetCmd struct {
	Submission string `help:"${forget_submission}" placeholder:"ID" xor:"who"`
	Author     string `help:"${forget_author}" placeholder:"KEY" xor:"who"`
	Format     string `help:"${format}" enum:"table,json" default:"table"`
}

func (c *forgetCmd) Run(ctx context.Context, env *cli.Env) error {
	if c.Submission == "" && c.Author == "" {
		return &cli.UsageError{Err: i18n.Errorf(i18n.Text{AR: "حدّد ‎--submission أو ‎--author", EN: "name --submission or --author"})}
	}
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	proof, err := ingest.Erase(ctx, ws, ingest.Forget{Submission: c.Submission, Author: c.Author, Now: env.Now()})
	if err != nil {
		return err
	}
	return proof.Write(env.Stdout, env.Language, c.Format)
}

type expireCmd struct {
	DryRun bool   `help:"${dryrun}"`
	Format string `help:"${format}" enum:"table,json" default:"table"`
}

func (c *expireCmd) Run(ctx context.Context, env *cli.Env) error {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	proof, err := ingest.Expire(ctx, ws, env.Now(), c.DryRun)
	if err != nil {
		return err
	}
	return proof.Write(env.Stdout, env.Language, c.Format)
}

type rotateCmd struct{}

func (c *rotateCmd) Run(ctx context.Context, env *cli.Env) error {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	rot, err := ingest.Rotate(ctx, ws, env.Now())
	if err != nil {
		return err
	}
	if rot.Resumed {
		env.Say(i18n.Text{AR: "اكتمل تبديل كان قد انقطع؛ في ملف المفتاح الآن مفاتيح عددها: %d", EN: "an interrupted change is finished; keys in the key file now: %d"}, rot.Keys)
	} else {
		env.Say(i18n.Text{AR: "أشخاص تغيّرت أسماؤهم المستعارة: %d، وسجلات خام: %d، ومفاتيح في الملف الآن: %d",
			EN: "people with another pseudonym now: %d, raw payloads: %d, keys in the file now: %d"}, rot.Renamed, rot.Payloads, rot.Keys)
	}
	env.Say(i18n.Text{
		AR: "احفظ نسخة جديدة من ملف المفتاح في مكانها الآمن، وأعد النشر بالأمر analyze run، وأتلف النسخ الاحتياطية التي تحمل الأسماء القديمة إن كان المفتاح القديم قد تسرّب.",
		EN: "Keep a new copy of the key file in its safe place, publish again with analyze run, and destroy backups that hold the old pseudonyms if the old key has leaked."})
	return nil
}
