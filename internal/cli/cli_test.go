package cli

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/i18n"
)

type grammar struct {
	Globals
	Do doCmd `cmd:"" help:"${do}"`
}

type doCmd struct {
	What string `arg:"" help:"${do}"`
}

func (c *doCmd) Run(_ context.Context, env *Env) error {
	switch c.What {
	case "part":
		return ErrPartial
	case "config":
		return &UsageError{i18n.Errorf(i18n.Text{AR: "إعداد خاطئ", EN: "bad configuration"})}
	case "fail":
		return errors.New("broken")
	}
	env.Say(i18n.Text{AR: "تم %s", EN: "done %s"}, c.What)
	return nil
}

func TestRun(t *testing.T) {
	p := Program{Name: "prog", About: i18n.Text{AR: "برنامج", EN: "a program"}, Help: map[string]i18n.Text{"do": {AR: "افعل", EN: "do it"}}}
	for _, c := range []struct {
		args           string
		status         int
		stdout, stderr string
	}{
		{"do x --lang en", OK, "done x", ""},
		{"do x --lang ar", OK, "تم x", ""},
		{"do part --lang en", Partial, "", ""},
		{"do config --lang ar", Usage, "", "إعداد خاطئ"},
		{"do fail --lang en", Failed, "", "prog: broken"},
		{"--lang ar dance", Usage, "", "كلمة غير متوقعة"},
		{"--lang en do", Usage, "", "missing"},
		{"--lang en do x --nope", Usage, "", "--nope"},
		{"--lang ar --help", OK, "الأوامر:", ""},
		{"--lang en --help", OK, "Commands:", ""},
		{"--version", OK, "", ""},
	} {
		var g grammar
		var out, errs bytes.Buffer
		got := Run(t.Context(), p, &g, &g.Globals, strings.Fields(c.args), nil, &out, &errs)
		if got != c.status || !strings.Contains(out.String(), c.stdout) || !strings.Contains(errs.String(), c.stderr) {
			t.Errorf("%s: status %d, want %d\nstdout %q\nstderr %q", c.args, got, c.status, out.String(), errs.String())
		}
	}
}
