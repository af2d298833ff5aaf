package enrich

import (
	"context"

	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/store"
)

// cachedEncoder gives stages the encoder, or nil if there is none or no
// budget. The returned function ends its use.
func cachedEncoder(ctx context.Context, db *store.DB, o Options, stage string, total int) (themes.Encoder, func(context.Context) error, error) {
	done := func(context.Context) error { return nil }
	if o.Encoder == nil || o.Budget < 0 {
		return nil, done, nil
	}
	enc, err := o.Encoder()
	if err != nil {
		return nil, done, err
	}
	cache, err := openVectorCache(ctx, db, enc, maxVectors)
	if err != nil {
		return nil, done, err
	}
	return &counting{cache, o, stage, 0, total}, cache.close, nil
}

// counting reports how many texts went through.
type counting struct {
	Encoder
	o           Options
	stage       string
	done, total int
}

func (c *counting) Encode(ctx context.Context, texts []string, dst []float32) error {
	err := c.Encoder.Encode(ctx, texts, dst)
	c.done += len(texts)
	c.o.progress(c.stage, c.done, max(c.total, c.done))
	return err
}
