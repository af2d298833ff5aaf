package dashboards

import (
	"github.com/musharaka/musharaka/dashboards/pages/adoption"
	"github.com/musharaka/musharaka/dashboards/pages/calendar"
	"github.com/musharaka/musharaka/dashboards/pages/compare"
	"github.com/musharaka/musharaka/dashboards/pages/design"
	"github.com/musharaka/musharaka/dashboards/pages/explorer"
	"github.com/musharaka/musharaka/dashboards/pages/gaps"
	"github.com/musharaka/musharaka/dashboards/pages/governorates"
	"github.com/musharaka/musharaka/dashboards/pages/indicator"
	"github.com/musharaka/musharaka/dashboards/pages/indicators"
	"github.com/musharaka/musharaka/dashboards/pages/methodology"
	"github.com/musharaka/musharaka/dashboards/pages/models"
	"github.com/musharaka/musharaka/dashboards/pages/overview"
	"github.com/musharaka/musharaka/dashboards/pages/representation"
	"github.com/musharaka/musharaka/dashboards/pages/sources"
	"github.com/musharaka/musharaka/dashboards/pages/textmap"
	"github.com/musharaka/musharaka/dashboards/pages/theme"
	"github.com/musharaka/musharaka/dashboards/pages/themes"
	"github.com/musharaka/musharaka/dashboards/pages/transparency"
	"github.com/musharaka/musharaka/dashboards/pages/units"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// Specs lists the kinds of pages in the order of the navigation. A test fails
// when a folder of pages is not listed.
func Specs() []ui.Spec {
	return []ui.Spec{
		overview.Spec(),
		indicators.Spec(),
		indicator.Spec(),
		themes.Spec(),
		theme.Spec(),
		compare.Spec(),
		textmap.Spec(),
		explorer.Spec(),
		units.Spec(),
		governorates.Spec(),
		representation.Spec(),
		transparency.Spec(),
		adoption.Spec(),
		gaps.Spec(),
		calendar.Spec(),
		sources.Spec(),
		methodology.Spec(),
		models.Spec(),
		design.Spec(),
	}
}
