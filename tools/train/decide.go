package main

import (
	"fmt"
	"math"

	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// decisionPenalty holds the biases near zero.
const decisionPenalty = 0.02

// fitDecision finds temperature and biases that make the probabilities fit the
// development texts best, by coordinate descent on the mean log-loss with
// classes weighed by the square root of their rarity: between the shares of
// the development half and equal shares, because the measure asks both.
func fitDecision(z [][]float64, dev []intentSample) intent.Decision {
	k := len(intent.Labels())
	count := make([]float64, k)
	for _, d := range dev {
		count[d.main]++
	}
	weight := make([]float64, k)
	for c := range weight {
		weight[c] = math.Sqrt(float64(len(dev)) / float64(k) / math.Max(1, count[c]))
	}
	d := intent.Decision{Temperature: 1, Bias: make([]float64, k)}
	loss := func() float64 {
		f := 0.0
		for i := range z {
			f -= weight[dev[i].main] * math.Log(math.Max(decided(z[i], d)[dev[i].main], 1e-9))
		}
		f /= float64(len(z))
		for _, b := range d.Bias {
			f += decisionPenalty * b * b
		}
		return f
	}
	best := loss()
	try := func(p *float64, v float64) bool {
		old := *p
		*p = v
		if f := loss(); f < best-1e-9 {
			best = f
			return true
		}
		*p = old
		return false
	}
	for step := 0.4; step > 0.004; step /= 2 {
		for moved := true; moved; {
			moved = try(&d.Temperature, d.Temperature*(1+step)) || try(&d.Temperature, d.Temperature*(1-step))
			for c := range d.Bias {
				moved = try(&d.Bias[c], d.Bias[c]+step) || try(&d.Bias[c], d.Bias[c]-step) || moved
			}
		}
	}
	d.Temperature = round(d.Temperature)
	for c := range d.Bias {
		d.Bias[c] = round(d.Bias[c])
	}
	return d
}

// decided are the probabilities after temperature and biases.
func decided(z []float64, d intent.Decision) []float64 {
	p := make([]float64, len(z))
	for c := range z {
		p[c] = z[c]/d.Temperature + d.Bias[c]
	}
	linear.Softmax(p)
	return p
}

// perClass is the F1 of every class.
func perClass(z [][]float64, dev []intentSample, d intent.Decision) []float64 {
	k := len(intent.Labels())
	tp, wrong := make([]float64, k), make([]float64, k)
	for i := range z {
		p, b := decided(z[i], d), 0
		for c := range p {
			if p[c] > p[b] {
				b = c
			}
		}
		if b == dev[i].main {
			tp[b]++
		} else {
			wrong[b]++
			wrong[dev[i].main]++
		}
	}
	for c := range tp {
		if tp[c] > 0 {
			tp[c] = 2 * tp[c] / (2*tp[c] + wrong[c])
		}
	}
	return tp
}

func macro(z [][]float64, dev []intentSample, d intent.Decision) float64 {
	sum := 0.0
	f := perClass(z, dev, d)
	for _, v := range f {
		sum += v
	}
	return sum / float64(len(f))
}

func intentScores(z [][]float64, dev []intentSample, d intent.Decision) string {
	return fmt.Sprintf("macro %.3f each %.3f", macro(z, dev, d), perClass(z, dev, d))
}
