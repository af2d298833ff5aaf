// Command fake serves rows of JSON in every way of paging:
//
//	go run ./pipelines/sources/httpjson/fake -addr 127.0.0.1:0
package main

import (
	"io"
	"net/http"
	"os"

	"github.com/musharaka/musharaka/pipelines/source/fakeserver"
	"github.com/musharaka/musharaka/pipelines/sources/httpjson/httpjsonfake"
)

func main() {
	os.Exit(fakeserver.Run(os.Args[1:], os.Stdout, os.Stderr, func(r io.Reader) (http.Handler, error) {
		if r != nil {
			return httpjsonfake.Load(r)
		}
		s := &httpjsonfake.Server{}
		for _, row := range httpjsonfake.Sample(250) {
			s.Put(row)
		}
		return s, nil
	}))
}
