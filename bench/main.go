//go:build unix

// Bench measures the built program as a person meets it, in a pseudo-terminal and from a
// shell, and prints a table: beside fzf where that is installed, on lists of equal length.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	program := flag.String("program", "bin/authzx", "the built program")
	runs := flag.Int("runs", 3, "how often each figure is taken; the median is told")
	flag.Parse()
	if err := measureAll(*program, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is what is measured, and where.
type bench struct {
	authzx, fzf string // fzf is empty where it is not installed
	folder      string
	runs        int
	rate        int // bytes a second of the line; 0 for as many as come
}

func measureAll(program string, runs int) error {
	path, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "authzx-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	b := bench{authzx: path, folder: folder, runs: runs}
	if b.fzf, err = exec.LookPath("fzf"); err != nil {
		fmt.Fprintln(os.Stderr, "bench: fzf is not installed: nothing stands beside")
	}
	small, err := b.tenant("small", 1_000, goals{"1.9 x fzf", "2.2 x fzf", ""})
	if err != nil {
		return err
	}
	large, err := b.tenant("large", 100_000, goals{"", "450 ms", "4 x the document"})
	if err != nil {
		return err
	}
	t := table{os.Stdout}
	t.head()
	for _, measure := range []func(table) error{
		func(t table) error { return b.start(t, small) },
		func(t table) error { return b.start(t, large) },
		func(t table) error { return b.moves(t, small) },
		func(t table) error { return b.held(t, small) },
		func(t table) error { return b.slow(t, small) },
		func(t table) error { return b.filter(t, large) },
		func(t table) error { return b.answers(t, large) },
		func(t table) error { return b.idle(t, small) },
		func(t table) error { return b.commands(t, large) },
	} {
		if err := measure(t); err != nil {
			return err
		}
	}
	return nil
}
