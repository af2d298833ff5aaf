package mastodon_test

import (
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/mastodon"
)

func TestSample(t *testing.T) { sourcetest.Sample(t, mastodon.Kind()) }
