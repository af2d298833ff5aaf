package model

import (
	"reflect"
	"strings"
	"time"
	"unicode"
)

// Clean takes from every string of a site what could leave its place on the
// page: control characters, and the invisible marks that embed or override
// the direction of text. Letters, joiners and line breaks stay.
func Clean(site *Site) { clean(reflect.ValueOf(site).Elem()) }

func clean(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); strings.ContainsFunc(s, unwanted) {
			v.SetString(CleanText(s))
		}
	case reflect.Struct:
		if _, ok := v.Interface().(time.Time); ok {
			return
		}
		for i := range v.NumField() {
			clean(v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && !holdsText(v.Type().Elem()) {
			return
		}
		for i := range v.Len() {
			clean(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			clean(v.Elem())
		}
	case reflect.Map:
		// Map elements cannot be changed in place.
		for _, k := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(k))
			clean(e)
			v.SetMapIndex(k, e)
		}
	}
}

func holdsText(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Struct, reflect.Slice, reflect.Array, reflect.Pointer, reflect.Map:
		return true
	}
	return false
}

// CleanText is Clean for one string.
func CleanText(s string) string {
	return strings.Map(func(r rune) rune {
		if unwanted(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func unwanted(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r), r == '\uFEFF', r == '\uFFFD':
		return true
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r >= '\uFFF9' && r <= '\uFFFB':
		return true
	case r >= 0xE0000 && r <= 0xE007F: // invisible tags
		return true
	}
	return false
}
