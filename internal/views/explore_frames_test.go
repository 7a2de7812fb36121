package views

import (
	"maps"
	"slices"
	"testing"

	"authzx/internal/racing"
	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
	"authzx/internal/ui/theme"
)

// framesOf compares the frames that keys lead to.
func framesOf(t *testing.T, area string, frames map[string][]string) {
	for _, name := range racing.Sample(t, 4, slices.Sorted(maps.Keys(frames))) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := explore(t, 80, 24)
			e.press(frames[name]...)
			e.golden(area + "-" + name)
		})
	}
}

func TestFramesOfLists(t *testing.T) {
	framesOf(t, "list", map[string][]string{
		"users":        {"1"},
		"groups":       {"2"},
		"roles":        {"3"},
		"permissions":  {"4"},
		"applications": {"5"},
		"connections":  {"6"},
		"typing":       {"2", "/", "fin"},
		"filtered":     {"2", "/", "fin", "<enter>"},
		"no-match":     {"2", "/", "nothing like it", "<enter>"},
		"sorted":       {"2", "s", "s"},
		"reversed":     {"2", "s", "s", "S"},
		"marked":       {"2", " ", "j", " "},
		"ranged":       {"2", "j", "v", "j", "j"},
		"search":       {"<ctrl+f>"},
		"found":        {"<ctrl+f>", "name:kata*", "<enter>"},
		"found-none":   {"<ctrl+f>", "name:nobody", "<enter>"},
	})
}

func TestFramesOfAListWhosePreviewIsHidden(t *testing.T) {
	e := explore(t, 120, 40)
	e.press("2", "p")
	e.plain("list-no-preview")
}

func TestFramesOfListsOfAnEmptyTenant(t *testing.T) {
	frames := map[string]string{"users": "1", "groups": "2", "roles": "3", "permissions": "4", "applications": "5", "connections": "6"}
	for name, key := range frames {
		t.Run(name, func(t *testing.T) {
			e := exploreTenant(t, sample.Tenant{Document: []byte("{}")}, 80, 24)
			e.press(key)
			e.golden("list-empty-" + name)
		})
	}
}

func TestFramesOfDetails(t *testing.T) {
	ann, finance := []string{"1", "/", "ann archer", "<enter>", "<enter>"}, []string{"2", "/", "finance", "<enter>", "<enter>"}
	role, permission := []string{"3", "/", "expense desk", "<enter>", "<enter>"}, []string{"4", "/", "read:receipts", "<enter>", "<enter>"}
	app, connection := []string{"5", "<enter>"}, []string{"6", "/", "corp", "<enter>", "<enter>"}
	tab := func(open []string, n int) []string {
		keys := append([]string(nil), open...)
		for range n {
			keys = append(keys, "]")
		}
		return keys
	}
	framesOf(t, "detail", map[string][]string{
		"user": ann, "user-groups": tab(ann, 1), "user-roles": tab(ann, 2), "user-permissions": tab(ann, 3), "user-json": tab(ann, 4),
		"group": finance, "group-members": tab(finance, 1), "group-nested": tab(finance, 2), "group-nested-in": tab(finance, 3),
		"group-roles": tab(finance, 4), "group-mappings": tab(finance, 5), "group-json": tab(finance, 6),
		"role": role, "role-permissions": tab(role, 1), "role-groups": tab(role, 2), "role-users": tab(role, 3), "role-json": tab(role, 4),
		"permission": permission, "permission-roles": tab(permission, 1), "permission-groups": tab(permission, 2),
		"permission-users": tab(permission, 3), "permission-json": tab(permission, 4),
		"application": app, "application-roles": tab(app, 1), "application-permissions": tab(app, 2), "application-json": tab(app, 3),
		"connection": connection, "connection-mappings": tab(connection, 1), "connection-users": tab(connection, 2),
		"connection-json":       tab(connection, 3),
		"group-member-filtered": append(tab(finance, 1), "/", "payable", "<enter>"),
		"json-searched":         append(tab(ann, 4), "/", "corp", "<enter>"),
		"json-folded":           append(tab(ann, 4), "<enter>"),
		"user-gone":             {"9", "/", "ghost", "<enter>", "<enter>", "]", "/", "auth0", "<enter>", "<enter>"},
	})
}

func TestFramesOfAGroupThatWasDeleted(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "zephyr", "<enter>", "<enter>")
	e.elsewhere(rbac.DeleteGroup{Group: e.groupOf("Project Zephyr")})
	e.press("r")
	e.golden("detail-group-gone")
}

func TestFramesOfAccess(t *testing.T) {
	ann := []string{"1", "/", "ann archer", "<enter>", "E"}
	with := func(keys ...string) []string { return append(append([]string(nil), ann...), keys...) }
	framesOf(t, "access", map[string][]string{
		"permissions": ann, "roles": with("]"), "groups": with("]", "]"),
		"unfolded":    with("j", "<enter>", "j", "<enter>", "j", "<enter>"),
		"filtered":    with("/", "approve", "<enter>"),
		"typing":      with("/", "approve"),
		"no-match":    with("/", "nothing like it", "<enter>"),
		"application": with("f", "ledger", "<enter>"),
		"choosing":    with("f"),
		"login-form":  with("m"),
		"login":       with("m", "<right>", "<tab>", "GG-Support", "<ctrl+s>"),
		"foreseen":    append([]string{"1", "/", "ann archer", "<enter>", "a", "engin", "<ctrl+t>"}, "E", "t"),
	})
}

func TestFramesOfThePaletteAndTheKeys(t *testing.T) {
	framesOf(t, "palette", map[string][]string{
		"open": {":"}, "typed": {":", "fin"}, "no-match": {":", "nothing like it"},
	})
	framesOf(t, "keys", map[string][]string{
		"of-a-list": {"?"}, "of-access": {"E", "?"}, "of-a-detail": {"2", "<enter>", "?"},
	})
}

func TestStyledFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"list-users": {"1"}, "detail-group": {"2", "/", "finance", "<enter>", "<enter>"}, "access-permissions": {"1", "/", "ann archer", "<enter>", "E", "*"},
		"change-review": {"/", "ann@", "<enter>", "a", "engin", "<enter>"}, "doctor": {"9"},
	} {
		t.Run(name, func(t *testing.T) {
			e := newDriver(t)
			e.tenant = connect(t, e.server)
			e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.TrueColor}, 80, 24)
			e.press(keys...)
			if name == "doctor" {
				e.await("3 errors")
			}
			e.styled(name)
		})
	}
}
