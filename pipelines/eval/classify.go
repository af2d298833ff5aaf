package eval

import (
	"math"
	"sort"
)

// outcome is one answered item of a set with k classes.
type outcome struct {
	truth, answer int
	p             float64 // probability of the answer
	unclear       bool
	slice         string
}

// macroF1 averages F1 over the classes that occur in the truth, or over only.
func macroF1(os []outcome, k int, only ...int) float64 {
	tp, fp, fn := make([]float64, k), make([]float64, k), make([]float64, k)
	for _, o := range os {
		if o.truth == o.answer {
			tp[o.truth]++
		} else {
			fp[o.answer]++
			fn[o.truth]++
		}
	}
	if len(only) == 0 {
		for c := range k {
			if tp[c]+fn[c] > 0 {
				only = append(only, c)
			}
		}
	}
	sum := 0.0
	for _, c := range only {
		if d := 2*tp[c] + fp[c] + fn[c]; d > 0 {
			sum += 2 * tp[c] / d
		}
	}
	return sum / math.Max(1, float64(len(only)))
}

func macroRecall(os []outcome, k int) float64 {
	tp, n := make([]float64, k), make([]float64, k)
	for _, o := range os {
		n[o.truth]++
		if o.truth == o.answer {
			tp[o.truth]++
		}
	}
	sum, classes := 0.0, 0.0
	for c := range k {
		if n[c] > 0 {
			sum += tp[c] / n[c]
			classes++
		}
	}
	return sum / math.Max(1, classes)
}

func accuracy(os []outcome) float64 {
	ok := 0.0
	for _, o := range os {
		if o.truth == o.answer {
			ok++
		}
	}
	return ok / math.Max(1, float64(len(os)))
}

// ece is the expected calibration error of the given answers over ten bins.
func ece(os []outcome) float64 {
	var conf, ok, n [10]float64
	for _, o := range os {
		b := min(9, int(o.p*10))
		conf[b] += o.p
		n[b]++
		if o.truth == o.answer {
			ok[b]++
		}
	}
	e := 0.0
	for b := range n {
		e += math.Abs(conf[b] - ok[b])
	}
	return e / math.Max(1, float64(len(os)))
}

// atCoverage is the accuracy of the surest share of the answers.
func atCoverage(os []outcome, share float64) float64 {
	s := append([]outcome(nil), os...)
	sort.SliceStable(s, func(i, j int) bool { return s[i].p > s[j].p })
	return accuracy(s[:int(float64(len(s))*share)])
}

// bootstrap gives a 95 % interval of a measure by 400 seeded resamples.
func bootstrap(os []outcome, seed uint64, f func([]outcome) float64) (low, high float64) {
	if len(os) == 0 {
		return 0, 0
	}
	const rounds = 400
	x := seed | 1
	vals := make([]float64, rounds)
	sample := make([]outcome, len(os))
	for r := range vals {
		for i := range sample {
			x ^= x << 13
			x ^= x >> 7
			x ^= x << 17
			sample[i] = os[x%uint64(len(os))]
		}
		vals[r] = f(sample)
	}
	sort.Float64s(vals)
	return vals[rounds*25/1000], vals[rounds*975/1000]
}

// meter collects rows of one suite.
type meter struct {
	suite string
	seed  uint64
	rows  []Row
}

func (m *meter) put(set, slice, metric string, v float64, n int) {
	m.rows = append(m.rows, Row{Suite: m.suite, Set: set, Slice: slice, Metric: metric, Value: v, Low: v, High: v, N: n})
}

func (m *meter) measure(set, slice, metric string, os []outcome, f func([]outcome) float64) {
	v := f(os)
	low, high := bootstrap(os, m.seed+uint64(len(os)), f)
	m.rows = append(m.rows, Row{Suite: m.suite, Set: set, Slice: slice, Metric: metric, Value: v, Low: low, High: high, N: len(os)})
}
