package feed_test

import (
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/feed"
)

func TestSample(t *testing.T) { sourcetest.Sample(t, feed.Kind()) }
