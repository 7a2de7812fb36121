//go:build unix

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"
)

// table is written row by row, as what is measured takes its time.
type table struct{ to io.Writer }

func (t table) head() {
	fmt.Fprintf(t.to, "| what | authzx | fzf | ratio | goal |\n| --- | ---: | ---: | ---: | --- |\n")
}

// add writes the medians of what was measured, beside what is wanted.
func (t table) add(what, unit string, digits int, own, theirs []float64, goal string) {
	beside, ratio := "", ""
	if len(theirs) > 0 {
		beside = fmt.Sprintf("%.*f %s", digits, median(theirs), unit)
		if median(theirs) > 0 {
			ratio = fmt.Sprintf("%.2f", median(own)/median(theirs))
		}
	}
	fmt.Fprintf(t.to, "| %s | %.*f %s | %s | %s | %s |\n", what, digits, median(own), unit, beside, ratio, goal)
}

func median(values []float64) float64 {
	sorted := slices.Clone(values)
	slices.SortFunc(sorted, cmp.Compare[float64])
	return sorted[len(sorted)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
