// Command corpusbuild turns the written master of the bundled corpus (testdata/corpus/master) into the files that
// sources deliver: platform proposals, survey, social posts, mail, outcomes, participants and labels. Same master, same bytes.
// It writes no text of its own.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

func main() {
	dir := flag.String("dir", "testdata/corpus", "folder of the corpus")
	big := flag.String("big", "", "write the NDJSON file with the 1 MB text to this path and stop")
	flag.Parse()
	if *big != "" {
		if err := writeBig(*big); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := build(*dir, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// build writes every derived file below dir and says on out what it wrote.
func build(dir string, out io.Writer) error {
	texts, subjects, err := master.Load(filepath.Join(dir, "master"))
	if err != nil {
		return err
	}
	effects, err := loadEffects(filepath.Join(dir, "master", "effects.tsv"))
	if err != nil {
		return err
	}
	c := &corpus{dir: dir, subjects: subjects, texts: texts, effects: effects}
	for _, step := range []func() error{c.platform, c.survey, c.social, c.mail, c.outcomes, c.people, c.labels, c.dirty} {
		if err := step(); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d submissions\n", len(texts))
	return nil
}

// corpus is the master in memory and the folder that the files go to.
type corpus struct {
	dir      string
	subjects map[string]master.Subject
	effects  map[string][]effect
	texts    []*master.Text
}

// of lists the texts of one source in the order of their time, ties by id.
func (c *corpus) of(source string) []*master.Text {
	var out []*master.Text
	for _, t := range c.texts {
		if t.Source == source {
			out = append(out, t)
		}
	}
	sortByTime(out, c.subjects)
	return out
}
