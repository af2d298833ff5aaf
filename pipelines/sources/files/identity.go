package files

import (
	"crypto/sha256"
	"encoding/hex"
)

// hasID tells whether NDJSON records must carry an id: unless the
// configuration maps other things and leaves the id out, they do, because a
// record without one cannot be followed through edits.
func (f *files) hasID() bool {
	if len(f.set.Map) == 0 {
		return true
	}
	_, mapped := f.set.Map["id"]
	return mapped
}

// contentID names a row that has no id by its content: an edited row is then
// another row.
func contentID(b []byte) string {
	sum := sha256.Sum256(b)
	return "h" + hex.EncodeToString(sum[:12])
}
