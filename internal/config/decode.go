package config

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Decode fills dst, a pointer to a struct with yaml tags, from n. Keys that no
// field has are errors that name the line, the key and the nearest known one.
func Decode(n *yaml.Node, dst any) error {
	if n == nil {
		return nil
	}
	if err := errors.Join(unknownKeys(n, reflect.TypeOf(dst))...); err != nil {
		return err
	}
	if err := n.Decode(dst); err != nil {
		return i18n.Errorf(i18n.Text{AR: "قيمة غير صالحة: %s", EN: "a value does not fit: %s"}, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return nil
}

func unknownKeys(n *yaml.Node, t reflect.Type) []error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	var faults []error
	switch {
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, c := range n.Content {
			faults = append(faults, unknownKeys(c, t.Elem())...)
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Map:
		for i := 1; i < len(n.Content); i += 2 {
			faults = append(faults, unknownKeys(n.Content[i], t.Elem())...)
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		known := fields(t)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if ft, ok := known[key.Value]; ok {
				faults = append(faults, unknownKeys(n.Content[i+1], ft)...)
				continue
			}
			if key.Value == "<<" {
				continue // a merge key of YAML
			}
			faults = append(faults, unknownKey(key, known))
		}
	}
	return faults
}

func unknownKey(key *yaml.Node, known map[string]reflect.Type) error {
	names := make([]string, 0, len(known))
	for k := range known {
		names = append(names, k)
	}
	slices.Sort(names)
	if near := nearest(key.Value, names); near != "" {
		return i18n.Errorf(i18n.Text{
			AR: "السطر %d: المفتاح %q غير معروف؛ هل تقصد %q؟",
			EN: "line %d: unknown key %q; did you mean %q?"}, key.Line, key.Value, near)
	}
	return i18n.Errorf(i18n.Text{
		AR: "السطر %d: المفتاح %q غير معروف. المفاتيح المعروفة: %s",
		EN: "line %d: unknown key %q. Known keys: %s"}, key.Line, key.Value, strings.Join(names, ", "))
}

// fields maps the yaml names of a struct's fields to their types, inlined
// structs included.
func fields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, opts, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if name == "-" || !f.IsExported() {
			continue
		}
		if opts == "inline" {
			for k, v := range fields(f.Type) {
				out[k] = v
			}
			continue
		}
		if name == "" {
			name = strings.ToLower(f.Name)
		}
		out[name] = f.Type
	}
	return out
}

// nearest returns the name within two edits of s, "" if there is none.
func nearest(s string, names []string) string {
	best, at := "", 3
	for _, n := range names {
		if d := distance(s, n); d < at && d < max(len(s), 2) {
			best, at = n, d
		}
	}
	return best
}

// distance is Levenshtein's, over bytes: keys are ASCII.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diag, row[j+1] = row[j+1], min(diag+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func child(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
