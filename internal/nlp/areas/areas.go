// Package areas says which government service area a text is about, by the
// nearness of its vector to seed phrases in Arabic and English. The taxonomy
// is data: one file ships, a workspace may hold its own. It is a help for
// sorting, not a straitjacket: what is near to nothing stays unclear.
package areas

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed areas.yaml
var shipped []byte

// Area is one service area.
type Area struct {
	Code  string    `yaml:"code"`
	Name  Name      `yaml:"name"`
	Seeds Seeds     `yaml:"seeds"`
	Words []Concept `yaml:"words"`
}

// Name is what people call the area.
type Name struct {
	AR string `yaml:"ar"`
	EN string `yaml:"en"`
}

// Seeds are phrases that people use about the area.
type Seeds struct {
	AR []string `yaml:"ar"`
	EN []string `yaml:"en"`
}

// Taxonomy is a list of areas in the order of its file.
type Taxonomy []Area

// Default is the taxonomy that ships.
func Default() (Taxonomy, error) { return Parse(shipped) }

var codeShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// minSeeds per language: fewer make the area a matter of chance.
const minSeeds = 3

// Parse reads a taxonomy file. Every fault is reported with its area; unknown
// keys are faults.
func Parse(file []byte) (Taxonomy, error) {
	var t Taxonomy
	dec := yaml.NewDecoder(bytes.NewReader(file))
	dec.KnownFields(true)
	if err := dec.Decode(&t); err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("the file is empty")
		}
		return nil, fmt.Errorf("areas: %w", err)
	}
	var faults []error
	seen := map[string]bool{}
	for i, a := range t {
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Errorf("area %d (%q): "+format, append([]any{i + 1, a.Code}, args...)...))
		}
		if !codeShape.MatchString(a.Code) {
			fault("a code is lower-case letters, digits and _")
		}
		if seen[a.Code] {
			fault("the code stands twice")
		}
		seen[a.Code] = true
		if a.Name.AR == "" || a.Name.EN == "" {
			fault("needs a name in ar and en")
		}
		for _, c := range a.Words {
			if c.Name.AR == "" || c.Name.EN == "" || strings.TrimSpace(c.AR+c.EN+c.Arabizi) == "" {
				fault("a concept (%q, %q) needs a name in ar and en and at least one word", c.Name.AR, c.Name.EN)
			}
		}
		if len(a.Seeds.AR) < minSeeds || len(a.Seeds.EN) < minSeeds {
			fault("needs at least %d seeds in each language, has %d and %d", minSeeds, len(a.Seeds.AR), len(a.Seeds.EN))
		}
	}
	if len(t) == 0 {
		faults = append(faults, errors.New("no areas"))
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("areas: %w", errors.Join(faults...))
	}
	return t, nil
}
