package en_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/lang/en"
)

func TestTagger(t *testing.T) {
	tagger := en.New()
	words, err := tagger.Tag("The municipality repaired the road")
	if err != nil {
		t.Fatal(err)
	}
	want := []en.Word{{"The", "DT"}, {"municipality", "NN"}, {"repaired", "VBD"}, {"the", "DT"}, {"road", "NN"}}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	entities, err := tagger.Entities("We wrote to Muscat Municipality in Oman last week")
	if err != nil {
		t.Fatal(err)
	}
	if len(entities) == 0 {
		t.Error("no entity found")
	}
}
