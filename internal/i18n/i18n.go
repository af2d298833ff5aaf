// Package i18n holds what every user-facing string is made of: a sentence in
// Arabic and in English, kept side by side so that neither can be forgotten.
//
// It is not a translation loader: strings live beside the code that says them.
// Page templates have their own catalogues in dashboards/locales.
package i18n

import (
	"errors"
	"fmt"
	"strings"
)

// Lang is the language of messages, "ar" or "en".
type Lang string

// The two languages of the product.
const (
	AR Lang = "ar"
	EN Lang = "en"
)

// Langs lists the languages in the order in which pages are written.
func Langs() []Lang { return []Lang{AR, EN} }

// Text is one sentence in both languages. Verbs of fmt may be indexed
// (%[2]s) where the languages order their words differently.
type Text struct{ AR, EN string }

// In returns the sentence in l; anything but Arabic gets English.
func (t Text) In(l Lang) string {
	if l == AR {
		return t.AR
	}
	return t.EN
}

// Format fills the sentence in l with args.
func (t Text) Format(l Lang, args ...any) string {
	if len(args) == 0 {
		return t.In(l)
	}
	own := make([]any, len(args)) // the caller formats the other language with the same arguments
	for i, a := range args {
		own[i] = a
		if x, ok := a.(Text); ok {
			own[i] = x.In(l)
		}
	}
	return fmt.Sprintf(t.In(l), own...)
}

// Error is an error that a user reads: its sentence exists in both languages.
// It must never carry a citizen's words: ids, names of files and lengths only.
type Error struct {
	Msg  Text
	Args []any
	Err  error // the cause, may be nil
}

// Errorf makes an Error without a cause.
func Errorf(msg Text, args ...any) *Error { return &Error{Msg: msg, Args: args} }

// Wrap makes an Error around a cause.
func Wrap(err error, msg Text, args ...any) *Error { return &Error{Msg: msg, Args: args, Err: err} }

func (e *Error) Error() string {
	s := e.Msg.Format(EN, append([]any(nil), e.Args...)...)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// In returns the sentence in l, without the technical prefixes that wrapping
// added, and with its cause behind it.
func (e *Error) In(l Lang) string {
	s := e.Msg.Format(l, append([]any(nil), e.Args...)...)
	if e.Err == nil {
		return s
	}
	return s + ": " + Describe(l, e.Err)
}

// Describe says err in l as far as it is an Error somewhere in its chain, and
// falls back to its own text. Joined errors come on lines of their own.
func Describe(l Lang, err error) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, Describe(l, e))
		}
		return strings.Join(lines, "\n")
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.In(l)
	}
	return err.Error()
}

// FromLocale reads a POSIX locale such as "ar_OM.UTF-8".
func FromLocale(locale string) Lang {
	if strings.HasPrefix(strings.ToLower(locale), "ar") {
		return AR
	}
	return EN
}
