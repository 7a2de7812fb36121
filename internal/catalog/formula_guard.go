package catalog

import "strings"

// formulaSigns are what a spreadsheet takes for the begin of a formula, with the fullwidth
// forms that it takes for the same.
const formulaSigns = "=+-@\t\r＝＋－＠"

// GuardedCell is a cell of CSV that no spreadsheet runs: where it begins with the sign of a
// formula, or holds one after a separator that a spreadsheet may split at, an apostrophe
// stands before it. So it does before a value that begins with apostrophes and then such a
// sign, so that BareCell gives every value back. Guarded says whether one was put there: such
// a cell is to be quoted.
func GuardedCell(value string) (cell string, guarded bool) {
	if !risky(value) {
		return value, false
	}
	return "'" + value, true
}

// BareCell takes off what GuardedCell put before a cell, and nothing else.
func BareCell(cell string) string {
	if bare, ok := strings.CutPrefix(cell, "'"); ok && risky(bare) {
		return bare
	}
	return cell
}

func risky(value string) bool {
	if beginsFormula(strings.TrimLeft(value, "'")) {
		return true
	}
	for i, r := range value {
		if (r == ';' || r == '\t') && beginsFormula(value[i+1:]) {
			return true
		}
	}
	return false
}

func beginsFormula(s string) bool {
	for _, r := range s {
		return strings.ContainsRune(formulaSigns, r)
	}
	return false
}

// CSVField is a cell as it stands between the commas of a line: guarded, and quoted where
// it has to be.
func CSVField(value string) string {
	if unremarkable(value) {
		return value
	}
	cell, guarded := GuardedCell(value)
	if guarded || strings.ContainsAny(cell, ",\"\r\n") || strings.HasPrefix(cell, " ") {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}

// unremarkable reports whether a cell, as most are, begins with a letter or digit and holds
// no sign that might need a guard or quotes.
func unremarkable(value string) bool {
	for i := range len(value) {
		switch value[i] {
		case ',', '"', '\r', '\n', ';', '\t':
			return false
		}
	}
	if value == "" {
		return true
	}
	c := value[0] | 0x20 // lower case
	return 'a' <= c && c <= 'z' || '0' <= value[0] && value[0] <= '9'
}
