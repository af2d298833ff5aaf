package httpjson

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// at returns the value at a JSON pointer, nil if there is none.
func at(doc json.RawMessage, pointer string) (json.RawMessage, error) {
	if !json.Valid(doc) {
		return nil, fmt.Errorf("the answer of %d bytes is not valid JSON", len(doc))
	}
	if pointer == "" || pointer == "/" {
		return doc, nil
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		part = strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~")
		var object map[string]json.RawMessage
		var list []json.RawMessage
		switch {
		case json.Unmarshal(doc, &object) == nil:
			doc = object[part]
		case json.Unmarshal(doc, &list) == nil:
			i, err := strconv.Atoi(part)
			if err != nil || i < 0 || i >= len(list) {
				return nil, nil
			}
			doc = list[i]
		default:
			return nil, nil
		}
		if doc == nil {
			return nil, nil
		}
	}
	return doc, nil
}

// scalar returns the string or number at a pointer, empty if there is none.
func scalar(doc json.RawMessage, pointer string) (string, error) {
	v, err := at(doc, pointer)
	if err != nil || v == nil {
		return "", err
	}
	var s string
	if json.Unmarshal(v, &s) == nil {
		return s, nil
	}
	var n json.Number
	if json.Unmarshal(v, &n) == nil {
		return n.String(), nil
	}
	return "", nil
}
