package fit

import "math"

const memory = 8

// lbfgs minimises f from x on (Nocedal and Wright, algorithm 7.5) with a
// backtracking line search; f writes the gradient to g and returns the value.
func lbfgs(x []float64, f func(x, g []float64) float64, iterations int) {
	n := len(x)
	g, g2, x2, d := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	var ss, ys [][]float64
	var rho []float64
	fx := f(x, g)
	for it := range iterations {
		direction(d, g, ss, ys, rho)
		slope := dot(d, g)
		if slope >= 0 {
			for i := range d {
				d[i] = -g[i]
			}
			ss, ys, rho = nil, nil, nil
			slope = dot(d, g)
		}
		step := 1.0
		if it == 0 {
			step = 1 / math.Max(1, math.Sqrt(-slope))
		}
		ok := false
		var fn float64
		for range 25 {
			for i := range x {
				x2[i] = x[i] + step*d[i]
			}
			if fn = f(x2, g2); fn <= fx+1e-4*step*slope {
				ok = true
				break
			}
			step /= 2
		}
		if !ok {
			return
		}
		s, y := make([]float64, n), make([]float64, n)
		for i := range x {
			s[i], y[i] = x2[i]-x[i], g2[i]-g[i]
		}
		if sy := dot(s, y); sy > 1e-10 {
			if len(ss) == memory {
				ss, ys, rho = ss[1:], ys[1:], rho[1:]
			}
			ss, ys, rho = append(ss, s), append(ys, y), append(rho, 1/sy)
		}
		gain := fx - fn
		x, x2 = swapInto(x, x2)
		g, g2 = g2, g
		fx = fn
		if gain < 1e-6*math.Abs(fx) {
			return
		}
	}
}

// swapInto copies the new point into the caller's slice.
func swapInto(x, x2 []float64) ([]float64, []float64) {
	copy(x, x2)
	return x, x2
}

func direction(d, g []float64, ss, ys [][]float64, rho []float64) {
	for i := range d {
		d[i] = -g[i]
	}
	alpha := make([]float64, len(ss))
	for k := len(ss) - 1; k >= 0; k-- {
		alpha[k] = rho[k] * dot(ss[k], d)
		axpy(d, ys[k], -alpha[k])
	}
	if k := len(ss) - 1; k >= 0 {
		scale := 1 / (rho[k] * dot(ys[k], ys[k]))
		for i := range d {
			d[i] *= scale
		}
	}
	for k := range ss {
		axpy(d, ss[k], alpha[k]-rho[k]*dot(ys[k], d))
	}
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i, v := range a {
		s += v * b[i]
	}
	return s
}

func axpy(dst, x []float64, a float64) {
	for i, v := range x {
		dst[i] += a * v
	}
}
