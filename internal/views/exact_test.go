package views

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/answers"
	"authzx/internal/views/desk"
)

// hostileDocument has names that unknown might choose, in every place.
func hostileDocument() rbac.Document {
	bad := text.New("\x1b[31m日本語のとても長い名前です\u202e\u200b👩‍👩‍👧 and on and on and on and on")
	users := []rbac.UserID{rbac.User("auth0|\x1b]0;1"), rbac.User(bad.Raw())}
	app := rbac.ClientID{Text: bad}
	p := rbac.Permission{ID: rbac.PermissionOf("p"), Name: bad, Description: bad, Application: app}
	r := rbac.Role{ID: rbac.RoleOf("r"), Name: bad, Application: app, Permissions: []rbac.PermissionID{p.ID, rbac.PermissionOf(bad.Raw())}, Users: users[:1]}
	g := rbac.Group{ID: rbac.GroupOf("g"), Name: bad, Roles: []rbac.RoleID{r.ID}, Members: users, Nested: []rbac.GroupID{rbac.GroupOf("g")}}
	return rbac.Document{Groups: []rbac.Group{g}, Roles: []rbac.Role{r}, Permissions: []rbac.Permission{p}}
}

func TestScreensOfQuestionsAreExactlyAsLargeAsTheirRoom(t *testing.T) {
	e := exploreStill(t, hostileDocument(), nil, 80, 24)
	users := e.desk.Data.Graph.Users()
	for name, route := range map[string]ui.Route{
		"who can": answers.WhoCanRoute(rbac.PermissionOf("p").Ref()), "nobody": answers.WhoCanRoute(rbac.GroupOf("none").Ref()),
		"compare": answers.CompareRoute(users[0].Ref(), users[1].Ref()), "matrix": {Kind: desk.RouteMatrix}, "doctor": {Kind: desk.RouteDoctor},
	} {
		t.Run(name, func(t *testing.T) {
			s := e.desk.Make(route)
			s.SetSize(58, 11)
			carryOut(s, s.Init())
			for _, w := range []int{0, 1, 2, 3, 5, 9, 14, 31, 57, 58, 60, 78, 109, 110, 118, 198} {
				for _, h := range []int{0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 13, 20, 36, 46} {
					s.SetSize(w, h)
					view := s.View()
					if w < 58 || h < 11 {
						continue // nothing is promised there but to go on
					}
					if fault := misshapen(view, w, h); fault != "" {
						t.Fatalf("%dx%d: %s\n%s", w, h, fault, view)
					}
				}
			}
		})
	}
}

// misshapen says in what a view is not w by h cells of printable text.
func misshapen(view string, w, h int) string {
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		return fmt.Sprintf("%d lines", len(lines))
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n != w {
			return fmt.Sprintf("line %d is %d cells wide", i, n)
		}
		if text.Escape(strings.ReplaceAll(ansi.Strip(line), "⟨", "<")) != strings.ReplaceAll(ansi.Strip(line), "⟨", "<") {
			return fmt.Sprintf("line %d is not safe: %q", i, line)
		}
	}
	return ""
}
