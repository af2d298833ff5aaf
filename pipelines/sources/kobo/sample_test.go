package kobo_test

import (
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/kobo"
)

func TestSample(t *testing.T) { sourcetest.Sample(t, kobo.Kind()) }
