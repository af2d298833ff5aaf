package ingest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"
)

// pseudonyms makes keyed pseudonyms of authors: the same person in the same
// unit and source gets the same one, and nobody without the key can find out
// whose it is by trying names. Not safe for concurrent use.
type pseudonyms struct {
	mac   hash.Hash
	later []hash.Hash // keys that came by rotation: each hashes what the one before it made
	cache map[pseudonymKey]string
	buf   []byte
}

type pseudonymKey struct{ unit, space, author string }

// maxPseudonyms bounds the cache; a page's authors repeat.
const maxPseudonyms = 1 << 14

// key holds a key in each line, the oldest first.
func newPseudonyms(key []byte) *pseudonyms {
	lines := bytes.Split(bytes.TrimSpace(key), []byte{'\n'})
	p := &pseudonyms{mac: hmac.New(sha256.New, bytes.TrimSpace(lines[0])), cache: map[pseudonymKey]string{}}
	for _, k := range lines[1:] {
		p.later = append(p.later, hmac.New(sha256.New, bytes.TrimSpace(k)))
	}
	return p
}

// of returns the pseudonym of author: "p" and 32 hexadecimal digits.
func (p *pseudonyms) of(unit, space, author string) string {
	author = strings.TrimSpace(author)
	if i := strings.IndexByte(author, '@'); i > 0 && strings.IndexByte(author[i:], '.') > 0 {
		author = strings.ToLower(author) // an address is the same in any case
	}
	k := pseudonymKey{unit, space, author}
	if s, ok := p.cache[k]; ok {
		return s
	}
	p.mac.Reset()
	p.buf = append(p.buf[:0], unit...)
	p.buf = append(p.buf, 0)
	p.buf = append(p.buf, space...)
	p.buf = append(p.buf, 0)
	p.buf = append(p.buf, author...)
	p.mac.Write(p.buf)
	var sum [sha256.Size]byte
	s := "p" + hex.EncodeToString(p.mac.Sum(sum[:0])[:16])
	for _, mac := range p.later {
		s = rehash(mac, s)
	}
	if len(p.cache) < maxPseudonyms {
		p.cache[k] = s
	}
	return s
}

// rehash is the pseudonym that a later key makes of an earlier one.
func rehash(mac hash.Hash, pseudonym string) string {
	mac.Reset()
	mac.Write([]byte(pseudonym))
	var sum [sha256.Size]byte
	return "p" + hex.EncodeToString(mac.Sum(sum[:0])[:16])
}

// Pseudonym is what the store calls an author: `forget --author` uses it.
func Pseudonym(key []byte, unit, source, author string) string {
	return newPseudonyms(key).of(unit, source, author)
}
