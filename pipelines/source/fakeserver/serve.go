// Package fakeserver is the main program of every fake: it listens, prints its
// address on a line of its own and serves until it is stopped.
package fakeserver

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

// Run serves what load makes of the data file (nil without one) and returns
// the program's exit status.
func Run(args []string, stdout, stderr io.Writer, load func(io.Reader) (http.Handler, error)) int {
	flags := flag.NewFlagSet("fake", flag.ContinueOnError)
	flags.SetOutput(stderr)
	data := flags.String("data", "", "file of rows, one JSON object a line; empty: a few of the fake's own")
	addr := flags.String("addr", "127.0.0.1:0", "address to listen on")
	page := flags.Int("page", 0, "rows of a page at most; 0: the fake's default")
	faults := flags.String("faults", "", "comma-separated list of "+strings.Join(Faults(), ", "))
	every := flags.Int("every", 5, "with -faults: each so manieth request gets the next of them")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := serve(*data, *addr, stdout, func(r io.Reader) (http.Handler, error) {
		h, err := load(r)
		if err != nil {
			return nil, err
		}
		if p, ok := h.(interface{ SetPageMax(n int) }); ok && *page > 0 {
			p.SetPageMax(*page)
		}
		return withFaults(h, *faults, *every)
	}); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

func serve(data, addr string, stdout io.Writer, load func(io.Reader) (http.Handler, error)) error {
	var in io.Reader
	if data != "" {
		f, err := os.Open(data)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	h, err := load(in)
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "http://%s\n", l.Addr())
	return (&http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}).Serve(l)
}
