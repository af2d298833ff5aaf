package datasets

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAbsent(t *testing.T) {
	for name, read := range map[string]func(string) ([]Item, error){
		"arsarcasm": ArSarcasm, "ajgt": AJGT, "emoji": EmojiTweets, "irony": SaudiIrony, "marsa": MARSA,
		"vader": VADER, "tweeteval": TweetEval, "umsab": UMSAB, "tunizi": TUNIZI, "airline": Airline,
	} {
		if _, err := read(t.TempDir()); !errors.Is(err, ErrAbsent) {
			t.Errorf("%s: %v, want ErrAbsent", name, err)
		}
	}
}

func TestSplit(t *testing.T) {
	var items []Item
	for i := range 300 {
		items = append(items, Item{Text: fmt.Sprintf("text number %d about thing %d and matter %d", i, i*7, i*13), Label: i % 3})
	}
	items = append(items, items[0], Item{Text: items[1].Text + " !", Label: 1}) // a repeat, and one that differs by a mark
	p := Split(items, 0.1, 0.2, Seed)
	if diff := cmp.Diff(p, Split(items, 0.1, 0.2, Seed)); diff != "" {
		t.Errorf("second split differs\n%s", diff)
	}
	seen := map[string]bool{}
	for _, part := range [][]Item{p.Train, p.Dev, p.Test} {
		for _, it := range part {
			if seen[it.Text] {
				t.Errorf("%q stands in two parts", it.Text)
			}
			seen[it.Text] = true
		}
	}
	if n := len(p.Test); n < 55 || n > 65 {
		t.Errorf("%d test items of 300, want about 60", n)
	}
}
