package views

import "strconv"

// counted is a number of things in words: 1 user, 2 users.
func counted(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return strconv.Itoa(n) + " " + of + "s"
}
