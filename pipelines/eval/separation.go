package eval

import (
	"errors"

	"github.com/musharaka/musharaka/internal/datasets"
)

// kept are the shares of a public set that training leaves out: for
// calibration, and for measuring here (tools/train takes the same).
const (
	keptForCalibration = 0.08
	keptForMeasuring   = 0.15
)

// separation counts what training texts share with the texts that are measured
// on, after the split has removed near-duplicates: the rows must say 0.
func (s *sentimentEval) separation() error {
	type source struct {
		name string
		read func(string) ([]datasets.Item, error)
	}
	var held []datasets.Item
	for _, set := range []source{{"arsarcasm_v2", datasets.ArSarcasm}, {"vader_groundtruth", datasets.VADER}} {
		items, err := set.read(s.env.Data)
		if errors.Is(err, datasets.ErrAbsent) {
			return nil // the loop over the sets says so
		}
		if err != nil {
			return err
		}
		p := datasets.Split(items, keptForCalibration, keptForMeasuring, datasets.Seed)
		s.put(set.name, "training near the kept 15 %", "near_duplicates", nearOf(p.Train, p.Test), len(p.Train))
		s.put(set.name, "calibration near the kept 15 %", "near_duplicates", nearOf(p.Dev, p.Test), len(p.Dev))
		s.put(set.name, "training near calibration", "near_duplicates", nearOf(p.Train, p.Dev), len(p.Train))
		held = append(held, p.Test...)
	}
	corpus, err := corpusTest()
	if err != nil {
		return nil //nolint:nilerr // corpus says that it is not here
	}
	var items []datasets.Item
	for _, it := range corpus {
		items = append(items, datasets.Item{Text: it.Text})
	}
	s.put("corpus_test", "near the kept parts", "near_duplicates", nearOf(items, held), len(items))
	return nil
}

// nearOf counts the items that nearly repeat one of others.
func nearOf(items, others []datasets.Item) float64 {
	return float64(len(items) - len(datasets.Without(items, others)))
}
