package eval

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

func TestKmeansFindsClearGroups(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	const dim, k, n = 6, 4, 200
	rows, truth := make([]float32, n*dim), make([]int32, n)
	for i := range n {
		truth[i] = int32(i % k)
		for j := range dim {
			rows[i*dim+j] = float32(rng.NormFloat64() * 0.1)
		}
		rows[i*dim+i%k] += 5
	}
	found := kmeans(rows, dim, k, 3, rand.New(rand.NewPCG(2, 2)))
	if ari, v := graph.Agreement(truth, found); ari < 0.999 || v < 0.999 {
		t.Errorf("ARI %.3f, V %.3f", ari, v)
	}
}

func TestEncoderSaysWhatIsAbsent(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, NOT TESTED: encodes the fixture in every class")
	}
	said := 0
	rows, err := Encoder().Run(context.Background(), Env{Data: t.TempDir(), Say: func(string, ...any) { said++ }})
	if err != nil {
		t.Fatal(err)
	}
	if said == 0 {
		t.Error("nothing said about absent sets")
	}
	for _, r := range rows {
		if r.Set != "reference" || r.N < 200 || r.Value < 0.996 {
			t.Errorf("row %+v", r)
		}
	}
}
