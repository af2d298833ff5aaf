// Package synthetic fills a store with registers of any size, the same ones
// every time, for benchmarks. It knows nothing of the real world's shapes
// beyond rough proportions.
package synthetic

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/musharaka/musharaka/internal/store"
)

//go:embed registers.sql
var registersSQL string

// Fill writes the registers of so many units and submissions over 2023 and 2024.
func Fill(ctx context.Context, db *store.DB, units, submissions int) error {
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for name, v := range map[string]int{"units": units, "submissions": submissions} {
			if _, err := tx.Exec(ctx, fmt.Sprintf("SET VARIABLE %s = %d", name, v)); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, registersSQL); err != nil {
			return fmt.Errorf("synthetic.Fill: %w", err)
		}
		return nil
	})
}
