package internal_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// leaves know nothing of the project, and every other package may know them.
func leaves() []string {
	return []string{"text", "secret", "endpoint", "private", "routine", "tomllines", "environment"}
}

// rooms are the packages of the explorer's screens, the ground first: each may know
// those before it, and the host above them all.
func rooms() []string {
	return []string{
		"views/desk", "views/kinds", "views/clipboard", "views/resources", "views/changes", "views/past", "views/edit", "views/answers",
		"views/apiref", "views/configuration", "views/doctor", "views/wayout", "views/setup", "views",
	}
}

// allowed lists, for each package, what it may know beyond the leaves.
func allowed() map[string][]string {
	// A family of commands knows what all of them stand on.
	family := []string{"rbac", "catalog", "tenant", "cli/command", "cli/output", "cli/session"}
	lists := map[string][]string{
		"text": {}, "secret": {}, "endpoint": {}, "private": {"routine"}, "routine": {}, "tomllines": {"text"}, "environment": {},

		"rbac":           {"rbac/relation"},
		"rbac/relation":  {},
		"rbac/lint":      {"rbac", "rbac/relation"},
		"catalog":        {"rbac"},
		"plan":           {"rbac"},
		"suggest":        {"rbac", "plan"},
		"state":          {"rbac", "plan"},
		"history":        {},
		"rulebook":       {"rbac", "rbac/lint", "catalog"},
		"report":         {"rbac", "catalog"},
		"drawing":        {"rbac", "catalog"},
		"snippet":        {},
		"config":         {},
		"sandbox":        {},
		"sandbox/sample": {},
		"sandbox/signer": {},
		"faulty":         {},
		"racing":         {},
		"api":            {"rbac"},
		"tenant":         {"api", "rbac", "plan"},
		"exit":           {"rbac", "rbac/lint", "plan", "snippet"},
		"exit/node":      {},
		"exit/folder":    {"exit", "exit/node"},
		"exit/port":      {"exit"},
		"ui/theme":       {},
		"ui/keyboard":    {},
		"ui/paint":       {},
		"ui/widget":      {"ui/theme"},
		"ui":             {"ui/widget", "ui/theme"},
		"cli/output":     {"rbac", "catalog"},
		"cli/command":    {"api", "config", "cli/output"},
		"cli/session":    {"api", "catalog", "config", "history", "rbac", "plan", "state", "tenant", "cli/command", "cli/output"},
		"cli/answers":    slices.Concat(family, []string{"rbac/lint", "drawing", "exit", "plan", "rulebook"}),
		"cli/changes":    slices.Concat(family, []string{"api", "history", "plan", "report", "state", "suggest"}),
		"cli/requests":   slices.Concat(family, []string{"api", "config", "snippet"}),
		"cli/setup":      slices.Concat(family, []string{"config"}),
		"cli/wayout":     slices.Concat(family, []string{"exit", "exit/folder", "exit/node", "exit/port"}),
		"cli/sources":    slices.Concat(family, []string{"sandbox", "sandbox/sample"}),
		"cli/explorer":   slices.Concat(family, []string{"api", "config", "history", "state", "sandbox", "sandbox/sample", "ui", "ui/keyboard", "ui/paint", "ui/theme", "views", "views/answers", "views/desk", "views/setup", "views/wayout"}),
		"cli/clitest":    {"cli/command", "config", "sandbox", "sandbox/sample", "sandbox/signer"},
		"cli":            {"cli/answers", "cli/changes", "cli/command", "cli/explorer", "cli/output", "cli/requests", "cli/setup", "cli/sources", "cli/wayout", "ui"},
		"main":           {"cli", "cli/command"},
		"terminal":       {},
		"screenshots":    {"terminal"},
		"bench":          {"terminal", "sandbox/sample"},
	}
	for i, room := range rooms() {
		lists[room] = slices.Concat([]string{"ui", "ui/widget", "ui/theme", "rbac", "rbac/lint", "catalog", "plan", "snippet", "tenant", "exit", "history", "state", "rulebook"}, rooms()[:i])
	}
	lists["views/answers"] = append(lists["views/answers"], "drawing", "suggest")
	lists["views/wayout"] = append(lists["views/wayout"], "exit/folder")
	lists["views/setup"] = append(lists["views/setup"], "config")
	return lists
}

// foreign lists import paths, by their beginnings, that a package must keep
// away from though they are none of the project's.
func foreign() map[string][]string {
	files, network, terminal := []string{"os", "io/fs"}, []string{"net"}, []string{"charm.land/", "github.com/charmbracelet/"}
	return map[string][]string{
		"rbac":      slices.Concat(files, network, terminal),
		"rbac/lint": slices.Concat(files, network, terminal),
		"catalog":   slices.Concat(files, network),
		"report":    slices.Concat(files, network, terminal),
		"drawing":   slices.Concat(files, network, terminal),
		"rulebook":  slices.Concat(files, network, terminal),
		"state":     slices.Concat(files, network, terminal),
		"suggest":   slices.Concat(files, network, terminal),
		"plan":      slices.Concat(files, network, terminal),
		"tenant":    terminal,
		"api":       terminal,
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
	return slices.Contains(reach(room, known), other)
}

// reach is all that a package may import. Leaves know only those listed, rbac knows
// two of them only.
func reach(room string, known []string) []string {
	switch {
	case slices.Contains(leaves(), room):
		return known
	case room == "rbac":
		return []string{"text", "routine", "rbac/relation"}
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
			if slices.Contains([]string{"text", "secret", "endpoint", "routine", "environment"}, s.room) && !standard {
				t.Errorf("%s: %s imports %s and may import the standard library only", s.at(spec.Pos()), s.room, path)
			}
		}
	}
}

func TestTheListOfPackagesHasNoCycle(t *testing.T) {
	lists := allowed()
	seen := map[string]bool{}
	var visit func(room string, above []string)
	visit = func(room string, above []string) {
		if slices.Contains(above, room) {
			t.Fatalf("%s knows itself by way of %s", room, strings.Join(above, ", "))
		}
		if seen[room] {
			return
		}
		seen[room] = true
		for _, next := range lists[room] {
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
