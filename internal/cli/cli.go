// Package cli is what the two programs share on their command line: global
// flags, the language of messages, exit statuses and the logger.
//
// It parses and reports; it does no work of its own.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Exit statuses of both programs.
const (
	OK      = 0
	Failed  = 1
	Usage   = 2 // wrong usage or configuration
	Partial = 3 // done in part
)

// ErrPartial ends a command that did what it could; its details were printed.
var ErrPartial = errors.New("done in part")

// UsageError marks an error of usage or configuration.
type UsageError struct{ Err error }

func (e *UsageError) Error() string { return e.Err.Error() }
func (e *UsageError) Unwrap() error { return e.Err }

// Globals are the flags of both programs.
type Globals struct {
	Workspace string           `help:"${workspace}" default:"." placeholder:"DIR" type:"path"`
	Lang      string           `help:"${lang}" enum:"ar,en,," default:"" placeholder:"ar|en"`
	LogLevel  string           `help:"${loglevel}" enum:"debug,info,warn,error" default:"warn"`
	LogFormat string           `help:"${logformat}" enum:"text,json" default:"text"`
	Clock     string           `hidden:"" name:"now" placeholder:"RFC3339"` // starts the clock there: for reproducible runs
	Version   kong.VersionFlag `help:"${versionhelp}"`
}

var globalHelp = map[string]i18n.Text{
	"workspace":   {AR: "مجلد مساحة العمل", EN: "the workspace's folder"},
	"lang":        {AR: "لغة الرسائل (الافتراضي من إعدادات الجهاز)", EN: "language of messages (default from the locale)"},
	"loglevel":    {AR: "أدنى مستوى يُسجَّل: debug أو info أو warn أو error", EN: "lowest level that is logged: debug, info, warn or error"},
	"logformat":   {AR: "صيغة السجل: text أو json", EN: "format of the log: text or json"},
	"versionhelp": {AR: "اعرض الإصدار واخرج", EN: "print the version and exit"},
}

// Env is what a command gets beside its own flags.
type Env struct {
	Globals
	Language i18n.Lang
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer
	Log      *slog.Logger

	start, base time.Time
}

// Now is the time: the real one, or with --now the one that started there when
// the program did.
func (e *Env) Now() time.Time {
	if e.base.IsZero() {
		return time.Now()
	}
	return e.base.Add(time.Since(e.start))
}

// Say prints a sentence and a line end to standard output.
func (e *Env) Say(t i18n.Text, args ...any) { fmt.Fprintln(e.Stdout, t.Format(e.Language, args...)) }

// Program describes one program to Run.
type Program struct {
	Name  string
	About i18n.Text
	Help  map[string]i18n.Text // for ${name} in the struct tags of the commands
}

// Run parses args into grammar, a pointer to a struct that embeds *Globals,
// and calls the chosen command's Run(ctx, *Env). It returns the exit status.
func Run(ctx context.Context, p Program, grammar any, globals *Globals, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	// What a program of ours writes is for its user alone.
	syscall.Umask(0o077)
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	lang := language(args)
	vars := kong.Vars{"version": Version()}
	for _, m := range []map[string]i18n.Text{globalHelp, p.Help} {
		for k, t := range m {
			vars[k] = t.In(lang)
		}
	}
	status := -1
	parser, err := kong.New(grammar, kong.Name(p.Name), kong.Description(p.About.In(lang)), vars,
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { status = code; panic(exit{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Help(helpPrinter(lang)), kong.ValueFormatter(plainHelp))
	if err != nil {
		fmt.Fprintln(stderr, err)
		return Failed
	}
	kctx, err := parse(parser, args)
	if status >= 0 { // --help or --version
		return status
	}
	if err != nil {
		fmt.Fprintf(stderr, "%s: %s\n%s\n", p.Name, usageText(lang, err), i18n.Text{
			AR: "للمساعدة: " + p.Name + " --help", EN: "for help: " + p.Name + " --help"}.In(lang))
		return Usage
	}
	env := &Env{Globals: *globals, Language: lang, Stdin: stdin, Stdout: stdout, Stderr: stderr, Log: logger(globals, stderr)}
	if globals.Clock != "" {
		if env.base, err = time.Parse(time.RFC3339, globals.Clock); err != nil {
			fmt.Fprintf(stderr, "%s: --now: %v\n", p.Name, err)
			return Usage
		}
		env.start = time.Now()
	}
	kctx.BindTo(ctx, (*context.Context)(nil))
	return finish(p.Name, lang, stderr, kctx.Run(env))
}

type exit struct{}

// parse turns kong's exit for --help and --version into a return.
func parse(parser *kong.Kong, args []string) (kctx *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(exit); !ok {
				panic(r)
			}
		}
	}()
	return parser.Parse(args)
}

func plainHelp(v *kong.Value) string { return v.Help }

func finish(name string, lang i18n.Lang, stderr io.Writer, err error) int {
	switch {
	case err == nil:
		return OK
	case errors.Is(err, ErrPartial):
		return Partial
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, i18n.Text{AR: "أُوقف بطلب منك", EN: "stopped at your request"}.In(lang))
		return Failed
	}
	fmt.Fprintf(stderr, "%s: %s\n", name, i18n.Describe(lang, err))
	if _, ok := errors.AsType[*UsageError](err); ok {
		return Usage
	}
	return Failed
}

var usage = []struct {
	prefix string
	text   i18n.Text
}{
	{"unexpected argument ", i18n.Text{AR: "كلمة غير متوقعة: %s", EN: "unexpected argument: %s"}},
	{"unknown flag ", i18n.Text{AR: "خيار غير معروف: %s", EN: "unknown flag: %s"}},
	{"expected one of ", i18n.Text{AR: "ينقص الأمر؛ المتاح: %s", EN: "a command is missing; one of: %s"}},
	{"expected ", i18n.Text{AR: "ينقص: %s", EN: "missing: %s"}},
	{"missing flags: ", i18n.Text{AR: "خيارات ناقصة: %s", EN: "missing flags: %s"}},
}

func usageText(lang i18n.Lang, err error) string {
	for _, u := range usage {
		if rest, ok := strings.CutPrefix(err.Error(), u.prefix); ok {
			return u.text.Format(lang, rest)
		}
	}
	return err.Error()
}

// language looks for --lang before parsing, since help itself is in it.
func language(args []string) i18n.Lang {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return i18n.FromLocale(v)
		}
		if a == "--lang" && i+1 < len(args) {
			return i18n.FromLocale(args[i+1])
		}
	}
	for _, v := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if l := os.Getenv(v); l != "" {
			return i18n.FromLocale(l)
		}
	}
	return i18n.EN
}

func logger(g *Globals, w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(g.LogLevel)); err != nil {
		level = slog.LevelWarn
	}
	o := &slog.HandlerOptions{Level: level}
	if g.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// Version is the module's version with the revision it was built from.
func Version() string {
	bi, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	rev := slices.IndexFunc(bi.Settings, func(s debug.BuildSetting) bool { return s.Key == "vcs.revision" })
	if rev < 0 {
		return bi.Main.Version
	}
	return bi.Main.Version + " " + bi.Settings[rev].Value[:min(12, len(bi.Settings[rev].Value))]
}

// IsTerminal tells whether w is a terminal: progress bars show only there.
func IsTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}
