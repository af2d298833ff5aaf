package publish

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// policy is the header of every answer; frame-ancestors works only here.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves the files of a built site read-only, compressed, with
// entity tags and the strict policy. It lists no folders, answers only names
// of this machine (so that no website can point its own name at it), and
// never follows a path out of site.
func Handler(site fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !local(r.Host) {
			http.Error(w, "unknown host", http.StatusMisdirectedRequest)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "read only", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if name == "" || strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		var body []byte
		err := fs.ErrNotExist
		if !strings.Contains("/"+name, "/.") { // no hidden files
			body, err = fs.ReadFile(site, name)
		}
		if err != nil {
			http.NotFound(w, r)
			return
		}
		answer(w, r, name, body)
	})
}

func answer(w http.ResponseWriter, r *http.Request, name string, body []byte) {
	h := w.Header()
	sum := sha256.Sum256(body)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache") // asked again each time, answered 304
	if strings.HasPrefix(name, "assets/vendor/") {
		h.Set("Cache-Control", "private, max-age=86400")
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		h.Set("Content-Type", t)
	}
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && compressible(name) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write(body)
		if err = errors.Join(err, z.Close()); err == nil {
			h.Set("Content-Encoding", "gzip")
			body = b.Bytes()
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

func compressible(name string) bool {
	switch path.Ext(name) {
	case ".html", ".css", ".js", ".svg", ".txt":
		return true
	}
	return false
}

// local tells whether host names this machine.
func local(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}

// OpenSite opens the folder of a built site. Links that lead out of it are not
// followed.
func OpenSite(dir string) (fs.FS, func() error, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	return root.FS(), root.Close, nil
}

// Serve serves site on addr until ctx ends. Only loopback addresses are taken.
func Serve(ctx context.Context, addr string, site fs.FS, ready func(net.Addr)) error {
	if !local(addr) {
		return i18n.Errorf(i18n.Text{AR: "العنوان %s ليس على هذا الجهاز؛ استخدم 127.0.0.1", EN: "the address %s is not on this machine; use 127.0.0.1"}, addr)
	}
	if _, err := fs.Stat(site, "index.html"); err != nil {
		return i18n.Wrap(err, i18n.Text{AR: "لا موقع منشوراً بعد. شغّل analyze run", EN: "no site has been published yet. Run analyze run"})
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	if ready != nil {
		ready(l.Addr())
	}
	s := &http.Server{Handler: Handler(site), DisableGeneralOptionsHandler: true, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stop := context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		defer cancel()
		_ = s.Shutdown(end)
	})
	defer stop()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
