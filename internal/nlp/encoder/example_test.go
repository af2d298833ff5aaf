package encoder_test

import (
	"context"
	"fmt"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
)

// The nearest English text to an Arabic one.
func Example() {
	// One class is forced here because the printed number must be the same on
	// every machine; a program leaves Options empty and gets the fastest.
	e, err := encoder.Open(encoder.Options{Class: "portable"})
	if err != nil {
		fmt.Println(err)
		return
	}
	texts := []string{
		"انقطعت المياه عن حارتنا ثلاثة أيام",
		"Thank you for the quick reply",
		"There has been no water in our street for days",
		"The phone app crashes when I upload a file",
	}
	vectors := make([]float32, encoder.Dim*len(texts))
	if err := e.Encode(context.Background(), texts, vectors); err != nil {
		fmt.Println(err)
		return
	}
	best, at := float32(-1), 0
	for i := 1; i < len(texts); i++ {
		var cosine float32
		for k := range encoder.Dim {
			cosine += vectors[k] * vectors[i*encoder.Dim+k]
		}
		if cosine > best {
			best, at = cosine, i
		}
	}
	fmt.Printf("%s (%.2f)\n", texts[at], best)
	fmt.Println(e.Coverage("انقطعت المياه"), e.Coverage("服务"))
	// Output:
	// There has been no water in our street for days (0.88)
	// 1 0
}
