package signals

// Message is one submission as signals see it.
type Message struct {
	Theme       string
	Period      int    // index of the period, 0 = oldest; negative = before all of them
	Voice       string // author; "" = a voice of its own
	Sentiment   string // negative, neutral, positive
	Unclear     bool   // the machine abstained; counted apart
	Intent      string
	Source      string
	Governorate string
	Group       string // audience group
	Activity    string
	Unit        string
	// Countable and Used are the two sides of the adopted share, as G2 counts
	// them: submissions that count, and those taken up, in whole or part, with
	// a link to what they changed.
	Countable, Used bool
	Open            bool // countable and without an answer
	AgeDays         int  // of an open one
}

// Options of Compute.
type Options struct {
	Periods int     // their number; the last is judged
	K       int     // least voices of a reported group; 0 = 5
	FDR     float64 // share of false discoveries allowed; 0 = 0.1
}

// Theme is what is said about one theme. It is stored as JSON in
// themes.signals; docs/views.md describes it for readers of the database, and
// its names only grow.
type Theme struct {
	ID     string `json:"theme"`
	Volume Volume `json:"volume"`
	Trend  Trend  `json:"trend"`
	// Sentiment counts messages; shares are of those that are not unclear.
	Sentiment Sentiment `json:"sentiment"`
	Intents   []Count   `json:"intents"` // most first
	// By counts messages and voices of each value of a dimension: source,
	// governorate, group, activity, unit; most first. Values of fewer than k
	// voices are pooled under "" (few).
	By map[string][]Count `json:"by"`
	// Lifts are values that are likelier in the theme than elsewhere, clear of
	// chance after correction over all themes and values, k voices at least;
	// strongest first.
	Lifts   []Lift    `json:"lifts"`
	Adopted Adopted   `json:"adopted"`
	Open    Open      `json:"open"`
	Related []Related `json:"related"` // strongest first
	// Evidence is one sentence in each language, filled by who knows names.
	EvidenceAR string `json:"evidence_ar,omitempty"`
	EvidenceEN string `json:"evidence_en,omitempty"`
}

// Volume is messages and voices by period, oldest first.
type Volume struct {
	Starts   []string `json:"starts,omitempty"` // first local day of each period, filled by who knows dates
	Messages []int    `json:"messages"`
	Voices   []int    `json:"voices"`
	Older    int      `json:"older"` // messages before the first period
	// All counts the theme's messages and different voices over all time.
	AllMessages int `json:"all_messages"`
	AllVoices   int `json:"all_voices"`
}

// Trend compares the theme's share of all messages in the last period with the
// year before it: four periods at most.
type Trend struct {
	Kind   string  `json:"kind"`   // new, rising, falling, steady, too_few
	Change float64 `json:"change"` // ratio of the two shares; 0 if too_few
	Low    float64 `json:"low"`    // 95 %
	High   float64 `json:"high"`
	P      float64 `json:"p"` // of no change, exact, uncorrected; 1 if too_few
	Recent int     `json:"recent"`
	Before int     `json:"before"`
	FDR    float64 `json:"fdr"` // share of false discoveries that Kind allows
}

// Sentiment counts messages by what is felt.
type Sentiment struct {
	Negative      int     `json:"negative"`
	Neutral       int     `json:"neutral"`
	Positive      int     `json:"positive"`
	Unclear       int     `json:"unclear"`
	UnclearShare  float64 `json:"unclear_share"`  // of all messages
	NegativeShare float64 `json:"negative_share"` // of the clear ones
	PositiveShare float64 `json:"positive_share"`
}

// Count is one value of a dimension.
type Count struct {
	Code     string `json:"code"`
	Messages int    `json:"messages"`
	Voices   int    `json:"voices"`
}

// Lift is how much likelier a value is in the theme than elsewhere.
type Lift struct {
	Dimension string  `json:"dimension"`
	Code      string  `json:"code"`
	Messages  int     `json:"messages"`
	Voices    int     `json:"voices"`
	Lift      float64 `json:"lift"`
	Low       float64 `json:"low"` // 95 %
	High      float64 `json:"high"`
}

// Adopted is used ÷ countable, as in G2.
type Adopted struct {
	Used      int      `json:"used"`
	Countable int      `json:"countable"`
	Share     *float64 `json:"share"` // null if nothing is countable
	Low       float64  `json:"low"`   // 95 %, Wilson
	High      float64  `json:"high"`
}

// Open counts submissions that await an answer.
type Open struct {
	Messages   int     `json:"messages"`
	MedianDays float64 `json:"median_days"`
	OldestDays int     `json:"oldest_days"`
}

// Related is another theme.
type Related struct {
	Theme string  `json:"theme"`
	By    string  `json:"by"`    // voices: the same people; meaning: near centres
	Score float64 `json:"score"` // Jaccard index of voices, or cosine
}
