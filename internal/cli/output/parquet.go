package output

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/snappy"

	"authzx/internal/catalog"
	"authzx/internal/routine"
)

// rowGroup is how many rows a row group of a Parquet file holds: what is not yet in one
// is kept in memory.
const rowGroup = 20_000

// ParquetOf writes as a Parquet file what sheet writes as CSV: the same columns and rows.
// Columns whose names are among numbers hold whole numbers, the others text; an empty cell
// is null. Rows are written as they come, so memory is bounded however many there are.
func ParquetOf(ctx context.Context, w io.Writer, numbers map[string]bool, sheet func(io.Writer) error) error {
	rows, from := io.Pipe()
	written := make(chan error, 1)
	routine.Go(func() {
		err := sheet(from)
		_ = from.CloseWithError(err)
		written <- err
	}, func(p *routine.Panic) {
		_ = from.CloseWithError(p)
		written <- p
	})
	err := copyRows(ctx, w, csv.NewReader(rows), numbers)
	_ = rows.CloseWithError(errors.Join(io.ErrClosedPipe, err))
	failure := <-written
	if caught, ok := errors.AsType[*routine.Panic](failure); ok {
		caught.Raise()
	}
	if failure != nil && !errors.Is(failure, io.ErrClosedPipe) {
		return failure
	}
	return err
}

func copyRows(ctx context.Context, w io.Writer, rows *csv.Reader, numbers map[string]bool) error {
	header, err := rows.Read()
	if err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	p := newParquet(w, header, numbers)
	for n := 1; ; n++ {
		cells, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return p.finish()
		case err == nil:
			err = errors.Join(context.Cause(ctx), p.add(cells, n%rowGroup == 0))
		}
		if err != nil {
			return fmt.Errorf("writing Parquet: %w", err)
		}
	}
}

// parquetFile is a file that rows are added to.
type parquetFile struct {
	w      *parquet.GenericWriter[any]
	fields []field // in the order of the file, which sorts its columns
	row    parquet.Row
}

// field is a column of the file: which of the cells it holds, and how.
type field struct {
	from   int
	number bool
}

func newParquet(w io.Writer, header []string, numbers map[string]bool) *parquetFile {
	group, at := parquet.Group{}, map[string]int{}
	for i, name := range header {
		at[name] = i
		node := parquet.String()
		if numbers[name] {
			node = parquet.Int(64)
		}
		group[name] = parquet.Optional(parquet.Compressed(node, &snappy.Codec{}))
	}
	schema := parquet.NewSchema("authzx", group)
	p := &parquetFile{w: parquet.NewGenericWriter[any](w, schema), row: make(parquet.Row, len(header))}
	for _, path := range schema.Columns() {
		p.fields = append(p.fields, field{at[path[0]], numbers[path[0]]})
	}
	return p
}

// add adds a row, and ends the row group where asked.
func (p *parquetFile) add(cells []string, whole bool) error {
	for i, f := range p.fields {
		v, err := f.value(cells[f.from])
		if err != nil {
			return err
		}
		defined := 1
		if v.IsNull() {
			defined = 0
		}
		p.row[i] = v.Level(0, defined, i)
	}
	if _, err := p.w.WriteRows([]parquet.Row{p.row}); err != nil || !whole {
		return err
	}
	return p.w.Flush()
}

func (f field) value(cell string) (parquet.Value, error) {
	switch cell = catalog.BareCell(cell); {
	case cell == "":
		return parquet.NullValue(), nil
	case !f.number:
		return parquet.ByteArrayValue([]byte(cell)), nil
	}
	n, err := strconv.ParseInt(cell, 10, 64)
	return parquet.Int64Value(n), err
}

// finish writes what a reader finds the rows by.
func (p *parquetFile) finish() error {
	if err := p.w.Close(); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}
