package ingest

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

// statements are the named statements of the embedded SQL files.
type statements map[string]string

// loadStatements reads every file and cuts it at its "-- name:" lines.
func loadStatements() (statements, error) {
	out := statements{}
	entries, err := sqlFiles.ReadDir("sql")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		b, err := sqlFiles.ReadFile("sql/" + e.Name())
		if err != nil {
			return nil, err
		}
		for i, part := range strings.Split("\n"+string(b), "\n-- name: ") {
			name, body, _ := strings.Cut(part, "\n")
			if i == 0 {
				continue // what stands before the first name is a comment
			}
			if _, ok := out[name]; ok {
				return nil, fmt.Errorf("%s: the statement %q is there twice", e.Name(), name)
			}
			out[name] = body
		}
	}
	return out, nil
}
