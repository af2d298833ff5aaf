package sentiment

import "math"

// Confusion counts how texts of each true class were answered, truth first, on
// texts that the model was not trained on.
type Confusion [3][3]int

// Share is a share of negative texts with its 95 % interval.
type Share struct {
	Value, Low, High float64
	N                int     // texts with a clear answer
	Unclear          float64 // share of all texts whose answer was unclear
	// Corrected is the share after the measured confusion was taken out, with
	// an interval that counts the uncertainty of the measurement too. It is
	// false in OK when the confusion cannot be taken out (too few labelled texts
	// or answers no better than chance).
	Corrected                   float64
	CorrectedLow, CorrectedHigh float64
	OK                          bool
}

const z95 = 1.959964

// NegativeShare gives the share of negative answers: clear answers by label,
// how many more were unclear, and the confusion of clear answers that was
// measured. Only that
// negative texts are answered negative (recall) and others not (specificity)
// matters for the correction:
//
//	p = (q + specificity - 1) / (recall + specificity - 1)
//
// (Rogan and Gladen 1978), its interval by the delta method over the three
// proportions. The class priors of single texts are not adapted.
func NegativeShare(neg, neu, pos, unclear int, c Confusion) Share {
	n := neg + neu + pos
	s := Share{N: n}
	if n+unclear > 0 {
		s.Unclear = float64(unclear) / float64(n+unclear)
	}
	if n == 0 {
		return s
	}
	q := float64(neg) / float64(n)
	s.Value = q
	s.Low, s.High = wilson(neg, n)
	truly := c[0][0] + c[0][1] + c[0][2]
	others := c[1][0] + c[1][1] + c[1][2] + c[2][0] + c[2][1] + c[2][2]
	if truly < 20 || others < 20 {
		return s
	}
	recall := float64(c[0][0]) / float64(truly)
	spec := 1 - float64(c[1][0]+c[2][0])/float64(others)
	j := recall + spec - 1
	if j < 0.1 {
		return s
	}
	p := (q + spec - 1) / j
	v := (q*(1-q)/float64(n) + p*p*recall*(1-recall)/float64(truly) + (1-p)*(1-p)*spec*(1-spec)/float64(others)) / (j * j)
	half := z95 * math.Sqrt(math.Max(0, v))
	s.Corrected, s.CorrectedLow, s.CorrectedHigh, s.OK = clamp(p), clamp(p-half), clamp(p+half), true
	return s
}

func clamp(x float64) float64 { return math.Max(0, math.Min(1, x)) }

// wilson is the 95 % interval of k of n.
func wilson(k, n int) (low, high float64) {
	p, m := float64(k)/float64(n), float64(n)
	d := 1 + z95*z95/m
	mid := (p + z95*z95/(2*m)) / d
	half := z95 * math.Sqrt(p*(1-p)/m+z95*z95/(4*m*m)) / d
	return clamp(mid - half), clamp(mid + half)
}
