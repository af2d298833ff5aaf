package files_test

import (
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/files"
)

func TestSample(t *testing.T) { sourcetest.Sample(t, files.Kind()) }
