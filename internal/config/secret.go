package config

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Secret is a reference to a secret, "env:NAME" or "file:PATH", and nothing
// else: a literal in the configuration is refused. Neither the reference's
// value nor the reference itself is ever printed.
type Secret string

func (Secret) String() string               { return "***" }
func (Secret) GoString() string             { return "***" }
func (Secret) LogValue() slog.Value         { return slog.StringValue("***") }
func (Secret) MarshalJSON() ([]byte, error) { return json.Marshal("***") }

// IsSet tells whether the configuration names a secret at all.
func (s Secret) IsSet() bool { return s != "" }

// Missing says a secret that is configured but not there: the source is
// skipped and the run ends "in part".
type Missing struct{ msg *i18n.Error }

func (m *Missing) Error() string { return m.msg.Error() }
func (m *Missing) Unwrap() error { return m.msg }

// Resolve reads the secret. A relative file lies in the workspace at dir. White
// space around the value is dropped. It returns *Missing if there is none.
func (s Secret) Resolve(dir string) (string, error) {
	kind, ref, ok := strings.Cut(string(s), ":")
	switch {
	case ok && kind == "env" && ref != "":
		v := strings.TrimSpace(os.Getenv(ref))
		if v == "" {
			return "", &Missing{i18n.Errorf(i18n.Text{
				AR: "متغير البيئة %s غير معرّف", EN: "the environment variable %s is not set"}, ref)}
		}
		return v, nil
	case ok && kind == "file" && ref != "":
		if !filepath.IsAbs(ref) {
			ref = filepath.Join(dir, ref)
		}
		b, err := os.ReadFile(ref)
		if err != nil || len(strings.TrimSpace(string(b))) == 0 {
			return "", &Missing{i18n.Errorf(i18n.Text{
				AR: "تعذّرت قراءة ملف السر %s أو هو فارغ", EN: "the secret file %s cannot be read or is empty"}, ref)}
		}
		return strings.TrimSpace(string(b)), nil
	}
	return "", i18n.Errorf(i18n.Text{
		AR: "تُكتب الأسرار env:NAME أو file:PATH فقط، ولا تُكتب في ملف الإعداد",
		EN: "a secret is written env:NAME or file:PATH, never in the configuration itself"})
}
