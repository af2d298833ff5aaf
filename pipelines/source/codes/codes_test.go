package codes

import "testing"

func TestLookup(t *testing.T) {
	tables, err := Tables()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ target, value, want string }{
		{"governorate", "محافظة مسقط", "OM-MA"}, {"governorate", "Al Dhahira", "OM-ZA"}, {"governorate", "الظاهره", "OM-ZA"},
		{"governorate", "North Al-Batinah Governorate", "OM-BS"}, {"governorate", "om-wu", "OM-WU"}, {"governorate", "Narnia", ""},
		{"channel", "البريد الالكتروني", "email"}, {"channel", "X", "social_media"}, {"channel", "Mobile App", "mobile_app"},
		{"outcome", "accepted", "adopted"}, {"outcome", "مقبولٌ جزئياً", "partly"}, {"outcome", "evaluating", None},
	} {
		if got, _ := tables[c.target].Lookup(c.value); got != c.want {
			t.Errorf("%s %q = %q, want %q", c.target, c.value, got, c.want)
		}
	}
}
