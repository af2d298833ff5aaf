package sentiment

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// assets are written by tools/train.
//
//go:embed assets
var assets embed.FS

// Calibration is what tools/train measured on the development part: logits are
// divided by Temperature and moved by Bias; answers whose best probability is
// below Threshold are unclear.
type Calibration struct {
	Temperature float64    `json:"temperature"`
	Bias        [3]float64 `json:"bias"`
	Threshold   float64    `json:"threshold"`
}

// apply turns logits into calibrated probabilities.
func (c *Calibration) apply(z [3]float64) [3]float64 {
	for i := range z {
		z[i] = z[i]/c.Temperature + c.Bias[i]
	}
	linear.Softmax(z[:])
	return z
}

// Settings is assets/calibration.json.
type Settings struct {
	Fast    map[string]Calibration `json:"fast"`    // by model: "ar", "en"
	Precise map[string]Calibration `json:"precise"` // the same
}

var modelNames = [models]string{"ar", "en"}

// Scorer holds the models. It is safe for concurrent use.
type Scorer struct {
	x       *Extractor
	fast    [models]*linear.Model
	fastCal [models]Calibration
	heads   *heads // nil: none are embedded
	pool    sync.Pool
}

// New opens the embedded models.
func New() (*Scorer, error) {
	files, err := fs.Sub(assets, "assets")
	if err != nil {
		return nil, fmt.Errorf("sentiment: %w", err)
	}
	return Open(files)
}

// Open reads models from files with the names that the embedded ones have:
// what tools/train has just written, or a workspace's own.
func Open(files fs.FS) (*Scorer, error) {
	x, err := NewExtractor()
	if err != nil {
		return nil, err
	}
	s := &Scorer{x: x}
	s.pool.New = func() any { return new([models]view) }
	var set Settings
	b, err := fs.ReadFile(files, "calibration.json")
	if err != nil {
		return nil, fmt.Errorf("sentiment: %w", err)
	}
	if err := json.Unmarshal(b, &set); err != nil {
		return nil, fmt.Errorf("sentiment: read calibration: %w", err)
	}
	for i, name := range modelNames {
		if b, err = fs.ReadFile(files, name+".bin"); err != nil {
			return nil, fmt.Errorf("sentiment: %w", err)
		}
		if s.fast[i], err = linear.Read(b); err != nil {
			return nil, fmt.Errorf("sentiment: model %s: %w", name, err)
		}
		s.fastCal[i] = set.Fast[name]
		if s.fastCal[i].Temperature == 0 {
			s.fastCal[i].Temperature = 1
		}
	}
	s.heads, err = openHeads(files, &set)
	return s, err
}

// Score answers with the fast tier.
func (s *Scorer) Score(in features.Input) Result {
	v := s.pool.Get().(*[models]view)
	defer s.pool.Put(v)
	z, m := s.logits(in, v)
	return result(s.fastCal[m].apply(z), Fast, s.fastCal[m].Threshold)
}

// Logits are the fast tier's scores before calibration with the number of the
// model that weighed most (0 Arabic, 1 English); tools/train fits the
// calibration on them.
func (s *Scorer) Logits(in features.Input) ([3]float64, int) {
	v := s.pool.Get().(*[models]view)
	defer s.pool.Put(v)
	return s.logits(in, v)
}

func (s *Scorer) logits(in features.Input, v *[models]view) ([3]float64, int) {
	en := englishShare(in)
	switch {
	case en >= 1:
		return s.one(modelEN, in, &v[modelEN]), modelEN
	case en <= 0:
		return s.one(modelAR, in, &v[modelAR]), modelAR
	}
	a, b := s.one(modelAR, in, &v[modelAR]), s.one(modelEN, in, &v[modelEN])
	for i := range a {
		a[i] = (1-en)*a[i] + en*b[i]
	}
	if en > 0.5 {
		return a, modelEN
	}
	return a, modelAR
}

// englishShare says how much the English model counts: all for English, none
// for Arabic and Arabizi, by letters for mixed text.
func englishShare(in features.Input) float64 {
	d := in.Doc
	switch d.Lang {
	case "en":
		return 1
	case "ar", "arabizi":
		return 0
	}
	if d.Letters == 0 {
		return 0
	}
	latin := float64(d.Latins) / float64(d.Letters)
	if d.Lang == "mixed" && in.Converted != nil && in.Converted.Letters > 0 {
		latin = float64(in.Converted.Latins) / float64(in.Converted.Letters)
	}
	if d.Lang != "mixed" {
		return math.Round(latin)
	}
	return latin
}

func (s *Scorer) one(model int, in features.Input, v *view) [3]float64 {
	s.x.read(model, in, v)
	var z [linear.MaxClasses]float32
	m := s.fast[model]
	m.Score(v.doc.Words, v.doc.Chars, v.noWord, v.noChar, &z)
	v.feats = s.x.dense(model, in.Doc, v, v.feats[:0])
	for i, x := range v.feats {
		if i < len(m.Dense) {
			m.AddDense(i, x, &z)
		}
	}
	v.ev.decide(v.evDoc, &z)
	return [3]float64{float64(z[0]), float64(z[1]), float64(z[2])}
}
