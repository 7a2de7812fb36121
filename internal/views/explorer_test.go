package views

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/racing"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/views/apiref"
)

// filledIn is what a person types to call an endpoint on the sample company.
type filledIn struct {
	values []string // of the path, in order, as they are typed in the picker
	body   string   // what is written
	sample bool     // the example is taken, and altered by a blank
	insert string   // what is looked for in the picker, to go into the body
	name   bool     // the tenant's name is asked for
	status int      // other than the table's
}

// filling says what goes into an endpoint: ids of things that are there.
func (e *driver) filling(route *endpoint.Route) filledIn {
	data := e.desk.Data
	ann := data.Directory.UsersWithEmail(text.New("ann@acme.test"))[0].Raw()
	group, child := data.Graph.Groups()[0].ID.Raw(), data.Graph.Groups()[1].ID.Raw()
	role, permission := data.Graph.Roles()[0], data.Graph.Permissions()[0]
	values := map[endpoint.Ref]string{
		endpoint.RefUser: ann, endpoint.RefGroup: group, endpoint.RefRole: role.ID.Raw(),
		endpoint.RefPermission: permission.ID.Raw(), endpoint.RefClient: role.Application.Raw(),
	}
	var f filledIn
	for _, p := range route.Path {
		f.values = append(f.values, values[p.Ref])
	}
	application := fmt.Sprintf(`"applicationType":"client","applicationId":%q`, role.Application.Raw())
	switch route.ID {
	case endpoint.UsersGroupsAdd, endpoint.GroupsNestedAdd, endpoint.GroupsNestedRemove:
		f.insert = child
	case endpoint.UsersRolesAdd, endpoint.UsersRolesRemove, endpoint.GroupsRolesAdd, endpoint.GroupsRolesRemove:
		f.insert = role.ID.Raw()
	case endpoint.GroupsMembersAdd, endpoint.GroupsMembersRemove:
		f.insert = ann
	case endpoint.GroupsMappingsAdd:
		f.insert, f.sample = "corp", true
	case endpoint.PolicyAsk:
		f.insert = "corp"
	case endpoint.GroupsMappingsRemove, endpoint.ConfigurationUpdate, endpoint.ResourceServerUpdate:
		f.sample = true
	case endpoint.GroupsCreate, endpoint.GroupsUpdate:
		f.body = `{"name":"Night shift","description":"Those who work at night"}`
	case endpoint.RolesCreate, endpoint.RolesUpdate:
		f.body = `{"name":"Night watch","description":"Watches",` + application + `}`
	case endpoint.PermissionsCreate, endpoint.PermissionsUpdate:
		f.body = `{"name":"watch:nights","description":"May watch",` + application + `}`
	case endpoint.ResourceServerCreate:
		f.status = 409
	case endpoint.ConfigurationRotateKey, endpoint.ResourceServerDelete, endpoint.ConfigurationImport:
		f.name, f.sample = true, route.Body != nil
	}
	switch route.ID {
	case endpoint.PermissionsUpdate, endpoint.PermissionsDelete, endpoint.RolesDelete:
		f.status = 400 // in use, and the answer says by whom
	}
	return f
}

// find goes to an endpoint by its method and path, and the arrows.
func (e *driver) find(route *endpoint.Route) {
	e.t.Helper()
	e.press("8", "<esc>", "/", route.Method+" "+route.Template, "<enter>")
	for range endpoint.All() {
		for line := range strings.SplitSeq(e.frame(), "\n") {
			words := strings.Fields(line)
			at := strings.Index(line, "▌")
			if at >= 0 && contains(words, route.Method) && contains(words, route.Template) {
				return
			}
		}
		e.press("j")
	}
	e.t.Fatalf("%s is not found:\n%s", route.ID, e.frame())
}

// toType finds what a question wants typed.
var toType = regexp.MustCompile(`to continue, type (.*?) +│`)

// agree says yes to a question: by a key, or by what it wants typed.
func (e *driver) agree() {
	e.t.Helper()
	if name := toType.FindStringSubmatch(e.frame()); name != nil {
		e.press(name[1], "<enter>")
		return
	}
	e.press("y")
}

func contains(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

// write replaces the body, which has the caret.
func (e *driver) write(body string) {
	for range 30 {
		e.press("<ctrl+u>", "<ctrl+k>", "<backspace>")
		e.send(tea.KeyPressMsg{Code: tea.KeyDelete})
		e.settle()
	}
	e.press(body)
}

func (e *driver) last() tenant.Entry {
	entries := e.tenant.Log().Entries()
	for i := len(entries) - 1; i >= 0; i-- {
		if entries[i].Cause == apiref.CallCause && entries[i].Route != "token" {
			return entries[i]
		}
	}
	return tenant.Entry{}
}

func TestEveryEndpointIsFoundFilledInAndSentFromTheKeyboard(t *testing.T) {
	sizes := [][2]int{{80, 24}, {60, 15}, {120, 40}}
	for i, route := range racing.Sample(t, 4, endpoint.All()) {
		t.Run(string(route.ID), func(t *testing.T) {
			t.Parallel()
			size := sizes[i%len(sizes)]
			e := explore(t, size[0], size[1])
			f := e.filling(route)
			e.find(route)
			e.press("<enter>")
			for _, v := range f.values {
				e.press(v, "<enter>")
			}
			if f.sample {
				e.press("<ctrl+x>", " ")
			}
			if f.insert != "" {
				e.press("<ctrl+f>", f.insert, "<enter>")
				e.shows(`"` + f.insert + `"`)
			}
			if f.body != "" {
				e.write(f.body)
			}
			e.hides(" fault")
			e.press("<ctrl+r>")
			if route.ID == endpoint.ConfigurationRotateKey {
				e.keepKeyIn(filepath.Join(t.TempDir(), "key"))
			}
			if !route.Reads() {
				e.shows(route.Method+" /", "undo")
				if strings.Contains(e.frame(), "to continue, type acme") != f.name {
					t.Errorf("the tenant's name is not asked for rightly:\n%s", e.frame())
				}
				e.agree()
			}
			want := f.status
			if want == 0 {
				want = route.Answer.Status
			}
			// What it answers, how it went, and the answer itself.
			e.shows("[Response]", " "+route.Method+" /", fmt.Sprintf("%d %s", want, http.StatusText(want)))
			switch {
			case want == http.StatusNoContent:
				e.shows("No body.")
			case want >= http.StatusBadRequest:
				e.shows(fmt.Sprintf(`"statusCode": %d`, want))
			case strings.HasPrefix(route.Answer.Example, "["):
				e.shows("▾ [")
			default:
				e.shows("▾ {")
			}
			if got := e.last(); got.Route != route.ID || got.Status != want {
				t.Errorf("sent %s %s, answered %d, want %s answered %d:\n%s",
					got.Method, got.Target, got.Status, route.ID, want, e.frame())
			}
		})
	}
}
