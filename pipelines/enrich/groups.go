package enrich

import (
	"context"
	"database/sql"
	"database/sql/driver"
	_ "embed"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/duplicates"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/group_items.sql
var groupItemsSQL string

//go:embed sql/group_digest.sql
var groupDigestSQL string

//go:embed sql/group_merge.sql
var groupMergeSQL string

// GroupStats says what the stage did.
type GroupStats struct {
	Unchanged bool
	Groups    int // of two messages or more
	Campaigns int
}

// groupsVersion changes when the same messages would be grouped otherwise.
const groupsVersion = "groups-1"

// Groups joins messages that say the same and finds campaigns among them.
// A group is named after its first known message.
func Groups(ctx context.Context, db *store.DB, o Options) (st GroupStats, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("enrich.Groups: %w", err)
		}
	}()
	var digest string
	if err := db.QueryRow(ctx, groupDigestSQL).Scan(&digest); err != nil {
		return st, err
	}
	digest = groupsVersion + " " + digest
	var last sql.NullString
	err = db.QueryRow(ctx, `SELECT value FROM source_state WHERE source = 'enrich' AND key = 'groups'`).Scan(&last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return st, err
	}
	if last.String == digest {
		return GroupStats{Unchanged: true}, nil
	}
	ids, kinds, groups, err := groupMessages(ctx, db)
	if err != nil {
		return st, err
	}
	st.Groups = len(groups)
	for _, g := range groups {
		if g.Campaign != nil {
			st.Campaigns++
		}
	}
	return st, db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Stage(ctx, "stage_groups", `CREATE OR REPLACE TEMP TABLE stage_groups AS FROM message_groups LIMIT 0`, groupRows(ids, kinds, groups)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, groupMergeSQL); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM campaigns`); err != nil {
			return err
		}
		if _, err := tx.Append(ctx, "campaigns", campaignRows(groups)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT OR REPLACE INTO source_state VALUES ('enrich', 'groups', ?, ?)`, digest, o.Now.UTC())
		return err
	})
}

func groupMessages(ctx context.Context, db *store.DB) (ids, kinds []string, groups []duplicates.Group, err error) {
	rows, err := db.Query(ctx, groupItemsSQL)
	if err != nil {
		return nil, nil, nil, err
	}
	defer rows.Close()
	index := duplicates.New(duplicates.Options{})
	for rows.Next() {
		var it duplicates.Item
		var at sql.NullTime
		if err := rows.Scan(&it.ID, &it.Text, &it.Author, &at); err != nil {
			return nil, nil, nil, err
		}
		it.At = at.Time
		ids = append(ids, it.ID)
		kinds = append(kinds, index.Add(it))
	}
	return ids, kinds, index.Groups(), rows.Err()
}

// groupRows names the group and the kind of every message: alone, the first
// of a group (like its copies' closest kind, exact), a near copy, or part of a
// campaign.
func groupRows(ids, kinds []string, groups []duplicates.Group) iter.Seq2[[]driver.Value, error] {
	group, kind := slices.Clone(ids), slices.Clone(kinds)
	for i := range kind {
		kind[i] = "single"
	}
	for _, g := range groups {
		for _, i := range g.Members {
			group[i] = g.ID
			switch {
			case g.Campaign != nil:
				kind[i] = "campaign"
			case kinds[i] == duplicates.Near:
				kind[i] = "near"
			default:
				kind[i] = "exact"
			}
		}
	}
	return func(yield func([]driver.Value, error) bool) {
		for i := range ids {
			if !yield([]driver.Value{ids[i], group[i], kind[i]}, nil) {
				return
			}
		}
	}
}

func campaignRows(groups []duplicates.Group) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		for _, g := range groups {
			c := g.Campaign
			if c == nil {
				continue
			}
			curve := make([]int32, len(c.Curve))
			for i, n := range c.Curve {
				curve[i] = int32(n)
			}
			row := []driver.Value{g.ID, c.From, c.To, int32(c.Messages), int32(c.Voices), c.Hour.Truncate(time.Hour), curve}
			if !yield(row, nil) {
				return
			}
		}
	}
}
