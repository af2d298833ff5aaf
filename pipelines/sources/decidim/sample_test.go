package decidim_test

import (
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/decidim"
)

func TestSample(t *testing.T) { sourcetest.Sample(t, decidim.Kind()) }
