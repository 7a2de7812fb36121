package views

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/catalog"
	"authzx/internal/ui"
)

// wide is so wide that no column gives way.
const wide = 400

func TestEachDescribedListDetailAndRelationIsOnAScreen(t *testing.T) {
	e := explore(t, 80, 24)
	d := &e.desk.Data.Data
	frame := func(r ui.Route, tabs int) string {
		s := e.desk.Make(r)
		s.SetSize(wide, 40)
		carryOut(s, s.Init())
		for range tabs {
			s.Act(ui.NextTab)
		}
		return ansi.Strip(s.View())
	}
	for _, k := range catalog.Lists() {
		list := frame(ui.Route{Kind: k.Plural}, 0)
		for _, c := range k.List {
			if !strings.Contains(list, c.Title) {
				t.Errorf("the list of %s has no column %s:\n%s", k.Plural, c.Title, list)
			}
		}
		rows := k.Rows(d)
		for i, r := range k.Relations {
			at := slices.IndexFunc(rows, func(row catalog.Row) bool { return len(r.Rows(d, row.Ref.ID)) > 0 })
			if at < 0 {
				t.Fatalf("nothing has the relation %s", r.ID)
			}
			tab := frame(ui.Route{Kind: k.Singular(), ID: rows[at].Ref.ID}, i+1)
			for _, c := range r.Columns {
				says := slices.ContainsFunc(r.Rows(d, rows[at].Ref.ID), func(row catalog.Row) bool { return !c.Cell(d, row).Text.IsZero() })
				if !strings.Contains(tab, "["+r.Title) || says && !strings.Contains(tab, c.Title) {
					t.Errorf("tab %s has no column %s:\n%s", r.ID, c.Title, tab)
				}
			}
		}
		overview := frame(ui.Route{Kind: k.Singular(), ID: rows[0].Ref.ID}, 0)
		for _, f := range k.Fields(d, rows[0].Ref.ID) {
			if !f.Value.Text.IsZero() && !strings.Contains(overview, f.Label) {
				t.Errorf("the overview of a %s has no field %s:\n%s", k.Singular(), f.Label, overview)
			}
		}
	}
}

func TestTiesAreOfferedInTheOrderOfTheirRank(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "a")
	for _, words := range []string{"Members of", "Roles of", "Nested groups of", "Parent groups", "New mapping"} {
		e.shows("─ " + words)
		e.press("<shift+tab>")
	}
}

func TestAnExportHasTheKeysOfTheDescriptionEachOnce(t *testing.T) {
	e := explore(t, 80, 24)
	for i, k := range catalog.Lists() {
		e.press(strconv.Itoa(i+1), "x", "json", "<down>", "<enter>")
		if len(e.copied) != i+1 {
			t.Fatalf("%s are not exported", k.Plural)
		}
		known := []string{"note", "held_by"} // of lists alone
		for _, c := range k.Document {
			known = append(known, c.Key)
		}
		first := strings.Split(e.copied[i], "\n")[1]
		in := json.NewDecoder(strings.NewReader(first))
		keys := map[string]int{}
		for j := 0; ; j++ {
			token, err := in.Token()
			if err != nil {
				break
			}
			if key, ok := token.(string); ok && j%2 == 1 {
				keys[key]++
			}
		}
		if keys["id"] != 1 || keys["name"] != 1 {
			t.Errorf("%s: %s", k.Plural, first)
		}
		for key, n := range keys {
			if n != 1 || !slices.Contains(known, key) {
				t.Errorf("%s: %q stands %d times in %s", k.Plural, key, n, first)
			}
		}
	}
}
