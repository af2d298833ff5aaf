package stem

import "github.com/blevesearch/snowballstem"
import "github.com/blevesearch/snowballstem/english"

// English returns the Snowball (Porter 2) stem of one lower-case word.
func English(word string) string {
	if len(word) < 4 {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}
