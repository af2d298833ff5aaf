package metrics

import (
	"sync"

	"github.com/musharaka/musharaka/internal/metrics/kpi"
)

var builtin = sync.OnceValues(func() ([]*Definition, error) { return Load(kpi.FS, ".") })

// Catalogue returns the built-in indicators in catalogue order. The caller
// must not change them.
func Catalogue() ([]*Definition, error) { return builtin() }

// FindRow returns the definition of a row id, built in or among extra.
func FindRow(id string, extra ...*Definition) (*Definition, *RowDef) {
	all, err := Catalogue()
	if err != nil {
		return nil, nil
	}
	for _, list := range [][]*Definition{all, extra} {
		if d := ownerOf(list, id); d != nil {
			for i := range d.Rows {
				if d.Rows[i].ID == id {
					return d, &d.Rows[i]
				}
			}
		}
	}
	return nil, nil
}
