package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// readBack are the rows of a Parquet file by the names of its columns; null is left out.
func readBack(t *testing.T, file []byte) []map[string]any {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	for _, group := range f.RowGroups() {
		r := group.Rows()
		buffer := make([]parquet.Row, 100)
		for {
			n, err := r.ReadRows(buffer)
			for _, row := range buffer[:n] {
				m := map[string]any{}
				for _, v := range row {
					name := f.Schema().Columns()[v.Column()][0]
					switch {
					case v.IsNull():
					case v.Kind() == parquet.Int64:
						m[name] = v.Int64()
					default:
						m[name] = v.String()
					}
				}
				rows = append(rows, m)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		_ = r.Close()
	}
	return rows
}

func TestAParquetFileHoldsTheRowsOfTheSheet(t *testing.T) {
	const rows = rowGroup*2 + 7
	var file bytes.Buffer
	err := ParquetOf(t.Context(), &file, map[string]bool{"members": true}, func(w io.Writer) error {
		c := NewCSV(w, "name", "members", "about")
		for i := range rows {
			about := ""
			if i%3 == 0 {
				about = "=1+2, \"quoted\"\n"
			}
			c.Row(fmt.Sprintf("g%d", i), fmt.Sprint(i), about)
		}
		return c.Finish()
	})
	if err != nil {
		t.Fatal(err)
	}
	got := readBack(t, file.Bytes())
	if len(got) != rows {
		t.Fatalf("%d rows, want %d", len(got), rows)
	}
	for i, row := range got {
		about, is := row["about"]
		if row["name"] != fmt.Sprintf("g%d", i) || row["members"] != int64(i) || is != (i%3 == 0) || is && about != "=1+2, \"quoted\"\n" {
			t.Fatalf("row %d is %v", i, row)
		}
	}
}

func TestAParquetFileThatCanNotBeWrittenSaysWhy(t *testing.T) {
	broken := errors.New("the sheet broke")
	err := ParquetOf(t.Context(), io.Discard, nil, func(w io.Writer) error {
		c := NewCSV(w, "name")
		c.Row("x")
		return errors.Join(c.Finish(), broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = ParquetOf(ctx, io.Discard, nil, func(w io.Writer) error {
		c := NewCSV(w, "name")
		for range 10 {
			c.Row("x")
		}
		cancel()
		for range 1_000_000 {
			c.Row("x")
		}
		return c.Finish()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
