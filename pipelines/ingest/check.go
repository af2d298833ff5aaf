package ingest

import (
	"errors"
	"log/slog"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source"
)

// Check tells what is wrong with the configuration of the named sources (all
// that are not disabled without names): unknown names and kinds, settings that
// their connectors refuse. It touches neither network nor database, and a
// secret that is missing is no fault of the configuration.
func Check(ws *config.Workspace, kinds []source.Kind, names []string) error {
	chosen, err := choose(ws.Sources, names)
	if err != nil {
		return err
	}
	var faults []error
	for _, s := range chosen {
		kind, err := findKind(kinds, s.Kind)
		if err == nil {
			_, err = kind.New(source.Env{Config: s, Dir: ws.Dir, Zone: ws.Location, Log: slog.New(slog.DiscardHandler), State: newState(nil), Now: time.Now})
		}
		if _, missing := errors.AsType[*config.Missing](err); err != nil && !missing {
			faults = append(faults, i18n.Wrap(err, i18n.Text{AR: "المصدر %s", EN: "source %s"}, s.Name))
		}
	}
	return errors.Join(faults...)
}
