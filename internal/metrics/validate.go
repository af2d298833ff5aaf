package metrics

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	idForm    = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,39}(\.[a-z0-9_]+)?$`)
	unitKinds = []string{"share", "yesno", "count", "number", "days", "hours", "months", "omr", "points", "level"}
	kinds     = []string{"ratio", "entropy", "median", "min", "max", "km"}
	dimKeys   = []string{"group_id", "category", "governorate", "channel", "level", "kind", "stage", "month", "quarter", "linked_type",
		"reason", "sdg", "code", "item", "element", "task", "party", "skill", "lang", "medium", "age_band", "criterion"}
)

// DimKeys lists the keys that --by knows.
func DimKeys() []string { return slices.Clone(dimKeys) }

func (d *Definition) validate(folder string) error {
	if d.ID != folder && folder != "." {
		return fmt.Errorf("id %q differs from its folder %q", d.ID, folder)
	}
	if d.Version == "" || len(d.Rows) == 0 {
		return fmt.Errorf("%s: version or rows are missing", d.ID)
	}
	seen := map[string]bool{}
	for i := range d.Rows {
		r := &d.Rows[i]
		if !idForm.MatchString(r.ID) || r.ID != d.ID && !strings.HasPrefix(r.ID, d.ID+".") {
			return fmt.Errorf("%s: row id %q is not its own or a component's", d.ID, r.ID)
		}
		if seen[r.ID] {
			return fmt.Errorf("%s: row %s twice", d.ID, r.ID)
		}
		seen[r.ID] = true
		if err := r.validate(); err != nil {
			return fmt.Errorf("%s: %w", r.ID, err)
		}
		for _, k := range slices.Concat(d.drill(r), r.SharedDen) {
			if !slices.Contains(dimKeys, k) {
				return fmt.Errorf("%s: unknown dimension %q", r.ID, k)
			}
		}
	}
	return nil
}

func (r *RowDef) validate() error {
	switch {
	case r.Name.AR == "" || r.Name.EN == "":
		return fmt.Errorf("a name in both languages is needed")
	case r.Formula.AR == "" || r.Formula.EN == "":
		return fmt.Errorf("a formula in both languages is needed")
	case !slices.Contains(unitKinds, r.Unit):
		return fmt.Errorf("unknown unit %q", r.Unit)
	case !slices.Contains(kinds, r.aggregate()):
		return fmt.Errorf("unknown aggregate %q", r.Aggregate)
	case !slices.Contains([]string{"up", "down", "band", "none"}, r.Direction):
		return fmt.Errorf("unknown direction %q", r.Direction)
	case r.aggregate() == "km" && (r.Quantile <= 0 || r.Quantile >= 1):
		return fmt.Errorf("km needs a quantile")
	case r.Target != nil && !slices.Contains([]string{"GT", "OD", "unit"}, r.Target.Source):
		return fmt.Errorf("unknown target source %q", r.Target.Source)
	}
	return nil
}
