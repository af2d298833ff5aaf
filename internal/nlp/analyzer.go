package nlp

import (
	"fmt"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/detect"
	"github.com/musharaka/musharaka/internal/nlp/entities"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/marks"
	"github.com/musharaka/musharaka/internal/nlp/normalize"
	"github.com/musharaka/musharaka/internal/nlp/privacy"
	"github.com/musharaka/musharaka/internal/nlp/sdg"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/internal/nlp/spam"
	"github.com/musharaka/musharaka/internal/nlp/tokenize"
	"github.com/musharaka/musharaka/internal/nlp/toxicity"
)

// ModelVersion changes when any rule, list or model of the analysis changes;
// stored results of another version are computed again.
const ModelVersion = "text-2"

// Analyzer holds all models. It is safe for concurrent use.
type Analyzer struct {
	detector  *detect.Detector
	converter *arabizi.Converter
	finder    *privacy.Finder
	sentiment *sentiment.Scorer
	intent    *intent.Scorer
	spam      *spam.Scorer
	toxicity  *toxicity.Scorer
	sdg       *sdg.Scorer
	entities  *entities.Finder
	learned   *marks.Model
	loose     *normalize.Pipeline
	pool      sync.Pool // of *scratch
}

// New loads the models.
func New() (*Analyzer, error) {
	a := &Analyzer{
		detector: detect.New(), converter: arabizi.New(), finder: privacy.New(),
		loose: normalize.For(normalize.Loose),
	}
	a.pool.New = func() any { return new(scratch) }
	var err error
	if a.sentiment, err = sentiment.New(); err != nil {
		return nil, fmt.Errorf("nlp: sentiment: %w", err)
	}
	if a.intent, err = intent.New(); err != nil {
		return nil, fmt.Errorf("nlp: intent: %w", err)
	}
	if a.spam, err = spam.New(); err != nil {
		return nil, fmt.Errorf("nlp: spam: %w", err)
	}
	if a.toxicity, err = toxicity.New(); err != nil {
		return nil, fmt.Errorf("nlp: toxicity: %w", err)
	}
	if a.sdg, err = sdg.New(); err != nil {
		return nil, fmt.Errorf("nlp: sdg: %w", err)
	}
	if a.entities, err = entities.New(); err != nil {
		return nil, fmt.Errorf("nlp: entities: %w", err)
	}
	if a.learned, err = marks.New(); err != nil {
		return nil, fmt.Errorf("nlp: marks: %w", err)
	}
	return a, nil
}

// Request says what is wanted of one text.
type Request struct {
	// Vector is the text's sentence vector; with it the precise tier answers.
	Vector []float32
	// Explain fills Result.Explain.
	Explain bool
	// Reading leaves out everything that marks a text: mood, intent, goals, spam,
	// toxicity, entities. Arabizi comes back in Arabic letters instead.
	Reading bool
}

// scratch is the memory of one call.
type scratch struct {
	toks      []tokenize.Token
	detect    detect.Scratch
	doc       features.Doc
	converted features.Doc
	norm      []byte
}

// Analyze reads one text. It never fails: a text without letters has the
// language "und".
func (a *Analyzer) Analyze(text string, req Request) Result {
	s := a.pool.Get().(*scratch)
	defer a.pool.Put(s)
	s.toks = tokenize.Append(s.toks[:0], text)
	lang := a.detector.Tokens(s.toks, &s.detect)
	r := Result{
		Lang: lang.Lang, Script: lang.Script, Spans: lang.Spans,
		Variety: lang.Variety, VarietyScore: round(lang.VarietyScore),
		PII: a.finder.Find(text), Words: countWords(s.toks),
	}
	r.Masked = privacy.Mask(text, r.PII, r.Lang)
	s.norm = a.loose.Append(s.norm[:0], text)
	r.Fingerprint = fingerprint(s.norm, text)

	arabizi := r.Lang == detect.Arabizi || r.Lang == detect.Mixed && hasArabizi(r.Spans)
	if r.Reading = req.Reading; r.Reading {
		if arabizi {
			r.Arabic = a.converter.Convert(r.Masked)
		}
		return r
	}
	s.doc.Reset(text, r.Lang)
	in := features.Input{Doc: &s.doc}
	if arabizi {
		s.converted.Reset(a.converter.Convert(text), "ar")
		in.Converted = &s.converted
	}
	a.marks(&r, in, req.Vector)
	if req.Explain {
		r.Explain = a.explain(s, &lang, in, &r, a.learned.Read(req.Vector))
	}
	return r
}

// marks fills in what the scorers say.
func (a *Analyzer) marks(r *Result, in features.Input, vec []float32) {
	if len(vec) > 0 {
		r.Sentiment, r.SDG = a.sentiment.ScorePrecise(in, vec), a.sdg.ScorePrecise(in, vec)
	} else {
		r.Sentiment, r.SDG = a.sentiment.Score(in), a.sdg.Score(in)
	}
	ev := a.learned.Read(vec) // nil without a vector: the lists alone
	r.Spam = round(a.spam.ScorePrecise(in, ev).Score)
	tox := a.toxicity.ScorePrecise(in, ev)
	r.Toxicity, r.Danger = round(tox.Score), tox.Danger
	kinds := a.intent.ScorePrecise(in, vec, intent.Hints{
		Neg: r.Sentiment.Neg, Neu: r.Sentiment.Neu, Pos: r.Sentiment.Pos, Spam: r.Spam, Toxic: r.Toxicity,
	})
	r.Intent, r.Intents = kinds.Main, kinds.Intents
	r.Entities = a.entities.Find(in)
}

func hasArabizi(spans []detect.Span) bool {
	for _, s := range spans {
		if s.Lang == detect.Arabizi {
			return true
		}
	}
	return false
}

func countWords(toks []tokenize.Token) (n int) {
	for i := range toks {
		switch toks[i].Kind {
		case tokenize.Word, tokenize.Number, tokenize.Hashtag:
			n++
		}
	}
	return n
}
