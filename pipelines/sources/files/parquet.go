package files

import (
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// parquet reads flat columns; nested ones are seen as present and refused
// where they are mapped.
func (w *walk) parquet(ctx context.Context, h *os.File) (err error) {
	defer func() {
		if recover() != nil { // the library panics on some broken files
			err = &source.Bad{Code: source.BadSyntax}
		}
	}()
	st, err := h.Stat()
	if err != nil {
		return err
	}
	pf, err := parquet.OpenFile(h, st.Size())
	if err != nil {
		return &source.Bad{Code: source.BadSyntax}
	}
	t := table{w: w}
	var leaf []int // leaf column → our column, -1 for parts of nested ones
	var types []parquet.Type
	for _, f := range pf.Schema().Fields() {
		if f.Leaf() && !f.Repeated() {
			leaf, types = append(leaf, len(t.columns)), append(types, f.Type())
		} else {
			for range leaves(f) {
				leaf, types = append(leaf, -1-len(t.columns)), append(types, nil)
			}
		}
		t.columns = append(t.columns, f.Name())
	}
	places, missing := w.f.m.Bind(t.columns)
	if len(missing) > 0 {
		return &source.Bad{Place: w.name, Column: missing[0], Code: source.MissingField, Args: missing}
	}
	t.setHeader(t.columns, places)
	vals := make([]mapping.Value, w.f.m.Len())
	n := 0
	for _, g := range pf.RowGroups() {
		rows := g.Rows()
		buf := make([]parquet.Row, 1024)
		for {
			if err := ctx.Err(); err != nil {
				return errors.Join(err, rows.Close())
			}
			k, rerr := rows.ReadRows(buf)
			if k > 0 && !w.take(t.columnar(buf[:k], leaf, types, n, vals)) {
				return rows.Close()
			}
			n += k
			if errors.Is(rerr, io.EOF) {
				break
			}
			if rerr != nil {
				return errors.Join(&source.Bad{Place: lineName(w.name, n+1), Code: source.BadSyntax}, rows.Close())
			}
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}

func leaves(n parquet.Node) []parquet.Node {
	if n.Leaf() {
		return []parquet.Node{n}
	}
	var out []parquet.Node
	for _, f := range n.Fields() {
		out = append(out, leaves(f)...)
	}
	return out
}

func (t *table) columnar(rows []parquet.Row, leaf []int, types []parquet.Type, before int, vals []mapping.Value) part {
	p := part{names: t.columns}
	out := make([]mapping.Row, len(rows))
	cells := make([]string, len(t.columns))
	for i, r := range rows {
		clear(vals)
		clear(cells)
		for _, v := range r {
			j := leaf[v.Column()]
			val := mapping.Value{Kind: mapping.Other}
			if j >= 0 {
				val = parquetValue(v, types[v.Column()])
			} else {
				j = -1 - j
			}
			cells[j] = val.S
			if k := t.places[j]; k >= 0 {
				vals[k] = val
			}
		}
		bad := t.w.f.m.Read(vals, t.w.f.env.Zone, t.needID, &out[i])
		payload, private := t.rowJSON(cells)
		if bad != nil {
			bad.Place, bad.Original = lineName(t.w.name, before+i+1), source.Cut(payload)
			p.bad = append(p.bad, *bad)
		} else {
			if out[i].ID == "" {
				out[i].ID = contentID(payload)
			}
			p.recs = append(p.recs, source.Record{ID: out[i].ID, Payload: payload, Private: private, Deleted: out[i].Deleted, Submissions: out[i].Submissions()})
		}
		p.order, p.lines = append(p.order, bad == nil), append(p.lines, before+i+1)
	}
	return p
}

func parquetValue(v parquet.Value, typ parquet.Type) mapping.Value {
	if v.IsNull() {
		return mapping.Value{Kind: mapping.Null}
	}
	if lt := typ.LogicalType(); lt != nil {
		switch l := lt.Value.(type) {
		case *format.TimestampType:
			step := time.Millisecond
			if l.Unit.Value != nil {
				step = l.Unit.Value.Duration()
			}
			n := v.Int64()
			at := time.Unix(n/int64(time.Second/step), n%int64(time.Second/step)*int64(step)).UTC()
			form := "2006-01-02T15:04:05.999999999"
			if l.IsAdjustedToUTC {
				form += "Z07:00"
			}
			return mapping.Cell(at.Format(form))
		case *format.DateType:
			return mapping.Cell(time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly))
		}
	}
	switch v.Kind() {
	case parquet.Boolean:
		return mapping.Value{S: strconv.FormatBool(v.Boolean()), Kind: mapping.Bool}
	case parquet.Int32, parquet.Int64, parquet.Float, parquet.Double:
		return mapping.Value{S: v.String(), Kind: mapping.Number}
	}
	return mapping.Cell(string(v.ByteArray()))
}
