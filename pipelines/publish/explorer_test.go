package publish

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChoices(t *testing.T) {
	some := [][]string{{"a", "b"}, {""}, {"negative"}, {"x", "y", "z"}}
	if diff := cmp.Diff([]int{0, 3}, choices(some)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var got []string
	for _, i := range choices(make([][]string, len(exploreKeys()))) {
		got = append(got, exploreKeys()[i])
	}
	if diff := cmp.Diff([]string{"sentiment"}, got); diff != "" {
		t.Errorf("where nothing differs (-want +got)\n%s", diff)
	}
}
