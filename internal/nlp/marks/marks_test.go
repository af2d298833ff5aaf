package marks

import "testing"

func TestRead(t *testing.T) {
	m, err := New()
	if err != nil {
		t.Fatal(err)
	}
	if m.Read(nil) != nil || m.Read(make([]float32, 3)) != nil {
		t.Error("evidence without a vector")
	}
	e := m.Read(make([]float32, 384))
	sum := 0.0
	for _, p := range e {
		sum += p
	}
	if sum < 0.999 || sum > 1.001 || len(Labels()) != Classes {
		t.Errorf("probabilities %v", e)
	}
}
