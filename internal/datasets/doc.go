// Package datasets reads the public labelled sets that models are trained on
// and measured with (tools/train, analyze eval). The sets are not part of the
// project: every reader takes the folder that holds them and says with
// ErrAbsent when a set is not there.
//
// It is not for citizens' submissions and nothing of the product imports it.
package datasets

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// ErrAbsent means that the file of a set does not exist.
var ErrAbsent = errors.New("set is absent")

// The three classes of sentiment, as indexes.
const (
	Neg = iota
	Neu
	Pos
)

// Item is one labelled text. Label is Neg, Neu or Pos; Slice names a part of
// the set (dialect, domain); Score is the mean human score where there is one.
type Item struct {
	Text     string
	Label    int
	Slice    string
	Sarcasm  bool
	Score    float64
	TrainSet string
}

func open(path string) (*os.File, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", filepath.Base(filepath.Dir(path)), ErrAbsent)
	}
	return f, err
}

func readCSV(path string, comma rune) ([][]string, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.LazyQuotes, r.Comma = -1, true, comma
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	return rows, nil
}

func lines(path string) ([]string, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	s := strings.TrimRight(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n")
	return strings.Split(s, "\n"), nil
}

func class(s string) (int, bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "neg", "negative", "0", "-1":
		return Neg, true
	case "neu", "neut", "neutral", "1":
		return Neu, true
	case "pos", "positive", "2":
		return Pos, true
	}
	return 0, false
}

// ArSarcasm reads ArSarcasm-v2's training part (Arabic tweets; slice = dialect).
func ArSarcasm(dir string) ([]Item, error) {
	rows, err := readCSV(filepath.Join(dir, "sentiment/arsarcasm_v2/training_data.csv"), ',')
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, r := range rows[1:] {
		if len(r) < 4 {
			continue
		}
		if c, ok := class(r[2]); ok {
			out = append(out, Item{Text: strings.Trim(r[0], `" `), Label: c, Slice: r[3], Sarcasm: strings.EqualFold(r[1], "true"), TrainSet: "arsarcasm_v2"})
		}
	}
	return out, nil
}

// AJGT reads the Jordanian tweets (two classes).
func AJGT(dir string) ([]Item, error) {
	path := filepath.Join(dir, "sentiment/ajgt/AJGT.xlsx")
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("ajgt: %w", ErrAbsent)
	}
	x, err := excelize.OpenFile(path)
	if err != nil {
		return nil, fmt.Errorf("open ajgt: %w", err)
	}
	defer x.Close() //nolint:errcheck // only read
	rows, err := x.GetRows(x.GetSheetName(0))
	if err != nil {
		return nil, fmt.Errorf("read ajgt: %w", err)
	}
	var out []Item
	for _, r := range rows[1:] {
		if len(r) >= 3 {
			if c, ok := class(r[2]); ok {
				out = append(out, Item{Text: r[1], Label: c, TrainSet: "ajgt"})
			}
		}
	}
	return out, nil
}

// EmojiTweets reads the weakly labelled tweets without repeats.
func EmojiTweets(dir string) ([]Item, error) {
	var out []Item
	seen := map[string]bool{}
	for i, name := range []string{"negative", "positive"} {
		ls, err := lines(filepath.Join(dir, "sentiment/motazsaad_emoji_tweets/train_Arabic_tweets_"+name+"_20190413.tsv"))
		if err != nil {
			return nil, err
		}
		for _, l := range ls {
			_, text, ok := strings.Cut(l, "\t")
			if ok && !seen[text] {
				seen[text] = true
				out = append(out, Item{Text: text, Label: i * 2, TrainSet: "emoji_tweets"})
			}
		}
	}
	return out, nil
}

// SaudiIrony reads the Saudi tweets; only Sarcasm is labelled.
func SaudiIrony(dir string) ([]Item, error) {
	rows, err := readCSV(filepath.Join(dir, "sentiment/saudi_irony/SaudiIrony.csv"), ',')
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, r := range rows[1:] {
		if len(r) < 3 || strings.TrimSpace(r[1]) == "" || r[1] == "#ERROR!" {
			continue
		}
		out = append(out, Item{Text: r[1], Label: Neu, Sarcasm: strings.TrimSpace(r[2]) == "تهكم", TrainSet: "saudi_irony"})
	}
	return out, nil
}

// MARSA reads the Gulf tweets for measuring (never for training).
func MARSA(dir string) ([]Item, error) {
	var out []Item
	for _, part := range []string{"political", "social", "tech"} {
		rows, err := readCSV(filepath.Join(dir, "sentiment/marsa_dev", part+"_dev.csv"), ',')
		if err != nil {
			return nil, err
		}
		for _, r := range rows[1:] {
			if len(r) >= 2 {
				if c, ok := class(r[len(r)-1]); ok {
					out = append(out, Item{Text: strings.Join(r[:len(r)-1], ","), Label: c, Slice: part})
				}
			}
		}
	}
	return out, nil
}

// VADER reads the four parts of VADER's ground truth; slice = part. Classes:
// above .5 positive, below -.5 negative (of -4 to 4).
func VADER(dir string) ([]Item, error) {
	var out []Item
	for _, part := range []string{"tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets"} {
		ls, err := lines(filepath.Join(dir, "sentiment/vader_groundtruth", part+"_GroundTruth.txt"))
		if err != nil {
			return nil, err
		}
		for _, l := range ls {
			f := strings.SplitN(l, "\t", 3)
			if len(f) < 3 {
				continue
			}
			v, err := strconv.ParseFloat(f[1], 64)
			if err != nil {
				continue
			}
			it := Item{Text: f[2], Label: Neu, Score: v, Slice: part, TrainSet: "vader_groundtruth"}
			if v > 0.5 {
				it.Label = Pos
			} else if v < -0.5 {
				it.Label = Neg
			}
			out = append(out, it)
		}
	}
	return out, nil
}

func textAndLabels(text, labels string) ([]Item, error) {
	ts, err := lines(text)
	if err != nil {
		return nil, err
	}
	ls, err := lines(labels)
	if err != nil {
		return nil, err
	}
	var out []Item
	for i := range min(len(ts), len(ls)) {
		if c, ok := class(ls[i]); ok {
			out = append(out, Item{Text: ts[i], Label: c})
		}
	}
	return out, nil
}

// TweetEval reads the validation part of TweetEval's sentiment.
func TweetEval(dir string) ([]Item, error) {
	d := filepath.Join(dir, "sentiment/tweeteval_val")
	return textAndLabels(filepath.Join(d, "val_text.txt"), filepath.Join(d, "val_labels.txt"))
}

// UMSAB reads the English part of UMSAB, all three files.
func UMSAB(dir string) ([]Item, error) {
	var out []Item
	for _, part := range []string{"train", "val", "test"} {
		d := filepath.Join(dir, "sentiment/umsab_english", part)
		items, err := textAndLabels(d+"_text.txt", d+"_labels.txt")
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			it.Slice = part
			out = append(out, it)
		}
	}
	return out, nil
}

// TUNIZI reads the Tunisian Arabizi comments (two classes).
func TUNIZI(dir string) ([]Item, error) {
	ls, err := lines(filepath.Join(dir, "langid/tunizi_arabizi/TUNIZI-Dataset.txt"))
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, l := range ls {
		lab, text, ok := strings.Cut(l, ";")
		if !ok {
			continue
		}
		switch strings.TrimSpace(strings.TrimPrefix(lab, "\ufeff")) {
		case "1":
			out = append(out, Item{Text: text, Label: Pos})
		case "-1", "0":
			out = append(out, Item{Text: text, Label: Neg})
		}
	}
	return out, nil
}

// Airline reads the tweets to American airlines (service complaints).
func Airline(dir string) ([]Item, error) {
	rows, err := readCSV(filepath.Join(dir, "sentiment/us_airline_tweets/Tweets_nopii.csv"), ',')
	if err != nil {
		return nil, err
	}
	ti, si := -1, -1
	for i, h := range rows[0] {
		switch h {
		case "text":
			ti = i
		case "airline_sentiment":
			si = i
		}
	}
	if ti < 0 || si < 0 {
		return nil, fmt.Errorf("us_airline_tweets: columns not found in %v", rows[0])
	}
	var out []Item
	for _, r := range rows[1:] {
		if len(r) > max(ti, si) {
			if c, ok := class(r[si]); ok {
				out = append(out, Item{Text: r[ti], Label: c})
			}
		}
	}
	return out, nil
}

// SortByKey orders items by a hash of seed and text: the same order everywhere.
func SortByKey(items []Item, seed uint64) {
	keys := make([]uint64, len(items))
	for i := range items {
		keys[i] = key(items[i].Text, seed)
	}
	sort.Sort(byKey{items, keys})
}

type byKey struct {
	items []Item
	keys  []uint64
}

func (b byKey) Len() int           { return len(b.items) }
func (b byKey) Less(i, j int) bool { return b.keys[i] < b.keys[j] }
func (b byKey) Swap(i, j int) {
	b.items[i], b.items[j] = b.items[j], b.items[i]
	b.keys[i], b.keys[j] = b.keys[j], b.keys[i]
}
