package internal_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// leaves know nothing of the project, and every other package may know them.
func leaves() []string { return []string{"text", "secret", "endpoint", "private", "crew"} }

// allowed lists, for each package, what it may know beyond the leaves.
func allowed() map[string][]string {
	return map[string][]string{
		"text": {}, "secret": {}, "endpoint": {}, "private": {}, "crew": {},

		"rbac":           {},
		"plan":           {"rbac"},
		"snippet":        {},
		"config":         {},
		"sandbox":        {},
		"sandbox/sample": {},
		"faulty":         {},
		"api":            {"rbac"},
		"tenant":         {"api", "rbac", "plan"},
		"ui/theme":       {},
		"ui/widget":      {"ui/theme"},
		"ui":             {"ui/widget", "ui/theme"},
		"views":          {"ui", "ui/widget", "ui/theme", "rbac", "plan", "snippet", "tenant"},
		"cli":            {everything},
		"main":           {"cli"},
		"terminal":       {},
		"screenshots":    {"terminal"},
	}
}

const everything = "*"

// foreign lists import paths, by their beginnings, that a package must keep
// away from though they are none of the project's.
func foreign() map[string][]string {
	files, network, terminal := []string{"os", "io/fs"}, []string{"net"}, []string{"charm.land/", "github.com/charmbracelet/"}
	return map[string][]string{
		"rbac":   slices.Concat(files, network, terminal),
		"plan":   slices.Concat(files, network, terminal),
		"tenant": terminal,
		"api":    terminal,
	}
}

func TestPackagesKnowOnlyWhatTheyMay(t *testing.T) {
	lists := allowed()
	for _, s := range sources(t) {
		known, listed := lists[s.room]
		if !listed {
			t.Errorf("%s: package %s is not in the list of packages", s.path, s.room)
			continue
		}
		for _, spec := range s.file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			own, ok := strings.CutPrefix(path, module+"/internal/")
			if !ok {
				continue
			}
			if !mayKnow(s.room, known, own) {
				t.Errorf("%s: %s may not import %s, only %s", s.at(spec.Pos()), s.room, own, strings.Join(reach(s.room, known), ", "))
			}
		}
	}
}

func mayKnow(room string, known []string, other string) bool {
	return slices.Contains(known, everything) || slices.Contains(reach(room, known), other)
}

// reach is all that a package may import. The leaves don't know each other, rbac knows
// two of them only.
func reach(room string, known []string) []string {
	switch {
	case slices.Contains(leaves(), room):
		return known
	case room == "rbac":
		return []string{"text", "crew"}
	case room == "main":
		return known
	}
	return append(leaves(), known...)
}

func TestPackagesKeepAwayFromTheOutsideTheyDoNotNeed(t *testing.T) {
	lists := foreign()
	for _, s := range sources(t) {
		for _, spec := range s.file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			for _, banned := range lists[s.room] {
				if path == banned || strings.HasPrefix(path, strings.TrimSuffix(banned, "/")+"/") {
					t.Errorf("%s: %s imports %s", s.at(spec.Pos()), s.room, path)
				}
			}
			standard := !strings.Contains(strings.Split(path, "/")[0], ".") && !strings.HasPrefix(path, module+"/")
			if slices.Contains([]string{"text", "secret", "endpoint", "crew"}, s.room) && !standard {
				t.Errorf("%s: %s imports %s and may import the standard library only", s.at(spec.Pos()), s.room, path)
			}
		}
	}
}

func TestTheListOfPackagesHasNoCycle(t *testing.T) {
	lists := allowed()
	var visit func(room string, above []string)
	visit = func(room string, above []string) {
		if slices.Contains(above, room) {
			t.Fatalf("%s knows itself by way of %s", room, strings.Join(above, ", "))
		}
		for _, next := range lists[room] {
			if next == everything {
				continue
			}
			if _, ok := lists[next]; !ok {
				t.Errorf("%s may know %s, which is not in the list", room, next)
			}
			visit(next, append(slices.Clone(above), room))
		}
	}
	for room := range lists {
		visit(room, nil)
	}
}
