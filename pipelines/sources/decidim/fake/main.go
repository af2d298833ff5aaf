// Command fake serves a small Decidim from a file of proposals, so that the
// connector can be tried by hand and demonstrated without a network:
//
//	go run ./pipelines/sources/decidim/fake -data testdata/corpus/platform.ndjson -addr 127.0.0.1:0
//
// It prints its address on a line of its own and serves until it is stopped.
package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/musharaka/musharaka/pipelines/sources/decidim/decidimfake"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("fake", flag.ContinueOnError)
	flags.SetOutput(stderr)
	data := flags.String("data", "", "proposals, one JSON object a line")
	addr := flags.String("addr", "127.0.0.1:0", "address to listen on")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := serve(*data, *addr, stdout); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

func serve(data, addr string, stdout io.Writer) error {
	f, err := os.Open(data)
	if err != nil {
		return err
	}
	s, err := decidimfake.Load(f)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "http://%s\n", l.Addr())
	return (&http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}).Serve(l)
}
