package sandbox

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"authzx/internal/text"
)

// maxSafe is the largest integer that the server's numbers hold exactly.
const maxSafe = 1<<53 - 1

var (
	numberPattern = text.Pattern(`(?i)^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$`)
	exponentPart  = text.Pattern(`[eE][+-]?\d+$`)
	zeroFraction  = text.Pattern(`\.0*$`)
	bareFraction  = text.Pattern(`^(-?)\.([^.]*)$`)
	leadingZeros  = text.Pattern(`^(-?)0+([0-9])`)
)

// checkNumber takes integers, in queries and bodies also as text.
func (r *rule) checkNumber(v value, at path) (value, *mistake) {
	n, ok := v.(float64)
	if s, isText := v.(string); isText && numberPattern().MatchString(s) {
		s = strings.TrimSpace(s)
		n, _ = strconv.ParseFloat(s, 64) // out of range is infinity, which is not exact
		ok = true
		if !exact(s, n) {
			return nil, &mistake{at, "must be a safe number"}
		}
	}
	switch {
	case !ok:
		return nil, &mistake{at, "must be a number"}
	case math.IsInf(n, 0):
		return nil, &mistake{at, "cannot be infinity"}
	case math.Abs(n) > maxSafe:
		return nil, &mistake{at, "must be a safe number"}
	case n != math.Trunc(n):
		return nil, &mistake{at, "must be an integer"}
	case r.bounded && n < r.low:
		return nil, &mistake{at, fmt.Sprintf("must be greater than or equal to %.0f", r.low)}
	case r.bounded && r.high > 0 && n > r.high:
		return nil, &mistake{at, fmt.Sprintf("must be less than or equal to %.0f", r.high)}
	}
	return n + 0, nil // no negative zero
}

// exact reports whether n is what s says, and not just the nearest number.
func exact(s string, n float64) bool {
	if math.IsInf(n, 0) {
		return false
	}
	shown := numberText(n)
	if strings.ContainsAny(s, "eE") {
		return significant(s) == significant(shown)
	}
	return strings.ContainsAny(shown, "e") || shown == plainDecimal(s)
}

// significant are the digits of a number without sign, point, exponent and
// outer zeros.
func significant(s string) string {
	s = exponentPart().ReplaceAllString(s, "")
	s = strings.Replace(s, ".", "", 1)
	s = strings.TrimRight(s, "0")
	return strings.TrimLeft(strings.TrimLeft(s, "+-"), "0")
}

// plainDecimal writes a decimal the one way in which the server would.
func plainDecimal(s string) string {
	s = strings.TrimPrefix(s, "+")
	s = zeroFraction().ReplaceAllString(s, "")
	s = bareFraction().ReplaceAllString(s, "${1}0.$2")
	s = leadingZeros().ReplaceAllString(s, "$1$2")
	if strings.Contains(s, ".") {
		s = strings.TrimRight(s, "0")
	}
	if s == "-0" {
		return "0"
	}
	return s
}
