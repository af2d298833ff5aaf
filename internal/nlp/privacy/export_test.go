package privacy

import (
	"slices"
	"strings"
)

// UnknownClasses lists the classes of the data files that have no bit.
func UnknownClasses() (out []string) {
	for text, names := range map[string][]string{cueText: cueNames, wordText: wordNames} {
		for line := range strings.Lines(text) {
			class, _, ok := strings.Cut(line, "\t")
			if ok && !strings.HasPrefix(line, "#") && !slices.Contains(names, class) {
				out = append(out, class)
			}
		}
	}
	return out
}
