package tenant

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"authzx/internal/private"
)

// journal is the file of one run: JSON lines, each on disk before the program
// goes on.
type journal struct {
	run  string
	file *os.File
	now  func() time.Time
}

// keptRuns is how many journals are kept, beside those that are not finished.
const keptRuns = 500

const journalSuffix = ".jsonl"

// stampFormat is how the name of a journal says when it was begun.
const stampFormat = "20060102T150405Z"

// newJournal makes the journal of a new run. The caller holds the lock.
func (f folder) newJournal(now func() time.Time) (*journal, error) {
	runs, err := f.runNames()
	if err != nil {
		return nil, err
	}
	next := 1
	if len(runs) > 0 {
		next = numberOf(runs[len(runs)-1]) + 1
	}
	name := fmt.Sprintf("%08d-%s", next, now().UTC().Format(stampFormat))
	j, err := f.openJournal(name, now)
	if err != nil {
		return nil, err
	}
	if len(runs) >= keptRuns {
		f.prune(runs[:len(runs)-keptRuns+1])
	}
	return j, syncDir(f.journals())
}

// prune removes the journals of old runs with which nothing is left to be done.
// One that was not finished, or can't be read, stays until somebody settles it.
func (f folder) prune(runs []string) {
	for _, run := range runs {
		p, err := f.load(run)
		if err == nil && (p == nil || !p.Pending()) {
			_ = os.Remove(f.journalPath(run))
		}
	}
}

func (f folder) openJournal(run string, now func() time.Time) (*journal, error) {
	file, err := private.AppendOwn(f.journalPath(run))
	if err != nil {
		return nil, &JournalError{"opening the journal", err}
	}
	return &journal{run: run, file: file, now: now}, nil
}

func (f folder) journalPath(run string) string {
	return filepath.Join(f.journals(), run+journalSuffix)
}

// runNames are the runs that have a journal, the oldest first.
func (f folder) runNames() ([]string, error) {
	if f == "" {
		return nil, nil
	}
	files, err := os.ReadDir(f.journals())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &JournalError{"listing the journals", err}
	}
	var names []string
	for _, file := range files {
		if name, ok := strings.CutSuffix(file.Name(), journalSuffix); ok && file.Type().IsRegular() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// write puts one entry on the disk.
func (j *journal) write(e entry) error {
	e.At = j.now().UTC()
	line, err := encodeLine(e)
	if err == nil {
		_, err = j.file.Write(line)
	}
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		return &JournalError{"writing the journal", err}
	}
	return nil
}

func (j *journal) close() { _ = j.file.Close() }

// encodeLine is a value as one line, with <, > and & in strings as they are.
func encodeLine(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// readJournal reads what a journal tells, as far as it is whole: damaged says
// that a line can't be read. A last line without an end was torn while it was
// written, and counts as never written.
func (f folder) readJournal(run string) (entries []entry, damaged bool, err error) {
	b, err := private.ReadFile(f.journalPath(run))
	if err != nil {
		return nil, false, &JournalError{"reading the journal", err}
	}
	entries, good := readEntries(b)
	return entries, bytes.IndexByte(b[good:], '\n') >= 0, nil
}

// readEntries are the lines up to the first one that is torn or can't be read,
// and how many bytes they are.
func readEntries(b []byte) (entries []entry, good int) {
	for line := range bytes.Lines(b) {
		var e entry
		if !bytes.HasSuffix(line, []byte("\n")) || json.Unmarshal(line, &e) != nil {
			break
		}
		entries, good = append(entries, e), good+len(line)
	}
	return entries, good
}

// repair cuts off a torn or unreadable end, so that the next line begins on its
// own. What is cut off of an unreadable journal is kept beside it.
func (f folder) repair(run string) error {
	path := f.journalPath(run)
	b, err := private.ReadFile(path)
	if err != nil {
		return &JournalError{"reading the journal", err}
	}
	_, good := readEntries(b)
	if good == len(b) {
		return nil
	}
	if bytes.IndexByte(b[good:], '\n') >= 0 {
		if err := private.WriteFile(path+".damaged", b); err != nil {
			return &JournalError{"repairing the journal", err}
		}
	}
	if err := os.Truncate(path, int64(good)); err != nil {
		return &JournalError{"repairing the journal", err}
	}
	return nil
}

// syncDir makes a new file in a folder last through a power cut, as far as the
// file system can.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return &JournalError{"opening the journal", err}
	}
	_ = d.Sync()
	_ = d.Close()
	return nil
}
