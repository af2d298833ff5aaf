package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/links"
)

type kpiLinksCmd struct {
	AsOf     string        `name:"as-of" help:"${asof}" placeholder:"DATE"`
	Check    bool          `help:"${linkscheck}"`
	Interval time.Duration `help:"${linksinterval}" default:"2s" placeholder:"D"`
	Limit    int           `help:"${linkslimit}" placeholder:"N"`
	Format   string        `help:"${format}" enum:"table,json" default:"table"`
}

// Run lists the proofs; only with --check it asks their web addresses.
func (c *kpiLinksCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	asOf, err := parseAsOf(env, c.AsOf, ws)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, ws.Database(), store.Options{ReadOnly: !c.Check})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	items, err := links.List(ctx, db, asOf)
	if err != nil {
		return err
	}
	if c.Check {
		if _, err := links.Check(ctx, db, items, links.Options{Interval: c.Interval, Limit: c.Limit, Now: env.Now}); err != nil {
			return err
		}
		if items, err = links.List(ctx, db, asOf); err != nil {
			return err
		}
	}
	if c.Format == "json" {
		e := json.NewEncoder(env.Stdout)
		e.SetIndent("", "  ")
		return e.Encode(append([]links.Item{}, items...))
	}
	return linkTable(env, items)
}

func linkTable(env *cli.Env, items []links.Item) error {
	say := func(ar, en string) string { return i18n.Text{AR: ar, EN: en}.In(env.Language) }
	states := map[string]string{"live": say("سارٍ", "live"), "soon": say("ينتهي قريباً", "expires soon"), "expired": say("انتهى", "expired")}
	t := tabwriter.NewWriter(env.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", say("السجل", "register"), say("الرمز", "id"), say("السريان", "validity"), say("ينتهي في", "expires on"), say("الرابط", "link"), say("آخر فحص", "last check"))
	for i := range items {
		x := &items[i]
		expires, checked := "–", say("لم يُفحص", "never checked")
		if x.ExpiresOn != nil {
			expires = x.ExpiresOn.Format(time.DateOnly)
		}
		if !x.Web() {
			checked = "–"
		} else if x.CheckedAt != nil {
			word := say("يعمل", "answers")
			if !*x.OK {
				word = say("معطل", "broken")
			}
			checked = fmt.Sprintf("%s (%s) %s", word, *x.Code, x.CheckedAt.Format(time.DateOnly))
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", x.Kind, x.ID, states[x.State], expires, x.URI, checked)
	}
	return t.Flush()
}
