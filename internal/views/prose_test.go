package views

import (
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/views/apiref"
)

func TestTheExplanationIsReadToItsEnd(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
		e := exploreSteady(t, size[0], size[1], nil)
		e.find(endpoint.Lookup(endpoint.RolesUpdate))
		e.shows("Replaces a role and its permissions", "scope   update:roles", "If permissions is left out")
		e.shows("lines more: tab, then j")
		e.hides("the end")
		e.press("<tab>", "j", "j")
		e.hides("Replaces a role and its permissions")
		e.press("G")
		e.shows("the end")
		e.press("g")
		e.shows("Replaces a role and its permissions", "PUT     /roles/{id}")
		e.press("<esc>", "j")
		e.shows("lines more: tab, then j", "Replaces a role and its permissions")
	}
}

func TestWhatHasBittenOthersComesBeforeTheFields(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	for _, route := range endpoint.All() {
		var text strings.Builder
		for _, l := range apiref.EndpointLines(apiref.NewRights(e, e.desk.Desk), route) {
			text.WriteString(l.Plain() + "\n")
		}
		if len(route.Quirks) == 0 {
			continue
		}
		head, _, _ := strings.Cut(text.String(), "\npath ")
		head, _, _ = strings.Cut(head, "\nbody ")
		head, _, _ = strings.Cut(head, "\nanswer ")
		for _, q := range route.Quirks {
			if !strings.Contains(head, q) {
				t.Errorf("%s: %q comes after what it takes", route.ID, q)
			}
		}
	}
}

func TestTheSnippetScrollsBesideAForm(t *testing.T) {
	e := exploreSteady(t, 60, 15, nil)
	e.fillIn("POST", "/roles")
	e.press("<ctrl+x>", " ")
	e.shows("lines more: pgdn")
	e.hides("--header 'Content-Type")
	for range 5 {
		e.press("<pgdown>")
	}
	e.shows("5e6d8f10", "}'")
	e.hides("curl --request", "more: pgdn")
	for range 5 {
		e.press("<pgup>")
	}
	e.shows("curl --request")
}
