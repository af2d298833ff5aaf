package main

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/pipelines/themesfilter"
)

type themesCmd struct {
	In        string        `help:"${themes_in}" required:"" placeholder:"FILE"`
	Out       string        `help:"${themes_out}" required:"" placeholder:"DIR" type:"path"`
	Themes    int           `help:"${themes_n}" placeholder:"N"`
	Seed      uint64        `help:"${seed}" default:"1"`
	Budget    int           `help:"${budget}" default:"20000" placeholder:"N"`
	StopAfter time.Duration `help:"${stopafter}" placeholder:"2m"`
}

func (c *themesCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	in, closeIn, err := input(env, c.In)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeIn()) }()
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		return err
	}
	st, err := themesfilter.Run(ctx, in, c.Out, themesfilter.Options{
		Encoder: enc, Themes: c.Themes, Seed: c.Seed, Budget: c.Budget, StopAfter: c.StopAfter, Now: time.Now})
	if err != nil {
		return err
	}
	env.Say(i18n.Text{
		AR: "مشاركات: %[1]d، موضوعات: %[2]d، بلا موضوع: %[3]d، أسطر لم تُقرأ: %[4]d",
		EN: "submissions: %[1]d, themes: %[2]d, without a theme: %[3]d, lines not read: %[4]d"}, st.Lines-st.Bad, st.Themes, st.None, st.Bad)
	for _, b := range st.First {
		env.Say(i18n.Text{AR: "  %s السطر %d: %s", EN: "  %s line %d: %s"}, c.In, b.Line, b.Reason)
	}
	if st.Bad > 0 {
		return cli.ErrPartial
	}
	return nil
}

// input opens a file, or standard input for "-".
func input(env *cli.Env, path string) (io.Reader, func() error, error) {
	if path == "-" {
		return env.Stdin, func() error { return nil }, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, &cli.UsageError{Err: i18n.Wrap(err, i18n.Text{AR: "تعذّر فتح %s", EN: "cannot open %s"}, path)}
	}
	return f, f.Close, nil
}
