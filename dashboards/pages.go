package dashboards

import (
	"github.com/musharaka/musharaka/dashboards/pages/indicator"
	"github.com/musharaka/musharaka/dashboards/pages/indicators"
	"github.com/musharaka/musharaka/dashboards/pages/methodology"
	"github.com/musharaka/musharaka/dashboards/pages/overview"
	"github.com/musharaka/musharaka/dashboards/pages/sources"
	"github.com/musharaka/musharaka/dashboards/pages/theme"
	"github.com/musharaka/musharaka/dashboards/pages/themes"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// Specs lists the kinds of pages in the order of the navigation.
func Specs() []ui.Spec {
	return []ui.Spec{
		overview.Spec(),
		indicators.Spec(),
		indicator.Spec(),
		themes.Spec(),
		theme.Spec(),
		sources.Spec(),
		methodology.Spec(),
	}
}
