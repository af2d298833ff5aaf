// Package fetch is how connectors speak HTTP: one client for each source that
// waits where it is told to wait, tries again what is worth it, stops where it
// is not, and never lets a server choose where requests go.
//
// It knows no source. What a limit is, where the next page is and what an
// answer means belong to the connectors.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/musharaka/musharaka/pipelines/source"
)

// Options are what a connector knows of its server. Zero values mean the
// defaults named.
type Options struct {
	Base        *url.URL          // the configured address; requests go nowhere else in private networks
	Header      map[string]string // sent with every request to Base's host, never to another
	Accept      string            // default application/json
	Limits      []Limit
	Attempts    int           // default 6
	MaxWait     time.Duration // longest wait that a server may ask for; default 15 minutes
	Timeout     time.Duration // of one request; default 60 seconds
	MaxResponse int64         // bytes after decompression; default 64 MiB
	MaxRatio    int64         // of decompression; default 200
}

// Client is one source's. Use it from one goroutine at a time.
type Client struct {
	o     Options
	http  *http.Client
	log   *slog.Logger
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	meter *meter
	// Requests counts the requests made, retries included.
	Requests int
}

// UserAgent names the program to the servers that it reads.
const UserAgent = "musharaka-ingest/1 (+participation data; contact the unit that runs it)"

// New makes a client for the source of env.
func New(env source.Env, o Options) *Client {
	o.Accept = or(o.Accept, "application/json")
	o.Attempts = or(o.Attempts, 6)
	o.MaxWait = or(o.MaxWait, 15*time.Minute)
	o.Timeout = or(o.Timeout, time.Minute)
	o.MaxResponse = or(o.MaxResponse, 64<<20)
	o.MaxRatio = or(o.MaxRatio, 200)
	c := &Client{o: o, log: env.Log, now: env.Now, sleep: env.Sleep}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.sleep == nil {
		c.sleep = Sleep
	}
	c.meter = newMeter(o.Limits, env.State, c.now)
	tr := env.HTTP
	if tr == nil {
		tr = guarded(o.Base, o.Timeout)
	}
	c.http = &http.Client{Transport: tr, Timeout: o.Timeout, CheckRedirect: c.checkRedirect}
	return c
}

func or[T comparable](v, def T) T {
	var zero T
	if v == zero {
		return def
	}
	return v
}

// Sleep waits for d or until ctx ends.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Response is an answer that was read whole.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
	URL    *url.URL // after redirects
}

// StatusError is an answer that is none, after all patience.
type StatusError struct {
	Status int
	URL    string // without query
	HTML   bool   // a page for people where data were asked for
	Detail string // the server's own short message, if it is plain ASCII
}

func (e *StatusError) Error() string {
	what := http.StatusText(e.Status)
	if e.HTML {
		what += ", a web page instead of data"
	}
	if e.Detail != "" {
		what += ": " + e.Detail
	}
	return fmt.Sprintf("%s answered %d %s", e.URL, e.Status, what)
}

// Get fetches u.
func (c *Client) Get(ctx context.Context, u *url.URL, header map[string]string) (*Response, error) {
	return c.Do(ctx, http.MethodGet, u, "", nil, header)
}

// Post sends body to u.
func (c *Client) Post(ctx context.Context, u *url.URL, contentType string, body []byte) (*Response, error) {
	return c.Do(ctx, http.MethodPost, u, contentType, body, nil)
}

// Do makes a request and, where the trouble is likely to pass (a broken
// connection, 408, 429, 500, 502, 503, 504, a web page with status 200 where
// data were asked for), makes it again: after the time that the server names,
// else after a growing and jittered one. Statuses from 400 on that do not pass
// come back as *StatusError; 304 and 410 are answers.
func (c *Client) Do(ctx context.Context, method string, u *url.URL, contentType string, body []byte, header map[string]string) (*Response, error) {
	if err := c.allowed(u); err != nil {
		return nil, err
	}
	var last error
	for attempt := range c.o.Attempts {
		if err := c.meter.wait(ctx, c.sleep); err != nil {
			return nil, err
		}
		res, err := c.once(ctx, method, u, contentType, body, header)
		if err == nil {
			c.meter.learn(res.Header)
		}
		verdict, wait := c.judge(res, err)
		switch verdict {
		case done:
			return res, nil
		case fatal:
			return nil, c.failure(u, res, err)
		}
		last = c.failure(u, res, err)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if attempt == c.o.Attempts-1 {
			break
		}
		if wait > c.o.MaxWait {
			return nil, &LimitError{Until: c.now().Add(wait)}
		}
		if wait == 0 {
			wait = backoff(attempt)
		}
		c.log.Info("waiting before asking again", "url", bare(u), "attempt", attempt+1, "wait", wait.Round(time.Millisecond), "reason", last.Error())
		if err := c.sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
	return nil, last
}

// backoff doubles from half a second to half a minute, half of it by chance,
// so that many sources do not knock at once.
func backoff(attempt int) time.Duration {
	d := min(500*time.Millisecond<<attempt, 30*time.Second)
	return d/2 + rand.N(d/2+1) //nolint:gosec // spreading load, no secret
}

type verdict int

const (
	done verdict = iota
	again
	fatal
)

func (c *Client) judge(res *Response, err error) (verdict, time.Duration) {
	if err != nil {
		if errors.Is(err, errRefused) || errors.Is(err, errTooBig) {
			return fatal, 0
		}
		return again, 0
	}
	switch s := res.Status; {
	case s == http.StatusTooManyRequests, s == http.StatusServiceUnavailable:
		return again, retryAfter(res.Header, c.now())
	case s == http.StatusRequestTimeout, s == 500, s == 502, s == 504:
		return again, retryAfter(res.Header, c.now())
	case s == http.StatusNotModified, s == http.StatusGone:
		return done, 0
	case s >= 400:
		return fatal, 0
	case s >= 300: // a redirect that was not followed
		return fatal, 0
	case c.unexpectedHTML(res):
		return again, 0
	}
	return done, 0
}

// unexpectedHTML tells an error page that came with status 200.
func (c *Client) unexpectedHTML(res *Response) bool {
	if strings.Contains(c.o.Accept, "html") {
		return false
	}
	if strings.HasPrefix(c.o.Accept, "application/json") {
		head := strings.TrimLeft(string(res.Body[:min(len(res.Body), 200)]), " \t\r\n\ufeff")
		return strings.HasPrefix(head, "<")
	}
	head := strings.ToLower(string(res.Body[:min(len(res.Body), 500)]))
	return strings.Contains(head, "<!doctype html") || strings.HasPrefix(strings.TrimSpace(head), "<html")
}

func (c *Client) failure(u *url.URL, res *Response, err error) error {
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) { // its text holds the query
			err = ue.Err
		}
		return fmt.Errorf("%s: %w", bare(u), err)
	}
	return &StatusError{Status: res.Status, URL: bare(u), HTML: c.unexpectedHTML(res) || strings.Contains(res.Header.Get("Content-Type"), "html")}
}

// bare is u without what may hold keys or words.
func bare(u *url.URL) string { return u.Scheme + "://" + u.Host + u.EscapedPath() }

func (c *Client) once(ctx context.Context, method string, u *url.URL, contentType string, body []byte, header map[string]string) (*Response, error) {
	var rd io.Reader
	if body != nil {
		rd = strings.NewReader(string(body))
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), rd)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", UserAgent)
	req.Header.Set("Accept", c.o.Accept)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if c.o.Base == nil || sameOrigin(u, c.o.Base) {
		for k, v := range c.o.Header {
			req.Header.Set(k, v)
		}
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	c.Requests++
	c.meter.count()
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	b, err := c.read(res)
	if err != nil {
		return nil, err
	}
	return &Response{res.StatusCode, res.Header, b, res.Request.URL}, nil
}

func sameOrigin(a, b *url.URL) bool { return a.Scheme == b.Scheme && a.Host == b.Host }
