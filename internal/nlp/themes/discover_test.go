package themes

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/areas"
)

// toy gives every word a fixed random direction; words of one subject in
// either language share most of theirs.
type toy struct{}

var toySubjects = [][]string{
	{"road", "asphalt", "pothole", "repair", "street", "طريق", "شارع", "حفر", "رصف", "صيانة"},
	{"water", "supply", "pipe", "leak", "bill", "ماء", "تسرب", "فاتورة", "مياه", "انقطاع"},
	{"school", "teacher", "pupil", "class", "book", "مدرسة", "معلم", "طالب", "فصل", "كتاب"},
	{"clinic", "doctor", "medicine", "nurse", "ward", "عيادة", "طبيب", "دواء", "ممرض", "مستشفى"},
}

func (toy) ModelVersion() string { return "toy-1" }

func (toy) Encode(_ context.Context, texts []string, dst []float32) error {
	for i, t := range texts {
		v := dst[i*Dim : (i+1)*Dim]
		clear(v)
		for w := range strings.FieldsSeq(strings.ToLower(t)) {
			addWord(v, w, 1)
			for s, ws := range toySubjects {
				for _, x := range ws {
					if x == w {
						addWord(v, fmt.Sprint("subject", s), 6)
					}
				}
			}
		}
		unitLength(v)
	}
	return nil
}

// toyWords keeps directions that were drawn: the taxonomy has a thousand words.
var toyWords sync.Map

func addWord(v []float32, w string, f float32) {
	d, ok := toyWords.Load(w)
	if !ok {
		h := uint64(7)
		for _, b := range []byte(w) {
			h = h*31 + uint64(b)
		}
		rng := rand.New(rand.NewPCG(h, 1))
		fresh := make([]float32, Dim)
		for j := range fresh {
			fresh[j] = float32(rng.NormFloat64())
		}
		d = fresh
		toyWords.Store(w, d)
	}
	for j, x := range d.([]float32) {
		v[j] += f * x
	}
}

func toyItems(n int) []Item {
	rng := rand.New(rand.NewPCG(5, 5))
	items := make([]Item, n)
	for i := range items {
		s := toySubjects[i%len(toySubjects)]
		lang, half := "en", s[:5]
		if i%3 == 0 {
			lang, half = "ar", s[5:]
		}
		var ws []string
		for range 4 {
			ws = append(ws, half[rng.IntN(5)])
		}
		ws = append(ws, fmt.Sprintf("w%d", rng.IntN(400)))
		items[i] = Item{ID: fmt.Sprint("s", i), Text: strings.Join(ws, " "), Lang: lang, Author: fmt.Sprint("a", i%50)}
	}
	return items
}

func discover(t *testing.T, items []Item, o Options) *Result {
	t.Helper()
	if o.Areas == nil {
		o.Areas = areas.Taxonomy{} // the toy encoder knows nothing of its seeds
	}
	res, err := Discover(context.Background(), items, toy{}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Assignments) != len(items) {
		t.Fatalf("%d assignments for %d items", len(res.Assignments), len(items))
	}
	return res
}

func level1(res *Result) (out []Theme) {
	for _, th := range res.Themes {
		if th.Level == 1 {
			out = append(out, th)
		}
	}
	return out
}

func TestDiscoverJoinsLanguages(t *testing.T) {
	res := discover(t, toyItems(400), Options{})
	if got := len(level1(res)); got < 4 || got > 6 {
		t.Fatalf("%d themes, want about 4", got)
	}
	for _, th := range level1(res)[:4] {
		if th.Languages["ar"] == 0 || th.Languages["en"] == 0 {
			t.Errorf("theme %s (%s) holds one language only: %v", th.ID, th.LabelEN, th.Languages)
		}
		if th.LabelAR == "" || th.LabelEN == "" {
			t.Errorf("theme %s has no label in both languages: %q, %q", th.ID, th.LabelAR, th.LabelEN)
		}
	}
	if res.Run.NoneShare > .15 {
		t.Errorf("%.0f %% none", 100*res.Run.NoneShare)
	}
}

func TestDiscoverIsDeterministic(t *testing.T) {
	items := toyItems(300)
	a, b := discover(t, items, Options{Seed: 3, Budget: 150}), discover(t, items, Options{Seed: 3, Budget: 150})
	if diff := cmp.Diff(a.Assignments, b.Assignments); diff != "" {
		t.Errorf("assignments differ (-first +second):\n%s", diff)
	}
	if diff := cmp.Diff(a.Themes, b.Themes, cmp.AllowUnexported(Theme{})); diff != "" {
		t.Errorf("themes differ (-first +second):\n%s", diff)
	}
	if a.Run.Estimate == nil || a.Run.Encoded != 150 {
		t.Errorf("encoded %d, estimate %v; want 150 and an error of the estimate", a.Run.Encoded, a.Run.Estimate)
	}
}

func TestDiscoverOddInput(t *testing.T) {
	few := []Item{
		{ID: "1", Text: "the road is broken", Lang: "en"}, {ID: "2", Text: "الطريق مكسور جدا", Lang: "ar"}, {ID: "3", Text: "ok"},
		{ID: "4", Text: ""}, {ID: "5", Text: "https://example.om/x"}, {ID: "6", Text: "道路が壊れている 困る"}, {ID: "7", Text: "buy now cheap", Reason: ReasonNotSubmission},
	}
	res := discover(t, few, Options{})
	want := []string{ReasonTooFew, ReasonTooFew, ReasonTooShort, ReasonNotSubmission, ReasonNotSubmission, ReasonScript, ReasonNotSubmission}
	var got []string
	for _, a := range res.Assignments {
		got = append(got, a.Reason)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	if len(res.Themes) != 0 {
		t.Errorf("%d themes of two texts", len(res.Themes))
	}
	discover(t, nil, Options{})
	for _, n := range []int{1, 5, 6, 7, 12, 30} {
		discover(t, toyItems(n), Options{})
	}
	same := make([]Item, 100)
	for i := range same {
		same[i] = Item{ID: fmt.Sprint(i), Text: "repair the road please"}
	}
	if res := discover(t, same, Options{}); len(res.Themes) != 0 || res.Assignments[9].Group == "" {
		t.Errorf("a hundred copies of one text made %d themes, group %q", len(res.Themes), res.Assignments[9].Group)
	}
}

func TestCampaignCountsOnceInFormingAndFullyInCounting(t *testing.T) {
	items := toyItems(200)
	for i := range 300 {
		items = append(items, Item{ID: fmt.Sprint("c", i), Text: "road asphalt pothole repair now", Lang: "en", Author: fmt.Sprint("x", i)})
	}
	res := discover(t, items, Options{})
	if got := len(level1(res)); got > 6 {
		t.Errorf("%d themes with a campaign, want about 4", got)
	}
	if top := level1(res)[0]; top.Messages < 300 {
		t.Errorf("largest theme has %d messages; the campaign alone has 300", top.Messages)
	}
}

func TestLevelsNest(t *testing.T) {
	res := discover(t, toyItems(800), Options{})
	parent := map[string]string{}
	for _, th := range res.Themes {
		parent[th.ID] = th.Parent
		if th.Messages < 5 {
			t.Errorf("theme %s has %d messages", th.ID, th.Messages)
		}
	}
	for _, a := range res.Assignments {
		for i := 1; i < len(a.Path); i++ {
			if parent[a.Path[i]] != a.Path[i-1] {
				t.Fatalf("%s: path %v is not a path of the tree", a.ID, a.Path)
			}
		}
	}
}

func TestWishedNumberOfThemes(t *testing.T) {
	if got := len(level1(discover(t, toyItems(400), Options{Themes: 4}))); got != 4 {
		t.Errorf("%d themes, want the 4 asked for", got)
	}
}

func TestStopGivesAPartialResult(t *testing.T) {
	calls := 0
	res := discover(t, toyItems(900), Options{Stop: func() bool { calls++; return calls > 2 }})
	if !res.Run.Partial || res.Run.Encoded != 2*BatchSize {
		t.Errorf("partial %v with %d encoded, want true and %d", res.Run.Partial, res.Run.Encoded, 2*BatchSize)
	}
}

func FuzzPrepare(f *testing.F) {
	f.Add("الطريق #حفر_كثيرة @user https://x.om", "ar")
	f.Add("\x00\xff", "")
	f.Fuzz(func(t *testing.T, s, lang string) {
		c := prepare([]Item{{ID: "a", Text: s, Lang: lang}, {ID: "b", Text: s, Lang: lang}})
		if c.unitOf[0] != c.unitOf[1] || len(c.units) > 1 {
			t.Fatal("equal texts are not one unit")
		}
	})
}

func TestAreasComeFromTheTaxonomy(t *testing.T) {
	tax := areas.Taxonomy{}
	for i, code := range []string{"roads", "water", "education", "health"} {
		ws := toySubjects[i]
		a := areas.Area{Code: code, Name: areas.Name{AR: ws[5], EN: ws[0]}, Seeds: areas.Seeds{AR: ws[5:], EN: ws[:5]}}
		for j := range 5 {
			a.Words = append(a.Words, areas.Concept{Name: areas.Name{AR: ws[5+j], EN: ws[j]}, AR: ws[5+j], EN: ws[j]})
		}
		tax = append(tax, a)
	}
	res := discover(t, toyItems(400), Options{Areas: tax})
	right := 0
	for i, a := range res.Assignments {
		if a.Area == tax[i%4].Code {
			right++
		}
	}
	if right < 360 {
		t.Errorf("%d of 400 items in the right area", right)
	}
	for _, th := range res.Themes {
		if th.Level == 0 && (th.ID != "area-"+th.Area || th.LabelAR == "") {
			t.Errorf("wide theme %q, area %q, label %q: want the service area with its name", th.ID, th.Area, th.LabelAR)
		}
	}
}
