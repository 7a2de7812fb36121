package private

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Sweep removes what writes into the folder and those below it that were cut off left
// behind, where it is from before a time and of the same user. What can't be read or
// removed stays.
func Sweep(folder string, before time.Time) {
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && pending.MatchString(entry.Name()) {
			removeOld(path, entry, before)
		}
		return nil
	})
}

// pending is what WriteFile calls a file that is not whole yet.
var pending = regexp.MustCompile(`^\..+-[0-9]+$`)

// SweepBeside removes what writes of one file that were cut off left beside it, as Sweep
// does.
func SweepBeside(file string, before time.Time) {
	folder := filepath.Dir(file)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), "."+filepath.Base(file)+"-") && pending.MatchString(entry.Name()) {
			removeOld(filepath.Join(folder, entry.Name()), entry, before)
		}
	}
}

// Passing is a name for what is gone after the run: process is the one that has it.
func Passing(kind string, process int) string {
	return "authzx-" + kind + "-" + strconv.Itoa(process) + "-"
}

// passing are such names, and the process behind them.
var passing = regexp.MustCompile(`^authzx-[a-z]+-([0-9]+)-[0-9a-f]+(?:\.json)?$`)

// SweepPassing removes from a folder that others use too what processes left behind that
// run no more, as Sweep does.
func SweepPassing(folder string, before time.Time) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		found := passing.FindStringSubmatch(entry.Name())
		if found == nil {
			continue
		}
		if process, err := strconv.Atoi(found[1]); err == nil && !runs(process) {
			removeOld(filepath.Join(folder, entry.Name()), entry, before)
		}
	}
}

// removeOld removes a file or folder of the same user's from before a time.
func removeOld(path string, entry fs.DirEntry, before time.Time) {
	info, err := entry.Info()
	if err != nil || !info.ModTime().Before(before) || !own(info) {
		return
	}
	switch {
	case info.Mode().IsRegular():
		_ = os.Remove(path)
	case info.IsDir() && passing.MatchString(entry.Name()):
		_ = os.RemoveAll(path)
	}
}
