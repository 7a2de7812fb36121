package command

import "strings"

// UTF8 reports whether the locale's characters are UTF-8. The first of
// the three variables that is set counts; without any the locale is C,
// and on Windows UTF-8.
func (e Env) UTF8() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := strings.ToLower(e.Variable(name)); value != "" {
			return strings.Contains(value, "utf-8") || strings.Contains(value, "utf8")
		}
	}
	return e.Windows
}
