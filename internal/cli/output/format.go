package output

// Format is how an answer is written.
type Format string

// The formats.
const (
	Text Format = "text"
	JSON Format = "json"
	CSV  Format = "csv"
	// JSONL is an object a line, for what reads while it is written.
	JSONL Format = "jsonl"
	// Parquet is a file of columns, for what joins tables.
	Parquet Format = "parquet"
)
