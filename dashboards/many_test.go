package dashboards_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/dashboards/fixture"
	"github.com/musharaka/musharaka/dashboards/htmlcheck"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
)

// A hundred units make no page heavier than a page may be.
func TestManyUnits(t *testing.T) {
	s := fixture.Site()
	first := s.Units
	s.Units = nil
	var duties []model.Duty
	for i := range 100 {
		u := first[i%len(first)]
		u.ID, u.Name = fmt.Sprintf("U%d", i), i18n.Text{AR: fmt.Sprintf("الوحدة ذات الاسم الطويل رقم %d في المحافظة", i), EN: fmt.Sprintf("The unit with a long name, number %d", i)}
		s.Units = append(s.Units, u)
		for _, d := range s.Duties {
			if d.UnitID == "U1" {
				d.UnitID, d.Unit = u.ID, u.Name
				duties = append(duties, d)
			}
		}
	}
	s.Duties = duties
	for path, body := range build(t, s) {
		if strings.HasSuffix(path, ".html") && len(body) > htmlcheck.Largest {
			t.Errorf("%s: %d bytes", path, len(body))
		}
	}
}
