package eval

// Suites lists what can be measured. A new suite is a file and a line here.
func Suites() []Suite {
	return []Suite{Encoder(), Text(), Privacy(), Duplicates(), Sentiment(), Intent(), Marks(), SDG(), Themes()}
}
