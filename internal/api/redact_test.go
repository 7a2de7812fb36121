package api

import (
	"net/http"
	"testing"
)

func TestOfARedirectOnlyTheHostIsTold(t *testing.T) {
	for location, want := range map[string]string{
		"https://h.example#access_token=canary":   "h.example",
		"https://h.example/x#access_token=canary": "h.example",
		"https://h.example?code=canary":           "h.example",
		"https://user:canary@h.example:8443/x":    "h.example:8443",
		"/callback?next=https://canary":           "another path",
		"?token=canary//canary":                   "another path",
		"//h.example/canary":                      "h.example",
		"https://user:canary%zz@h.example/":       "an address that can't be read",
		"https://h.example\\@canary/":             "an address that can't be read",
		"":                                        "nowhere",
	} {
		if got := redirectTarget(http.Header{"Location": {location}}).Raw(); got != want {
			t.Errorf("%s: %q, want %q", location, got, want)
		}
	}
}
