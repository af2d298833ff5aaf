package merge

import (
	"context"
	"database/sql"
	"slices"

	"github.com/musharaka/musharaka/internal/store"
)

// catalog describes the register tables: those that exist in all three
// schemas, with the keys and rules of main.
func catalog(ctx context.Context, tx *store.Tx) ([]table, error) {
	rows, err := tx.Query(ctx, `
		SELECT c.table_name, c.column_name, NOT c.is_nullable, c.column_default,
			coalesce(list_contains(k.constraint_column_names, c.column_name), false)
		FROM duckdb_columns() c
		JOIN duckdb_tables() h ON h.schema_name = 'hand' AND h.table_name = c.table_name AND h.database_name = c.database_name
		JOIN duckdb_tables() i ON i.schema_name = 'ingested' AND i.table_name = c.table_name AND i.database_name = c.database_name
		LEFT JOIN duckdb_constraints() k ON k.schema_name = 'main' AND k.table_name = c.table_name AND k.constraint_type = 'PRIMARY KEY'
			AND k.database_name = c.database_name
		WHERE c.schema_name = 'main' AND c.database_name = current_database()
		ORDER BY c.table_name, c.column_index`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []table
	for rows.Next() {
		var name string
		var c column
		var def sql.NullString
		if err := rows.Scan(&name, &c.name, &c.required, &def, &c.key); err != nil {
			return nil, err
		}
		c.def = def.String
		if len(out) == 0 || out[len(out)-1].name != name {
			out = append(out, table{name: name})
		}
		t := &out[len(out)-1]
		t.columns = append(t.columns, c)
		if c.key {
			t.keys = append(t.keys, c.name)
		}
	}
	return slices.DeleteFunc(out, func(t table) bool { return len(t.keys) == 0 }), rows.Err()
}
