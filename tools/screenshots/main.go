// Command screenshots takes pictures of pages of a built site: a look for
// whoever changes the design, and the two of the README.
//
//	go run ./tools/screenshots -site demo/out/internal/site -out docs/images
//	go run ./tools/screenshots -site demo/out/internal/site -out shots -width 390 -dark themes/index.html
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/musharaka/musharaka/tools/browser"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type look struct {
	site, out   string
	width       int
	height      int
	full, print bool
	dark        bool
	scale       float64
}

func run(ctx context.Context, args []string) error {
	var l look
	fs := flag.NewFlagSet("screenshots", flag.ContinueOnError)
	fs.StringVar(&l.site, "site", "", "folder of the site")
	fs.StringVar(&l.out, "out", ".", "folder for the pictures")
	fs.IntVar(&l.width, "width", 1440, "width of the window")
	fs.IntVar(&l.height, "height", 900, "height of the window")
	fs.BoolVar(&l.full, "full", true, "the whole page, not only the window")
	fs.BoolVar(&l.print, "print", false, "a PDF of A4 pages instead")
	fs.BoolVar(&l.dark, "dark", false, "the dark theme")
	fs.Float64Var(&l.scale, "scale", 1, "pixels for a CSS pixel")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if browser.Find() == "" {
		return fmt.Errorf("no Chromium found: apt-get install chromium")
	}
	if err := os.MkdirAll(l.out, 0o750); err != nil {
		return err
	}
	bctx, stop := browser.Start(ctx)
	defer stop()
	pages := fs.Args()
	if len(pages) == 0 { // the pictures of the README
		pages, l.full = []string{"index.html", "en/index.html"}, false
	}
	for _, p := range pages {
		if err := l.take(bctx, p); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return nil
}

func (l look) take(ctx context.Context, path string) error {
	url, err := browser.FileURL(filepath.Join(l.site, filepath.FromSlash(path)))
	if err != nil {
		return err
	}
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	err = chromedp.Do(ctx,
		browser.Media(scheme),
		chromedp.EmulateViewport(int64(l.width), int64(l.height), chromedp.EmulateScale(l.scale)),
		chromedp.Navigate(url),
		chromedp.Sleep(400*time.Millisecond))
	if err != nil {
		return err
	}
	ending, shot := ".png", chromedp.CaptureScreenshot()
	switch {
	case l.print:
		ending, shot = ".pdf", chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground())
	case l.full:
		shot = chromedp.FullScreenshot(100)
	}
	buf, err := chromedp.Run(ctx, shot)
	if err != nil {
		return err
	}
	name := strings.NewReplacer("/", "_", ".html", "").Replace(path)
	if l.dark {
		name += "-dark"
	}
	return os.WriteFile(filepath.Join(l.out, fmt.Sprintf("%s-%d%s", name, l.width, ending)), buf, 0o640)
}
