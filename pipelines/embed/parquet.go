package embed

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"
)

// groupRows is how many rows a row group holds: about 13 MB of vectors.
const groupRows = 8192

// Levels of the vector column: the list is there (1 more), it has an element
// (1 more). A vector is null or has Dim elements.
const (
	listIsNull = 0
	isElement  = 2
)

// table writes rows of id (text), vector (list of float, null beyond the budget)
// and via (text). It uses the column writers of arrow-go, not its Arrow
// conversion, which would link a gRPC server into the program.
type table struct {
	w       *file.Writer
	ids     []parquet.ByteArray
	vias    []parquet.ByteArray
	vectors []float32
	has     []bool // for each row: is there a vector
}

func newTable(to io.Writer) (*table, error) {
	text := func(name string) schema.Node {
		return schema.Must(schema.NewPrimitiveNodeLogical(name, parquet.Repetitions.Required,
			schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1))
	}
	vector, err := schema.ListOf(schema.NewFloat32Node("vector", parquet.Repetitions.Required, -1),
		parquet.Repetitions.Optional, -1)
	if err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required,
		schema.FieldList{text("id"), vector, text("via")}, -1)
	if err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	properties := parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Snappy),
		parquet.WithDictionaryDefault(false), parquet.WithCreatedBy("musharaka"))
	return &table{w: file.NewParquetWriter(to, root, file.WithWriterProps(properties))}, nil
}

func (t *table) add(it item, v []float32) error {
	t.ids = append(t.ids, parquet.ByteArray(idText(it.id)))
	t.vias = append(t.vias, parquet.ByteArray(it.via))
	t.vectors = append(t.vectors, v...)
	t.has = append(t.has, v != nil)
	if len(t.ids) < groupRows {
		return nil
	}
	return t.flush()
}

// flush writes the rows so far as one row group.
func (t *table) flush() (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("parquet: %w", err)
		}
	}()
	if len(t.ids) == 0 {
		return nil
	}
	group, err := t.w.AppendRowGroupChecked()
	if err != nil {
		return err
	}
	for column := range 3 {
		c, err := group.NextColumn()
		if err != nil {
			return err
		}
		switch c := c.(type) {
		case *file.ByteArrayColumnChunkWriter:
			texts := t.ids
			if column == 2 {
				texts = t.vias
			}
			_, err = c.WriteBatch(texts, nil, nil)
		case *file.Float32ColumnChunkWriter:
			definition, repetition := t.levels()
			_, err = c.WriteBatch(t.vectors, definition, repetition)
		}
		if err != nil {
			return err
		}
		if err := c.Close(); err != nil {
			return err
		}
	}
	t.ids, t.vias, t.vectors, t.has = t.ids[:0], t.vias[:0], t.vectors[:0], t.has[:0]
	return group.Close()
}

// levels says for each element, and each row without any, where it belongs.
func (t *table) levels() (definition, repetition []int16) {
	for _, has := range t.has {
		if !has {
			definition, repetition = append(definition, listIsNull), append(repetition, 0)
			continue
		}
		for i := range Dim {
			definition, repetition = append(definition, isElement), append(repetition, int16(min(i, 1)))
		}
	}
	return definition, repetition
}

// close ends the file; it does not close what it was written to.
func (t *table) close() error {
	if err := t.flush(); err != nil {
		return err
	}
	if err := t.w.FlushWithFooter(); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	return nil
}

// idText is an id as a column of text holds it: strings without their quotes.
func idText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}
