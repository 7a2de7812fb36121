//go:build unix

package main

import (
	"os/exec"
	"strings"
	"testing"
)

func TestTheTableHasMediansAndRatios(t *testing.T) {
	var b strings.Builder
	all := table{&b}
	all.head()
	all.add("start", "ms", 0, []float64{30, 10, 20}, []float64{10}, "2 x fzf")
	all.add("alone", "bytes", 1, []float64{1.5}, nil, "")
	all.add("idle", "bytes", 0, []float64{0}, []float64{0}, "0")
	const want = "| what | authzx | fzf | ratio | goal |\n| --- | ---: | ---: | ---: | --- |\n" +
		"| start | 20 ms | 10 ms | 2.00 | 2 x fzf |\n| alone | 1.5 bytes |  |  |  |\n| idle | 0 bytes | 0 bytes |  | 0 |\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// A shell stands in for what is measured: what it draws, sends and takes is known.
func TestAKeyIsMeasuredByWhatItLeadsTo(t *testing.T) {
	if _, err := exec.LookPath("stty"); err != nil {
		t.Skip(err)
	}
	b := bench{folder: t.TempDir()}
	s, err := b.open(80, 24, "/bin/sh", "-c", `stty raw -echo; printf '7 users'; while c=$(dd bs=1 count=1 2>/dev/null) && [ "$c" != q ]; do printf 12345; done`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.until(counted(7)); err != nil {
		t.Fatal(err)
	}
	if a, err := s.key("j"); err != nil || a.bytes != 5 || a.settled <= 0 {
		t.Errorf("got %+v, %v", a, err)
	}
	if _, err := s.key("q"); err == nil {
		t.Error("what has ended was measured")
	}
}
