package publish

import (
	"context"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/pipelines/eval/cards"
)

// corrected takes the errors that were measured on labelled texts out of the
// share of negative messages, by the errors of the tier that read most of them.
func (r *reader) corrected(ctx context.Context, args []any) error {
	var precise, clear int
	err := r.each(ctx, "text_tiers", args, func(scan func(...any) error) error { return scan(&precise, &clear) })
	if err != nil {
		return err
	}
	tier := sentiment.Fast
	if 2*precise > clear {
		tier = sentiment.Precise
	}
	c, err := cards.Confusion(tier)
	if err != nil {
		return err
	}
	s := r.site.Text.Stance
	if x := sentiment.NegativeShare(s.Neg, s.Neu, s.Pos, s.Unclear, c); x.OK {
		r.site.Text.Corrected = &model.Range{Value: x.Corrected, Low: x.CorrectedLow, High: x.CorrectedHigh}
	}
	return nil
}
