package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// tuneIntent sets temperature and biases of the intent models that are there, on
// the development half of the corpus: what to do after sentiment, whose answers
// are hints, was trained again while text written for intent has not changed.
func tuneIntent(ctx context.Context, t *trainer) error {
	it := &intentTrainer{trainer: t, conv: arabizi.New(), classes: len(intent.Labels())}
	if err := it.open(); err != nil {
		return err
	}
	dev, err := t.intentDev()
	if err != nil {
		return err
	}
	d, err := it.read(ctx, dev)
	if err != nil {
		return err
	}
	read := func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join(t.out, "intent/assets", name))
	}
	b, err := read("intent.bin")
	if err != nil {
		return err
	}
	m, err := linear.Read(b)
	if err != nil {
		return err
	}
	if b, err = read("head.bin"); err != nil {
		return err
	}
	head, err := linear.ReadHead(b)
	if err != nil {
		return err
	}
	var set intent.Settings
	if b, err = read("settings.json"); err != nil {
		return err
	}
	if err := json.Unmarshal(b, &set); err != nil {
		return err
	}
	var zf, zp [][]float64
	for i := range dev {
		in := append(hashedLogits(m, d.texts[i], it.classes), d.fast[i][:]...)
		zf = append(zf, weigh(set.FastStack, in))
		copy(in[it.classes:], d.precise[i][:])
		z := make([]float64, it.classes)
		head.Logits(d.vec[i*dim:(i+1)*dim], in, z)
		zp = append(zp, z)
	}
	set.Fast, set.Precise = fitDecision(zf, dev), fitDecision(zp, dev)
	t.log.Info("intent tuned", "fast", intentScores(zf, dev, set.Fast))
	t.log.Info("intent tuned", "precise", intentScores(zp, dev, set.Precise))
	return t.writeJSON("intent/assets/settings.json", set)
}
