package privacy

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// link reads a link that begins at item first and whose host begins at byte
// host. All of it is taken out of the reach of the other rules; it is a find
// only if it leads to a person.
func (st *state) link(first, host int) {
	if first < 0 {
		return
	}
	end := host
	for end < len(st.v) {
		c := st.v[end]
		if c <= ' ' || c == '<' || c == '>' || c == '"' {
			break
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRune(st.v[end:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			end += n
			continue
		}
		end++
	}
	for end > host && bytes.IndexByte([]byte(".,;:!?)]}'*"), st.v[end-1]) >= 0 {
		end--
	}
	start := int(st.items[first].s)
	if rule := personal(st.v[host:end]); rule != "" {
		st.claimBytes(start, end, URLUser, rule)
		return
	}
	st.markBytes(start, end)
}

// personal tells by which rule a link (without its scheme) leads to a person.
func personal(link []byte) string {
	host, rest := link, []byte(nil)
	if i := bytes.IndexAny(link, "/?#;"); i >= 0 {
		host, rest = link[:i], link[i:]
	}
	if bytes.IndexByte(host, '@') >= 0 {
		return "url_credentials"
	}
	host = bytes.TrimPrefix(bytes.TrimPrefix(host, []byte("www.")), []byte("m."))
	path, query := rest, []byte(nil)
	if i := bytes.IndexAny(rest, "?;#"); i >= 0 {
		path, query = rest[:i], rest[i:]
	}
	path = bytes.Trim(path, "/")
	switch {
	case personalQuery(query):
		return "url_token"
	case socialProfile(string(host), path, query):
		return "url_profile"
	case personalPath(path):
		return "url_user_path"
	}
	return ""
}

// personalQuery looks for parameters that carry a person or a session.
func personalQuery(q []byte) bool {
	for len(q) > 0 {
		q = q[1:] // the sign before
		end := bytes.IndexAny(q, "&;#?")
		if end < 0 {
			end = len(q)
		}
		pair := q[:end]
		q = q[end:]
		key, value, ok := bytes.Cut(pair, []byte("="))
		if !ok || len(value) == 0 {
			continue
		}
		switch string(key) {
		case "token", "access_token", "id_token", "refresh_token", "auth", "authtoken", "jwt", "key", "apikey", "api_key", "sid", "session", "sessionid",
			"session_id", "jsessionid", "phpsessid", "sig", "signature", "otp", "secret", "password", "pwd", "pass",
			"user", "username", "user_id", "userid", "uid", "u", "email", "mail", "e-mail", "phone", "mobile", "tel", "msisdn", "civil", "civilid", "civil_id",
			"civil_no", "national_id", "nid", "passport", "name", "fullname", "full_name", "customer", "customer_id", "invite", "reset", "code",
			"login", "member", "member_id", "patient", "patient_id", "student", "student_id", "employee", "emp", "applicant", "idno", "id_no", "cid", "nin", "iban", "account", "acct", "profile", "owner":
			return true
		case "t", "k", "h", "hash", "tk", "tkn", "ref", "r", "c", "s", "p":
			if mixed(value) { // a short key with a value that names one reader
				return true
			}
		}
		if opaque(value) {
			return true
		}
		if bytes.Contains(value, []byte("@")) || bytes.Contains(value, []byte("%40")) {
			return true
		}
	}
	return false
}

// socialProfile knows where the networks keep people.
func socialProfile(host string, path, query []byte) bool {
	seg, rest, _ := bytes.Cut(path, []byte("/"))
	if len(seg) == 0 {
		return false
	}
	switch host {
	case "x.com", "twitter.com", "instagram.com", "t.me", "wa.me", "telegram.me", "threads.net", "github.com":
		switch string(seg) {
		case "p", "reel", "explore", "search", "hashtag", "home", "i", "intent", "share", "about", "privacy", "tos":
			return false
		}
		return true
	case "facebook.com", "fb.com":
		switch string(seg) {
		case "profile.php":
			return bytes.Contains(query, []byte("id="))
		case "watch", "groups", "events", "pages", "sharer", "help", "hashtag", "login":
			return false
		}
		return true
	case "snapchat.com":
		return string(seg) == "add" && len(rest) > 0
	case "linkedin.com":
		return string(seg) == "in" && len(rest) > 0
	case "youtube.com":
		return seg[0] == '@' || (string(seg) == "user" || string(seg) == "channel" || string(seg) == "c") && len(rest) > 0
	case "tiktok.com":
		return seg[0] == '@'
	}
	return false
}

// personalPath looks for /u/name, /user/name, /profile/name, ~name and @name.
func personalPath(path []byte) bool {
	for len(path) > 0 {
		seg, rest, _ := bytes.Cut(path, []byte("/"))
		switch {
		case len(seg) > 1 && (seg[0] == '~' || seg[0] == '@'):
			return true
		case len(rest) > 0 && (string(seg) == "u" || string(seg) == "user" || string(seg) == "users" || string(seg) == "profile" || string(seg) == "profiles" || string(seg) == "member" || string(seg) == "members"):
			return true
		case bytes.Contains(seg, []byte("%40")), opaque(seg), len(seg) == 1 && opaqueDigits(rest):
			return true
		}
		path = rest
	}
	return false
}

// mixed tells whether a value has letters and digits.
func mixed(value []byte) bool {
	letters, digits := 0, 0
	for _, c := range value {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z':
			letters++
		}
	}
	return letters > 0 && digits > 1 && len(value) >= 6
}

// opaque tells whether a part of a path is a token and no word: sixteen or more
// letters and digits mixed.
func opaque(seg []byte) bool {
	letters, digits := 0, 0
	for _, c := range seg {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z':
			letters++
		default:
			return false
		}
	}
	return len(seg) >= 16 && letters >= 4 && digits >= 4
}

// opaqueDigits tells whether a path ends in a long number: /t/95530021.
func opaqueDigits(seg []byte) bool {
	for _, c := range seg {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(seg) >= 7
}
