package private

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"authzx/internal/routine"
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
	data := make([]byte, 0, max(min(info.Size(), most)+1, least))
	if size := info.Size(); info.Mode().IsRegular() && worthParts <= size && size <= most {
		if data, err = begun(f, data, int(size)); err != nil {
			return nil, err
		}
	}
	return within(f, path, most, data)
}

// worthParts is from how many bytes on a file is read in parts, side by side: what is waited
// for is memory, not the disk.
const worthParts = 4 << 20

// begun is data with so many bytes of a file behind it, which is to be read on from there.
func begun(f *os.File, data []byte, size int) ([]byte, error) {
	inLargePages(data[:cap(data)])
	for _, err := range routine.Share(size, func(from, to int) error {
		var err error
		for n := 0; from < to && err == nil; from += n {
			n, err = f.ReadAt(data[from:min(from+piece, to):to], int64(from))
		}
		return err
	}) {
		if err != nil {
			return data, nil // reading from its beginning tells what is the matter
		}
	}
	_, err := f.Seek(int64(size), io.SeekStart)
	return data[:size], err
}

// AllOf reads to the end. The error is a *TooLargeError beyond most bytes.
func AllOf(r io.Reader, most int64) ([]byte, error) { return within(r, "", most, nil) }

// How many bytes are asked for at first, and at once.
const least, piece = 512, 1 << 20

// within reads on behind data, up to so many bytes with it. Whoever reads a large file waits
// for the memory more than for the disk: it should be asked for once, in data.
func within(r io.Reader, path string, most int64, data []byte) ([]byte, error) {
	r = io.LimitReader(r, most+1-int64(len(data)))
	for {
		if len(data) == cap(data) {
			data = slices.Grow(data, max(len(data)/4, least))
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
