package main

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"path/filepath"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/publish"
)

type serveCmd struct {
	Edition string `help:"${edition}" enum:"internal,public" default:"internal"`
	Listen  string `help:"${listen}" default:"127.0.0.1:8080" placeholder:"ADDRESS"`
}

func (c *serveCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	dir := filepath.Join(ws.Out(c.Edition), "site")
	site, closeSite, err := publish.OpenSite(dir)
	if err == nil {
		defer func() { err = errors.Join(err, closeSite()) }()
		_, err = fs.Stat(site, "index.html")
	}
	if err != nil {
		return i18n.Errorf(i18n.Text{AR: "لا يوجد موقع في %s. شغّل analyze run أولاً", EN: "there is no site in %s. Run analyze run first"}, dir)
	}
	return publish.Serve(ctx, c.Listen, site, func(a net.Addr) {
		env.Say(i18n.Text{AR: "افتح: http://%s/ (للإيقاف: Ctrl-C)", EN: "open: http://%s/ (Ctrl-C stops it)"}, a)
	})
}
