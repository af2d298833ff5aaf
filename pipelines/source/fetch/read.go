package fetch

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
)

var errTooBig = errors.New("the answer is larger than is allowed")

// read takes an answer whole, within its limits. Decompression is done here
// and not by the transport, so that what a small answer unpacks to is bounded.
func (c *Client) read(res *http.Response) ([]byte, error) {
	in := &counter{r: res.Body}
	var r io.Reader = in
	if res.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		r = &ratio{r: z, in: in, limit: c.o.MaxRatio}
	}
	size := res.ContentLength
	if size < 0 || size > c.o.MaxResponse {
		size = 16 << 10
	}
	b, err := readAll(io.LimitReader(r, c.o.MaxResponse+1), int(size))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > c.o.MaxResponse {
		return nil, fmt.Errorf("%w (%d MiB)", errTooBig, c.o.MaxResponse>>20)
	}
	if res.ContentLength > 0 && res.Header.Get("Content-Encoding") == "" && int64(len(b)) < res.ContentLength {
		return nil, io.ErrUnexpectedEOF
	}
	return b, nil
}

func readAll(r io.Reader, size int) ([]byte, error) {
	b := make([]byte, 0, size+512)
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return b, err
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// ratio stops a decompression bomb.
type ratio struct {
	r     io.Reader
	in    *counter
	out   int64
	limit int64
}

func (r *ratio) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.out += int64(n)
	if r.out > 1<<20 && r.out > r.limit*max(r.in.n, 1) {
		return n, fmt.Errorf("%w: it unpacks to more than %d times its size", errTooBig, r.limit)
	}
	return n, err
}
