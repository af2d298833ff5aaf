package metrics

import (
	"slices"
	"strings"
)

// Status says what a row's number is worth. It comes before the number: only
// ok and provisional have one.
type Status string

// The statuses, worst first. Suppressed exists in public editions only.
const (
	NotApplicable Status = "not_applicable"
	NotComputable Status = "not_computable"
	Undefined     Status = "undefined"
	DataError     Status = "data_error"
	Provisional   Status = "provisional"
	OK            Status = "ok"
	Suppressed    Status = "suppressed"
)

var worstFirst = []Status{NotApplicable, NotComputable, Undefined, DataError, Provisional, OK}

// HasValue tells whether rows of this status carry a number.
func (s Status) HasValue() bool { return s == OK || s == Provisional }

// finding is a reason that was met while counting: a code, its details and,
// where the code alone does not tell, the status that it leads to.
type finding struct {
	code    string
	details []string
	status  Status
}

func (f finding) class() Status {
	if f.status != "" {
		return f.status
	}
	return classOf(f.code)
}

func (f finding) String() string {
	if len(f.details) == 0 {
		return f.code
	}
	return f.code + ":" + strings.Join(f.details, ",")
}

// classOf is the status that a reason code leads to by itself.
func classOf(code string) Status {
	switch code {
	case "EXEMPT":
		return NotApplicable
	case "OVERLAPPING_AUDIENCE", "NO_RELEVANT_SDGS":
		return NotComputable
	case "ZERO_DENOM", "NONE_DUE", "TOO_FEW", "NOT_REACHED":
		return Undefined
	case "NUM_GT_DEN":
		return DataError
	case "PENDING_OUTCOMES", "OLD_SIZES", "FEW_USES", "FIRST_YEAR", "LOW_COVERAGE":
		return Provisional
	case "SMALL_CELL":
		return Suppressed
	}
	if strings.HasPrefix(code, "MISSING_") {
		return NotComputable
	}
	return NotComputable // an unknown code must never let a number through
}

// settle picks the first status that fits and the reasons that lead to it.
// Findings of one code are one reason with all its details.
func settle(found []finding) (Status, []string) {
	for _, s := range worstFirst {
		var codes []string
		details := map[string][]string{}
		for _, f := range found {
			if f.class() != s {
				continue
			}
			if _, ok := details[f.code]; !ok {
				codes = append(codes, f.code)
				details[f.code] = nil
			}
			details[f.code] = append(details[f.code], f.details...)
		}
		if len(codes) == 0 {
			continue
		}
		reasons := make([]string, 0, len(codes))
		for _, c := range codes {
			d := details[c]
			slices.Sort(d)
			reasons = append(reasons, finding{code: c, details: slices.Compact(d)}.String())
		}
		return s, reasons
	}
	return OK, nil
}
