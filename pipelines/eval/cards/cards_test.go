package cards

import "testing"

// TestAll: the file reads, no line stands twice, every interval holds its value.
func TestAll(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[[4]string]bool{}
	for _, s := range all {
		k := [4]string{s.Model, s.Set, s.Slice, s.Metric}
		if seen[k] {
			t.Errorf("%v stands twice", k)
		}
		seen[k] = true
		if s.Model == "" || s.Set == "" || s.Metric == "" {
			t.Errorf("%+v has no name", s)
		}
		if s.Low > s.Value || s.High < s.Value {
			t.Errorf("%+v lies outside its interval", s)
		}
	}
	own, err := Of("sentiment")
	if err != nil || len(own) == 0 {
		t.Errorf("sentiment has %d scores, %v", len(own), err)
	}
}

// TestConfusion: both tiers have one to correct shares by.
func TestConfusion(t *testing.T) {
	for _, tier := range []string{"fast", "precise"} {
		c, err := Confusion(tier)
		if err != nil {
			t.Fatal(err)
		}
		for k, row := range c {
			if row[k] < 20 || 2*row[k] < row[0]+row[1]+row[2] {
				t.Errorf("%s: class %d was answered %v", tier, k, row)
			}
		}
	}
}
