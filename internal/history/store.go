// Package history keeps the states of one tenant: each that differs from the last,
// compressed, in private files, within bounds.
package history

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"authzx/internal/private"
	"authzx/internal/text"
)

// Limits bound what is kept. The newest state always stays.
type Limits struct {
	Keep int           // how many states
	Age  time.Duration // how long
	Size int64         // of all of them, in bytes
}

// Store is the folder of the states of one tenant. Several programs may use it.
type Store struct {
	Folder string
	Limits Limits
}

// Entry is one saved state.
type Entry struct {
	ID   string
	At   time.Time
	Size int64
	What string // what had changed since the one before, safe to draw
}

// State is a state to be saved.
type State struct {
	At time.Time
	// Document gives it as JSON; it is not called when nothing has to be kept.
	Document func() ([]byte, error)
	// Key is the same for states that don't differ; Rest of it is empty where a part
	// that is told apart was not read.
	Key, Rest string
}

const (
	suffix = ".json.gz"
	stamp  = "20060102T150405.000Z"
	// largest bounds a state that is read, in bytes.
	largest = 1 << 30
)

// Save keeps a state that differs from the newest one. What says what has changed
// since: it is given the document of the newest, nil when there is none.
func (s Store) Save(state State, what func(before []byte) string) error {
	list, err := s.List()
	if err != nil {
		return err
	}
	var before []byte
	replaced := ""
	if len(list) > 0 {
		newest := list[len(list)-1]
		key, rest := keyOf(newest.ID)
		switch {
		case key == state.Key && (rest == state.Rest || state.Rest == ""):
			return nil
		case key == state.Key && rest == "":
			replaced = newest.ID // the same, of which more is known now
		}
		if before, err = s.Read(newest.ID); err != nil {
			before = nil
		}
	}
	said := ""
	if replaced == "" {
		said = what(before)
	} else {
		said = list[len(list)-1].What
	}
	id := state.At.UTC().Format(stamp) + "-" + state.Key + state.restPart()
	doc, err := state.Document()
	if err == nil {
		doc, err = compressed(doc, said)
	}
	if err != nil {
		return err
	}
	if err := private.WriteFile(s.path(id), doc); err != nil {
		return fmt.Errorf("keeping the state: %w", err)
	}
	if replaced != "" {
		_ = os.Remove(s.path(replaced))
	}
	_, err = s.Prune(state.At)
	return err
}

func (st State) restPart() string {
	if st.Rest == "" {
		return ""
	}
	return "-" + st.Rest
}

// keyOf are the parts of an id behind its time.
func keyOf(id string) (key, rest string) {
	_, keys, _ := strings.Cut(id, "-")
	key, rest, _ = strings.Cut(keys, "-")
	return key, rest
}

func compressed(doc []byte, what string) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	z.Extra = []byte(what)[:min(len(what), longest)]
	if _, err := z.Write(doc); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// longest bounds what is said of a state, in bytes.
const longest = 1000

func (s Store) path(id string) string { return filepath.Join(s.Folder, id+suffix) }

// List are the saved states, the oldest first.
func (s Store) List() ([]Entry, error) {
	files, err := os.ReadDir(s.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing the saved states: %w", err)
	}
	var list []Entry
	for _, f := range files {
		id, ok := strings.CutSuffix(f.Name(), suffix)
		if !ok || !f.Type().IsRegular() {
			continue
		}
		when, _, _ := strings.Cut(id, "-")
		at, err := time.Parse(stamp, when)
		if err != nil {
			continue
		}
		e := Entry{ID: id, At: at, What: s.what(id)}
		if info, err := f.Info(); err == nil {
			e.Size = info.Size()
		}
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

// what is said in the head of a file.
func (s Store) what(id string) string {
	f, err := os.Open(s.path(id))
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return ""
	}
	return text.Escape(strings.ToValidUTF8(string(z.Extra), ""))
}

// Read is the document of a saved state.
func (s Store) Read(id string) ([]byte, error) {
	b, err := private.ReadFile(s.path(id))
	if err != nil {
		return nil, fmt.Errorf("reading the saved state: %w", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err == nil {
		b, err = io.ReadAll(io.LimitReader(z, largest))
	}
	if err != nil {
		return nil, fmt.Errorf("reading the saved state %s: %w", id, err)
	}
	return b, nil
}

// Prune removes what the limits leave no room for, and says how many states that
// were.
func (s Store) Prune(now time.Time) (int, error) {
	list, err := s.List()
	if err != nil {
		return 0, err
	}
	kept, size, gone := 0, int64(0), 0
	for i, e := range slices.Backward(list) {
		kept++
		size += e.Size
		if i == len(list)-1 || kept <= s.Limits.Keep && now.Sub(e.At) <= s.Limits.Age && size <= s.Limits.Size {
			continue
		}
		if err := os.Remove(s.path(e.ID)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return gone, fmt.Errorf("removing a saved state: %w", err)
		}
		gone++
	}
	return gone, nil
}

// Empty removes all states.
func (s Store) Empty() (int, error) {
	list, err := s.List()
	for i, e := range list {
		if err := os.Remove(s.path(e.ID)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return i, fmt.Errorf("removing a saved state: %w", err)
		}
	}
	return len(list), err
}
