package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

var errRefused = errors.New("the address is not allowed")

// maxRedirects is how many redirects of one request are followed.
const maxRedirects = 5

// allowed refuses addresses that a server may have chosen and that no
// connector needs: other schemes, user names in addresses, and plain HTTP
// where the configured address is HTTPS.
func (c *Client) allowed(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: scheme %q", errRefused, u.Scheme)
	case u.User != nil:
		return fmt.Errorf("%w: it holds a user name", errRefused)
	case c.o.Base != nil && c.o.Base.Scheme == "https" && u.Scheme != "https":
		return fmt.Errorf("%w: it leaves HTTPS", errRefused)
	case c.o.Base != nil && sameOrigin(u, c.o.Base):
		return nil
	}
	// A literal private address is refused before a connection is made; names
	// are looked at when they resolve, by the dialer.
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !public(ip) && !sameHost(u, c.o.Base) {
		return fmt.Errorf("%w: %s is in a private network", errRefused, u.Hostname())
	}
	if u.Hostname() == "localhost" && !sameHost(u, c.o.Base) {
		return fmt.Errorf("%w: localhost", errRefused)
	}
	return nil
}

func sameHost(u, base *url.URL) bool { return base != nil && u.Host == base.Host }

func (c *Client) checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("%w: more than %d redirects", errRefused, maxRedirects)
	}
	if err := c.allowed(req.URL); err != nil {
		return err
	}
	if c.o.Base != nil && !sameOrigin(req.URL, c.o.Base) {
		for k := range c.o.Header { // credentials stay with the server they are for
			req.Header.Del(k)
		}
	}
	return nil
}

// guarded is a transport that connects to private and loopback addresses only
// at the configured host and port: a name that a server chose may resolve to
// anything.
func guarded(base *url.URL, timeout time.Duration) http.RoundTripper {
	dialer := &net.Dialer{Timeout: min(timeout, 30*time.Second)}
	strict := &net.Dialer{Timeout: dialer.Timeout, Control: func(_, address string, _ syscall.RawConn) error {
		ap, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if !public(ap.Addr()) {
			return fmt.Errorf("%w: %s is in a private network", errRefused, ap.Addr())
		}
		return nil
	}}
	own := ""
	if base != nil {
		own = net.JoinHostPort(base.Hostname(), portOf(base))
	}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			if addr == own {
				return dialer.DialContext(ctx, network, addr)
			}
			return strict.DialContext(ctx, network, addr)
		},
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  timeout,
		MaxResponseHeaderBytes: 1 << 20,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        90 * time.Second,
		DisableCompression:     true, // read unpacks, within limits
		ForceAttemptHTTP2:      true,
	}
}

// Guarded is a transport that never connects to a private or loopback address,
// whatever a name resolves to.
func Guarded(timeout time.Duration) http.RoundTripper { return guarded(nil, timeout) }

func portOf(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}

// public tells whether an address is one of the open internet.
func public(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() &&
		!sharedSpace.Contains(ip) && !benchmark.Contains(ip) && !nat64.Contains(ip) && !sixToFour.Contains(ip)
}

// Ranges that netip knows no word for.
var (
	sharedSpace = netip.MustParsePrefix("100.64.0.0/10")
	benchmark   = netip.MustParsePrefix("198.18.0.0/15")
	nat64       = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour   = netip.MustParsePrefix("2002::/16")
)

// Base reads the configured address of a source. Without a scheme it is HTTPS.
func Base(name, address string) (*url.URL, error) {
	if address == "" {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: المفتاح url ناقص", EN: "source %s: url is missing"}, name)
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: العنوان غير صالح", EN: "source %s: the address is not valid"}, name)
	}
	return u, nil
}
