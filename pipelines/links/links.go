// Package links looks after the proofs that units point to: which have expired,
// and, when asked to, which web addresses no longer answer.
//
// Nothing here runs by itself: a check is a command, asks one address after the
// other, never faster than its rate, and never connects to a private network.
// It reads no content and judges none.
package links

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/source/fetch"
)

//go:embed links.sql
var linksSQL string

// Item is one proof.
type Item struct {
	Kind      string     `json:"kind"` // register: evidence, documents, publications
	ID        string     `json:"id"`
	Unit      string     `json:"unit_id,omitempty"`
	URI       string     `json:"uri"`
	SHA256    string     `json:"sha256,omitempty"`
	DatedOn   time.Time  `json:"dated_on"`
	Reviewer  string     `json:"reviewer,omitempty"`
	ExpiresOn *time.Time `json:"expires_on"`
	State     string     `json:"state"` // live, soon (expires within 60 days), expired
	CheckedAt *time.Time `json:"checked_at"`
	OK        *bool      `json:"ok"`   // nil: never checked
	Code      *string    `json:"code"` // HTTP status, or why there is none
}

// Web tells whether the proof has an address that can be asked.
func (i *Item) Web() bool {
	return strings.HasPrefix(i.URI, "https://") || strings.HasPrefix(i.URI, "http://")
}

const soonDays = 60

// List reads every proof dated before asOf.
func List(ctx context.Context, db *store.DB, asOf time.Time) (_ []Item, err error) {
	rows, err := db.Query(ctx, linksSQL, asOf)
	if err != nil {
		return nil, fmt.Errorf("links.List: %w", err)
	}
	defer rows.Close()
	var out []Item
	for rows.Next() {
		var i Item
		if err := rows.Scan(&i.Kind, &i.ID, &i.Unit, &i.URI, &i.SHA256, &i.DatedOn, &i.Reviewer, &i.ExpiresOn, &i.CheckedAt, &i.OK, &i.Code); err != nil {
			return nil, fmt.Errorf("links.List: %w", err)
		}
		switch {
		case i.ExpiresOn == nil || !i.ExpiresOn.Before(asOf.AddDate(0, 0, soonDays)):
			i.State = "live"
		case i.ExpiresOn.Before(asOf):
			i.State = "expired"
		default:
			i.State = "soon"
		}
		out = append(out, i)
	}
	return out, rows.Err()
}

// Options of a check.
type Options struct {
	Interval  time.Duration // between two requests; 0 is two seconds
	Timeout   time.Duration // of one request; 0 is 15 seconds
	Limit     int           // addresses at most; 0 is all
	Transport http.RoundTripper
	Now       func() time.Time
	Sleep     func(ctx context.Context, d time.Duration) error
}

func (o *Options) fill() {
	if o.Interval == 0 {
		o.Interval = 2 * time.Second
	}
	if o.Timeout == 0 {
		o.Timeout = 15 * time.Second
	}
	if o.Transport == nil {
		o.Transport = fetch.Guarded(o.Timeout)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = func(ctx context.Context, d time.Duration) error {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(d):
				return nil
			}
		}
	}
}

// Result is what one address answered.
type Result struct {
	URL  string
	At   time.Time
	OK   bool
	Code string
}

// Check asks every web address among items once, slowly, in the order of their
// names, and keeps what it found.
func Check(ctx context.Context, db *store.DB, items []Item, o Options) (_ []Result, err error) {
	o.fill()
	var urls []string
	for i := range items {
		if items[i].Web() && !slices.Contains(urls, items[i].URI) {
			urls = append(urls, items[i].URI)
		}
	}
	slices.Sort(urls)
	if o.Limit > 0 && len(urls) > o.Limit {
		urls = urls[:o.Limit]
	}
	client := &http.Client{Transport: o.Transport, Timeout: o.Timeout, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if len(via) > 5 {
			return errors.New("too many redirects")
		}
		return nil
	}}
	var out []Result
	for n, u := range urls {
		if n > 0 {
			if err := o.Sleep(ctx, o.Interval); err != nil {
				break // what was found is kept
			}
		}
		r := ask(ctx, client, u, o.Now())
		if ctx.Err() != nil {
			break // nothing was learnt of an address that was not waited for
		}
		out = append(out, r)
	}
	return out, keep(context.WithoutCancel(ctx), db, out)
}

// ask sends a HEAD, and where a server knows no HEAD a GET whose body is not read.
func ask(ctx context.Context, client *http.Client, url string, at time.Time) Result {
	r := Result{URL: url, At: at.UTC()}
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		req, err := http.NewRequestWithContext(ctx, method, url, nil)
		if err != nil {
			r.Code = "address"
			return r
		}
		req.Header.Set("User-Agent", "musharaka-link-check")
		resp, err := client.Do(req)
		if err != nil {
			r.Code = why(err)
			return r
		}
		if err := resp.Body.Close(); err != nil {
			r.Code = "broken off"
			return r
		}
		r.Code = fmt.Sprint(resp.StatusCode)
		r.OK = resp.StatusCode < 400
		if resp.StatusCode != http.StatusMethodNotAllowed && resp.StatusCode != http.StatusNotImplemented {
			return r
		}
	}
	return r
}

func why(err error) string {
	text := err.Error()
	for _, w := range []struct{ has, say string }{{"private network", "private network"}, {"no such host", "no such host"}, {"Timeout", "timeout"}, {"timeout", "timeout"},
		{"certificate", "certificate"}, {"redirects", "too many redirects"}, {"refused", "refused"}} {
		if strings.Contains(text, w.has) {
			return w.say
		}
	}
	return "unreachable"
}

func keep(ctx context.Context, db *store.DB, results []Result) error {
	if len(results) == 0 {
		return nil
	}
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, r := range results {
			if _, err := tx.Exec(ctx, "INSERT INTO link_checks VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", r.URL, r.At, r.OK, r.Code); err != nil {
				return fmt.Errorf("links.Check: %w", err)
			}
		}
		return nil
	})
}
