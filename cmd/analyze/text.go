package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/pipelines/embed"
	"github.com/musharaka/musharaka/pipelines/textfilter"
)

type textCmd struct {
	Explain bool   `help:"${explain}" xor:"kind"`
	Reading bool   `help:"${reading}" xor:"kind"`
	Tier    string `help:"${tier}" enum:",fast,precise" default:"" placeholder:"fast|precise"`
	Budget  int    `help:"${textbudget}" default:"0" placeholder:"N"`
}

func (c *textCmd) Run(ctx context.Context, env *cli.Env) error {
	o := textfilter.Options{Lang: env.Language, Explain: c.Explain, Reading: c.Reading, Tier: c.Tier, Budget: c.Budget}
	if c.Reading && (c.Tier != "" || c.Budget > 0) {
		return &cli.UsageError{Err: i18n.Errorf(i18n.Text{AR: "الخيار --reading لا يجتمع مع --tier و--budget", EN: "--reading goes with neither --tier nor --budget"})}
	}
	if c.Tier == textfilter.Precise || c.Tier == "" && c.Budget > 0 {
		enc, err := encoder.Open(encoder.Options{})
		if err != nil {
			return err
		}
		o.Encoder = enc
	}
	st, err := textfilter.Run(ctx, env.Stdin, env.Stdout, o)
	return unread(env, st.Bad, err)
}

// unread ends a filter: lines that could not be read make it "done in part".
func unread(env *cli.Env, bad int, err error) error {
	if err != nil || bad == 0 {
		return err
	}
	fmt.Fprintln(env.Stderr, i18n.Text{AR: "أسطر لم تُقرأ: %d", EN: "lines not read: %d"}.Format(env.Language, bad))
	return cli.ErrPartial
}

type embedCmd struct {
	Budget int    `help:"${budget}" default:"0" placeholder:"N"`
	Out    string `help:"${embed_out}" placeholder:"FILE.parquet" type:"path"`
}

func (c *embedCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		return err
	}
	o := embed.Options{Encoder: enc, Budget: c.Budget}
	if c.Out != "" {
		f, err := os.OpenFile(c.Out, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		if err != nil {
			return &cli.UsageError{Err: i18n.Wrap(err, i18n.Text{AR: "تعذّرت الكتابة في %s", EN: "cannot write %s"}, c.Out)}
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		o.Parquet = f
	}
	if cli.IsTerminal(env.Stderr) {
		o.Progress = func(s embed.Stats) {
			fmt.Fprintf(env.Stderr, "\r%d  %.0f/s ", s.Encoded, s.Rate())
		}
	}
	st, err := embed.Run(ctx, env.Stdin, env.Stdout, o)
	return unread(env, st.Bad, err)
}
