// Command fake serves a small KoboToolbox with one asset, aFake:
//
//	go run ./pipelines/sources/kobo/fake -addr 127.0.0.1:0
package main

import (
	"io"
	"net/http"
	"os"

	"github.com/musharaka/musharaka/pipelines/source/fakeserver"
	"github.com/musharaka/musharaka/pipelines/sources/kobo/kobofake"
)

func main() {
	os.Exit(fakeserver.Run(os.Args[1:], os.Stdout, os.Stderr, func(r io.Reader) (http.Handler, error) {
		if r != nil {
			return kobofake.Load(r)
		}
		s := &kobofake.Server{Asset: "aFake", PageMax: 1000}
		for _, a := range kobofake.Sample(120) {
			s.Put(a)
		}
		return s, nil
	}))
}
