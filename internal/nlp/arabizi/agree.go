package arabizi

import (
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

// Agreement counts how many words of want stand in got in the same order
// (longest common subsequence), after normalize.Loose and with "في ال" and "فال"
// taken for the same. It measures; conversion does not use it.
func Agreement(got, want string) (hits, total int) {
	a, b := plainWords(got), plainWords(want)
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			old := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = old
		}
	}
	return row[len(b)], len(b)
}

func plainWords(s string) []string {
	var out []string
	for w := range strings.FieldsSeq(normalize.Text(s, normalize.Loose)) {
		if rest, ok := strings.CutPrefix(w, "فال"); ok && len(rest) > 4 {
			out = append(out, "في", "ال"+rest)
			continue
		}
		out = append(out, w)
	}
	return out
}
