package cli

import "testing"

func TestTheDemoCanBeOpenedReadOnly(t *testing.T) {
	for _, args := range [][]string{{"demo", "--read-only"}, {"--read-only", "demo"}} {
		s := newWorld(t).opened(args...)
		s.shows("61 users", "read-only")
		s.types("q")
		s.code()
	}
}
