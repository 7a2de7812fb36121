// Package folder keeps the files of a way out in a folder, and verifies what is there.
package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"authzx/internal/exit"
	"authzx/internal/private"
	"authzx/internal/text"
)

// Write writes all files or none; what is there stays, and is an *exit.Problem.
func Write(dir string, files []exit.File) error {
	for _, f := range files {
		path := filepath.Join(dir, f.Path)
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return &exit.Problem{What: text.Escape(path) + " is there already", Hint: "name another folder"}
		}
	}
	for i, f := range files {
		path := filepath.Join(dir, f.Path)
		if err := private.NewFile(path, f.Data); err != nil {
			for _, written := range files[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(dir, written.Path)))
			}
			return fmt.Errorf("writing %s: %w", text.Escape(path), err)
		}
	}
	return nil
}

// Written is what a proof needs of a folder.
type Written struct {
	report     exit.Report
	code, plan []byte
}

// Read reads a folder; one that was not written by Write is an *exit.Problem.
func Read(dir string) (w Written, err error) {
	doc, err := readFile(dir, exit.FileReport)
	if err != nil {
		return w, err
	}
	if w.report, err = exit.ReadReport(doc); err != nil {
		return w, fmt.Errorf("%s: %w", text.Escape(dir), err)
	}
	if w.code, err = readFile(dir, exit.FileCode); err != nil {
		return w, err
	}
	if w.report.NeedsPlan() {
		w.plan, err = readFile(dir, exit.FilePlan)
	}
	return w, err
}

// Plans are the plans of earlier folders.
func Plans(dirs []string) ([][]byte, error) {
	var docs [][]byte
	for _, dir := range dirs {
		doc, err := readFile(dir, exit.FilePlan)
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// maxFile bounds a file of a folder, in bytes.
const maxFile = 256 << 20

func readFile(dir, name string) ([]byte, error) {
	data, err := private.ReadAtMost(filepath.Join(dir, name), maxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &exit.Problem{What: fmt.Sprintf("%s was not written by authzx exit: it has no %s", text.Escape(dir), name)}
	case err != nil:
		return nil, fmt.Errorf("reading the folder: %w", err)
	}
	return data, nil
}
