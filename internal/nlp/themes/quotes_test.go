package themes

import "testing"

// A theme of many complaints, some questions and some praise quotes two of
// each, and nobody twice.
func TestQuotesHearEveryStance(t *testing.T) {
	items := toyItems(240)
	for i := range items {
		items[i].Author, items[i].Source = items[i].ID, "letters"
		switch {
		case i%20 < 4: // once in each subject, whatever the order of subjects
			items[i].Sentiment = "positive"
		case i%20 < 8:
			items[i].Sentiment = "neutral"
		default:
			items[i].Sentiment = "negative"
		}
	}
	stance, author := map[string]string{}, map[string]string{}
	for _, it := range items {
		stance[it.ID], author[it.ID] = it.Sentiment, it.Author
	}
	res := discover(t, items, Options{})
	held := map[string]map[string]int{}
	for _, a := range res.Assignments {
		if held[a.Theme] == nil {
			held[a.Theme] = map[string]int{}
		}
		held[a.Theme][stance[a.ID]]++
	}
	for _, th := range level1(res) {
		got, authors := map[string]int{}, map[string]bool{}
		for _, q := range th.Quotes {
			got[stance[q]]++
			if authors[author[q]] {
				t.Errorf("%s quotes %s twice", th.ID, author[q])
			}
			authors[author[q]] = true
		}
		for s, n := range held[th.ID] {
			if got[s] < min(n, quotesStance) {
				t.Errorf("%s holds %d %s messages and quotes %d of them: %v", th.ID, n, s, got[s], th.Quotes)
			}
		}
	}
}
