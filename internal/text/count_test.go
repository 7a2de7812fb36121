package text

import "testing"

func TestOneIsCountedWithoutAnS(t *testing.T) {
	for n, want := range map[int]string{0: "0 groups", 1: "1 group", 2: "2 groups", 1000: "1000 groups"} {
		if got := Counted(n, "group"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSizesAreShort(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 1: "1 byte", 1023: "1023 bytes", 1024: "1 KB", 2500: "2.4 KB", 64 << 10: "64 KB", 3<<20 + 600<<10: "3.6 MB", 256 << 20: "256 MB",
	} {
		if got := Size(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}
