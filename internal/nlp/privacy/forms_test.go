package privacy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/privacy"
)

// TestForms checks single spellings that the frozen cases do not hold.
func TestForms(t *testing.T) {
	f := privacy.New()
	for in, want := range map[string]string{
		"IBAN BH67 BMAG 0000 1299 1234 56": "IBAN [iban]",
		"رقمي تسعة تسعة واحد اثنين ثلاثة أربعة خمسة ستة": "رقمي [phone]",
		"تابعوني instagram.com/omar_9 وشكرا":             "تابعوني [url_user] وشكرا",
		"with ID no. 12345678 today":                     "with ID no. [civil_id] today",
		"AB1234567 is my passport":                       "[passport] is my passport",
		"99123456 أم عبدالله":                            "[phone] [name]",
		"رقم البلاغ #99123456":                           "رقم البلاغ #99123456",
		"Regards,\nSalim Al-Harthy":                      "Regards,\n[name]",
		"call 9912\u200b3456":                            "call [phone]",
		"عنواني: بدبد، حلة الفرفارة، بيت 12":             "عنواني: [address]",
	} {
		got := privacy.Mask(in, f.Find(in), "en")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got)\n%s", in, diff)
		}
	}
}
