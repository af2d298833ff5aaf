package embed_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/pipelines/embed"
)

// Nearest neighbours across languages out of what `analyze embed` prints: the
// cosine of two vectors is their dot product.
func Example_neighbours() {
	in := strings.NewReader(`{"id":"ar","text":"انقطعت المياه عن حارتنا ثلاثة أيام"}
{"id":"gulf","text":"الماي مقطوع عنا من ثلاثة أيام"}
{"id":"en","text":"We have had no water for three days"}
{"id":"hi","text":"तीन दिन से पानी नहीं आया"}
{"id":"other","text":"The teachers at the school are wonderful"}
`)
	e, err := encoder.Open(encoder.Options{Class: "portable"}) // the same numbers everywhere
	if err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	if _, err := embed.Run(context.Background(), in, &out, embed.Options{Encoder: e}); err != nil {
		fmt.Println(err)
		return
	}
	type line struct {
		ID     string
		Vector []float32
	}
	var lines []line
	for dec := json.NewDecoder(&out); dec.More(); {
		var l line
		if err := dec.Decode(&l); err != nil {
			fmt.Println(err)
			return
		}
		lines = append(lines, l)
	}
	for _, l := range lines[1:] {
		var cosine float32
		for k, x := range l.Vector {
			cosine += x * lines[0].Vector[k]
		}
		fmt.Printf("%s %.2f\n", l.ID, cosine)
	}
	// Output:
	// gulf 0.92
	// en 0.92
	// hi 0.88
	// other 0.73
}
