package master

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Subject is what a text is about: a need that citizens have, inside an area of the taxonomy.
type Subject struct {
	Code, Area, Unit, NameAR, NameEN string
	Curve                            [12]int // weight of each month of the year
}

func loadSubjects(name string) (map[string]Subject, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	out := map[string]Subject{}
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		if len(f) != 7 {
			return nil, fmt.Errorf("%s:%d: %d fields, want 7", name, i+1, len(f))
		}
		s := Subject{Code: f[0], Area: f[1], Unit: f[2], NameAR: f[5], NameEN: f[6]}
		months := strings.Split(f[4], ",")
		if len(months) != 12 {
			return nil, fmt.Errorf("%s:%d: %d months", name, i+1, len(months))
		}
		for m, w := range months {
			if s.Curve[m], err = strconv.Atoi(w); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
			}
		}
		out[s.Code] = s
	}
	return out, nil
}
