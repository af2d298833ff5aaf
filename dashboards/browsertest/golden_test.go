package browsertest

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/musharaka/musharaka/dashboards/fixture"
)

var update = flag.Bool("update", false, "write the pictures anew")

// shrink is how many pixels of the screen become one of the kept picture: what
// matters is layout and colour, not the edges of letters.
const shrink = 4

// Pictures of a few pages, small and in grey, show when a layout breaks.
func TestPictures(t *testing.T) {
	ctx := start(t)
	dir, _ := write(t, fixture.Site())
	b := newTab(t, ctx, dir)
	for _, c := range []struct {
		name, page    string
		width, height int64
		print         bool
	}{
		{"overview-ar-390", "index.html", 390, 844, false},
		{"overview-en-1440", "en/index.html", 1440, 900, false},
		{"indicator-ar-1440", "indicators/g4.html", 1440, 900, false},
		{"overview-ar-print", "index.html", 720, 1018, true},
		{"themes-en-print", "en/themes/index.html", 720, 1018, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.open(t, c.page, c.width, c.height, "light")
			if c.print {
				if err := chromedp.Do(b.ctx, call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})); err != nil {
					t.Fatal(err)
				}
				eval[bool](t, b, `dispatchEvent(new Event("beforeprint"))`)
			}
			shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			got := small(t, shot)
			path := filepath.Join("testdata", c.name+".png")
			if *update {
				save(t, path, got)
				return
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("no kept picture; look at the page, then run with -update: %v", err)
			}
			want, err := png.Decode(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			mean, far := differ(want, got)
			if mean > 3 || far > 0.02 {
				bad := filepath.Join(t.ArtifactDir(), c.name+".png")
				save(t, bad, got)
				t.Errorf("differs by %.2f of 255 on average, %.1f %% of it clearly (see %s)", mean, far*100, bad)
			}
		})
	}
}

// small decodes a picture and takes it down to a fraction, in grey.
func small(t *testing.T, shot []byte) *image.Gray {
	t.Helper()
	src, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	r := src.Bounds()
	out := image.NewGray(image.Rect(0, 0, r.Dx()/shrink, r.Dy()/shrink))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sum := 0
			for dy := range shrink {
				for dx := range shrink {
					sum += int(color.GrayModel.Convert(src.At(x*shrink+dx, y*shrink+dy)).(color.Gray).Y)
				}
			}
			out.SetGray(x, y, color.Gray{Y: uint8(sum / (shrink * shrink))})
		}
	}
	return out
}

// differ is the mean difference of two pictures, and the share of pixels that
// differ by more than an eighth of the range. Other sizes differ wholly.
func differ(want image.Image, got *image.Gray) (mean, far float64) {
	if want.Bounds().Size() != got.Bounds().Size() {
		return 255, 1
	}
	n := 0.0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			d := float64(got.GrayAt(x, y).Y) - float64(color.GrayModel.Convert(want.At(x, y)).(color.Gray).Y)
			if d < 0 {
				d = -d
			}
			mean += d
			if d > 32 {
				far++
			}
			n++
		}
	}
	return mean / n, far / n
}

func save(t *testing.T, path string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
