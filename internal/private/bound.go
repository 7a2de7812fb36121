package private

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// TooLargeError says that something to be read has more bytes than its bound.
type TooLargeError struct {
	Path string // empty for what is no file
	Most int64  // in bytes
}

// Error names the bound.
func (e *TooLargeError) Error() string {
	what := "it"
	if e.Path != "" {
		what = e.Path
	}
	return fmt.Sprintf("%s has more than %s", what, size(e.Most))
}

func size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d KB", n>>10)
}

// ReadAtMost reads a file that anybody may read, or a pipe, to its end. The error is a
// *TooLargeError beyond most bytes.
func ReadAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return within(f, path, most, info.Size())
}

// AllOf reads to the end. The error is a *TooLargeError beyond most bytes.
func AllOf(r io.Reader, most int64) ([]byte, error) { return within(r, "", most, 0) }

// within reads what is about so many bytes: whoever reads a large file waits for the memory
// more than for the disk, so that it is asked for once.
func within(r io.Reader, path string, most, about int64) ([]byte, error) {
	const least, piece = 512, 1 << 20
	r = io.LimitReader(r, most+1)
	data := make([]byte, 0, max(min(about, most)+1, least))
	for {
		if len(data) == cap(data) {
			data = slices.Grow(data, len(data)/4)
		}
		n, err := r.Read(data[len(data):min(cap(data), len(data)+piece)])
		data = data[:len(data)+n]
		switch {
		case errors.Is(err, io.EOF) && int64(len(data)) > most:
			return nil, &TooLargeError{Path: path, Most: most}
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, err
		}
	}
}
