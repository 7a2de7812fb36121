package text

import (
	"fmt"
	"strconv"
	"strings"
)

// Counted is a number of things in words: 1 group, 2 groups, 0 groups. The noun takes
// an s when there are several.
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// Size is a number of bytes in words: 1 byte, 900 bytes, 2.5 KB, 64 MB. A KB has 1,024
// bytes, as the extension counts them.
func Size(n int64) string {
	switch {
	case n >= 1<<20:
		return tenths(float64(n)/(1<<20)) + " MB"
	case n >= 1<<10:
		return tenths(float64(n)/(1<<10)) + " KB"
	}
	return Counted(int(n), "byte")
}

// tenths has one digit behind the point, unless it is a zero.
func tenths(f float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", f), ".0") }
