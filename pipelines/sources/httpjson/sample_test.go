package httpjson_test

import (
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/httpjson"
)

func TestSample(t *testing.T) { sourcetest.Sample(t, httpjson.Kind()) }
