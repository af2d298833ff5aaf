package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
)

// smallSets writes a folder with the shape of the public sets and a few hundred
// made-up texts.
func smallSets(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put := func(path, text string) {
		path = filepath.Join(dir, "sentiment", path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	labels, feel := []string{"NEG", "NEU", "POS"}, []string{"سيئة جدا", "كما هي", "ممتازة حقا"}
	var ars, en, bad, good strings.Builder
	ars.WriteString("tweet,sarcasm,sentiment,dialect\n")
	for i := range 150 {
		k := i % 3
		fmt.Fprintf(&ars, "الخدمة رقم %d في القرية %d %s,False,%s,msa\n", i, i*7, feel[k], labels[k])
		fmt.Fprintf(&en, "%d\t%d\tservice %d of town %d is %s\n", i, 2*(k-1), i, i*7, []string{"awful", "there", "lovely"}[k])
		fmt.Fprintf(&bad, "neg\tيوم %d حزين وطويل %d\n", i, i*3)
		fmt.Fprintf(&good, "pos\tيوم %d سعيد وجميل %d\n", i, i*3)
	}
	put("arsarcasm_v2/training_data.csv", ars.String())
	put("motazsaad_emoji_tweets/train_Arabic_tweets_negative_20190413.tsv", bad.String())
	put("motazsaad_emoji_tweets/train_Arabic_tweets_positive_20190413.tsv", good.String())
	for _, part := range []string{"tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets"} {
		put("vader_groundtruth/"+part+"_GroundTruth.txt", strings.ReplaceAll(en.String(), "service", part))
	}
	x := excelize.NewFile()
	rows := [][]any{{"ID", "Feed", "Sentiment"}, {1, "طعام سيء في المطعم", "Negative"}, {2, "مكان جميل وهادئ", "Positive"}, {3, "موقف سيء مع السائق", "Negative"}, {4, "رحلة جميلة جدا", "Positive"}}
	for i, r := range rows {
		if err := x.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	put("ajgt/AJGT.xlsx", "")
	if err := x.SaveAs(filepath.Join(dir, "sentiment/ajgt/AJGT.xlsx")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// trained runs the command and returns the folder of the models.
func trained(t *testing.T, data string, args ...string) string {
	t.Helper()
	out := t.TempDir()
	args = append([]string{"-data", data, "-own", "own", "-out", out, "-bits", "12"}, args...)
	if code := run(append(args, "sentiment")); code != 0 {
		t.Fatalf("exit status %d", code)
	}
	return filepath.Join(out, "sentiment/assets")
}

// TestRetrain: the same texts give the same bytes, and what a workspace has
// reviewed is learned.
func TestRetrain(t *testing.T) {
	data := smallSets(t)
	one, two := trained(t, data), trained(t, data)
	for _, name := range []string{"ar.bin", "en.bin", "calibration.json"} {
		a, err := digest(filepath.Join(one, name))
		if err != nil {
			t.Fatal(err)
		}
		if b, err := digest(filepath.Join(two, name)); err != nil || a != b {
			t.Errorf("%s: %s, then %s, %v", name, a, b, err)
		}
	}
	var reviewed strings.Builder
	for i := range 30 {
		fmt.Fprintf(&reviewed, `{"text":"بطاقة الزاجل رقم %d عند الشباك","lang":"ar","sentiment":"positive","intent":"praise"}`+"\n", i)
	}
	file := filepath.Join(t.TempDir(), "reviewed.ndjson")
	if err := os.WriteFile(file, []byte(reviewed.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	after := trained(t, data, "-reviewed", file)
	score := func(dir string) float64 {
		s, err := sentiment.Open(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		return s.Score(features.Input{Doc: features.New("بطاقة الزاجل وصلت", "ar")}).Pos
	}
	if a, b := score(one), score(after); b < a+0.1 {
		t.Errorf("positive %.3f before, %.3f after the reviewed texts", a, b)
	}
}

// TestShipped: the embedded models are those that the recipe wrote. A change of
// the project's own text is only told: it counts at the next training.
func TestShipped(t *testing.T) {
	m, err := readManifest("../../internal/nlp/sentiment/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name := range m.Assets {
		if got[name], err = digest(filepath.Join("../../internal/nlp/sentiment/assets", name)); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(m.Assets, got); diff != "" {
		t.Errorf("models are not those of the manifest; train again (-want +got)\n%s", diff)
	}
	if own, err := digest("own"); err != nil || own != m.Own {
		t.Logf("the project's own text has changed since the models were trained (%v)", err)
	}
}
