package fetch

import (
	"net/http"
	"strings"
)

// NextLink returns the target of the Link header with rel="next", empty if
// there is none.
func NextLink(h http.Header) string {
	for _, v := range h.Values("Link") {
		for v != "" {
			open := strings.IndexByte(v, '<')
			if open < 0 {
				break
			}
			target, rest, ok := strings.Cut(v[open+1:], ">")
			if !ok {
				break
			}
			params := rest
			if i := strings.IndexByte(rest, '<'); i >= 0 {
				params, v = rest[:i], rest[i:]
			} else {
				v = ""
			}
			for p := range strings.SplitSeq(params, ";") {
				k, val, _ := strings.Cut(strings.TrimSpace(strings.TrimRight(strings.TrimSpace(p), ",")), "=")
				if strings.EqualFold(k, "rel") && strings.Contains(" "+strings.ToLower(strings.Trim(val, `" `))+" ", " next ") {
					return target
				}
			}
		}
	}
	return ""
}
