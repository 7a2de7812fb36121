package exit_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// company is one recorded tenant, with a directory.
func company(t *testing.T, switches map[rbac.Switch]bool) exit.Source {
	t.Helper()
	r := recordings(t)["tenant-001.json"]
	directory := (*rbac.Directory)(nil).WithUsers([]rbac.Person{
		{ID: rbac.User("auth0|unmentioned")}, {ID: rbac.User("custom|a/b#c?d=e f%")},
	}, rbac.Extent{At: time.Unix(1, 0)})
	directory = directory.WithApplications([]rbac.Application{
		{ID: rbac.Client("app-payroll"), Name: text.New("Payroll")}, {ID: rbac.Client("idle")}, {ID: rbac.Client("idle-2")},
	}, rbac.Extent{Complete: true})
	return exit.Source{
		Graph: indexed(r.Document), Directory: directory, Switches: switches,
		BaseURL: "https://acme.eu.webtask.io/adf6e2f2b84784b57522e3b19dfc9201/api", TokenURL: "https://acme.eu.auth0.com/oauth/token",
	}
}

func allSwitches() map[rbac.Switch]bool { return switchesOn(rbac.Switches()...) }

func TestTheWrittenTestPassesUnderNode(t *testing.T) {
	file := nodeFile(t)
	tests := map[string]struct {
		target     exit.Target
		switches   map[rbac.Switch]bool
		parameters exit.Parameters
	}{
		"an action":                      {exit.TargetAction, intoTokens(), exit.Parameters{Namespace: namespace}},
		"an action with every switch":    {exit.TargetAction, allSwitches(), exit.Parameters{Prefix: "authz_", IDToken: true, RuleID: "rul_1"}},
		"an action that lets in":         {exit.TargetAction, allSwitches(), exit.Parameters{Namespace: namespace, OnFailure: exit.FailureEmpty}},
		"an action with a token":         {exit.TargetAction, intoTokens(), exit.Parameters{Namespace: namespace, Auth: exit.AuthToken}},
		"an action with every option":    {exit.TargetAction, allSwitches(), everyOption()},
		"an action without any switch":   {exit.TargetAction, switchesOn(), exit.Parameters{Namespace: namespace}},
		"an action with pseudonyms":      {exit.TargetAction, intoTokens(), exit.Parameters{Namespace: namespace, Pseudonymise: true}},
		"an engine":                      {exit.TargetEngine, intoTokens(), exit.Parameters{Namespace: namespace}},
		"an engine with every option":    {exit.TargetEngine, allSwitches(), everyOption()},
		"an engine that lets in":         {exit.TargetEngine, allSwitches(), exit.Parameters{Namespace: namespace, OnFailure: exit.FailureEmpty}},
		"an engine that cuts at commas":  {exit.TargetEngine, intoTokens(), exit.Parameters{Namespace: namespace, StringGroups: exit.StringComma}},
		"an engine that takes one whole": {exit.TargetEngine, allSwitches(), exit.Parameters{Namespace: namespace, StringGroups: exit.StringWhole}},
	}
	var suites []string
	root := t.TempDir()
	for name, tt := range tests {
		for path, data := range made(t, tt.target, company(t, tt.switches), tt.parameters) {
			full := filepath.Join(root, strings.ReplaceAll(name, " ", "-"), path)
			if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o700), os.WriteFile(full, data, 0o600)); err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(path, ".test.js") {
				suites = append(suites, full)
			}
		}
	}
	quoted, err := json.Marshal(suites)
	if err != nil {
		t.Fatal(err)
	}
	// One process for all is quicker; one suite is run as a person does.
	runSuite(t, file, "-e", fmt.Sprintf("for (const suite of %s) require(suite);", quoted))
	runSuite(t, file, "--test", suites[0])
}

func runSuite(t *testing.T, file string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), file, args...)
	cmd.Env = []string{"NO_COLOR=1"}
	out, err := cmd.CombinedOutput()
	if err == nil && strings.Contains(string(out), "# fail 0") {
		return
	}
	at := max(0, strings.Index(string(out), "not ok"))
	t.Fatalf("%v\n%.3000s", err, out[at:])
}

func everyOption() exit.Parameters {
	return exit.Parameters{
		Namespace: namespace, AccessToken: true, RuleID: "rul_1", RequiredRoles: true,
		SAML: map[exit.Kind]string{exit.Groups: "http://schemas.xmlsoap.org/claims/Group"},
	}
}

func TestPseudonymsStandForUsersInTheCases(t *testing.T) {
	s := company(t, intoTokens())
	plain := string(made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace})[exit.FileCases])
	hidden := string(made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace, Pseudonymise: true})[exit.FileCases])
	for _, user := range s.Graph.Users() {
		if strings.Contains(hidden, user.Raw()) {
			t.Errorf("%s is named", user)
		}
	}
	if !strings.Contains(plain, s.Graph.Users()[0].Raw()) {
		t.Errorf("without the option nobody is named")
	}
}

func TestFlagsThatCannotBeFollowedAreProblems(t *testing.T) {
	tests := map[string]struct {
		parameters exit.Parameters
		says       string
	}{
		"no namespace and no prefix":        {exit.Parameters{}, "namespace or a prefix"},
		"both":                              {exit.Parameters{Namespace: namespace, Prefix: "x_"}, "not both"},
		"a namespace that is no address":    {exit.Parameters{Namespace: "acme"}, "neither an http(s) URL"},
		"a namespace without a host":        {exit.Parameters{Namespace: "https:///x"}, "neither an http(s) URL"},
		"another scheme":                    {exit.Parameters{Namespace: "ftp://acme.example/"}, "neither an http(s) URL"},
		"Auth0's own domain":                {exit.Parameters{Namespace: "https://acme.eu.auth0.com/"}, "auth0.com"},
		"Auth0's own domain in capitals":    {exit.Parameters{Namespace: "https://ACME.AUTH0.COM/"}, "auth0.com"},
		"the domain of extensions":          {exit.Parameters{Namespace: "https://acme.webtask.run/"}, "webtask.run"},
		"the older domain of extensions":    {exit.Parameters{Namespace: "https://webtask.io/"}, "webtask.io"},
		"a namespace with a line end":       {exit.Parameters{Namespace: "https://acme.example/\n"}, "characters"},
		"a prefix with a quote":             {exit.Parameters{Prefix: "x'"}, "characters"},
		"an unknown answer to failures":     {exit.Parameters{Namespace: namespace, OnFailure: "allow"}, "--on-failure"},
		"an unknown way to cut":             {exit.Parameters{Namespace: namespace, StringGroups: "x"}, "--string-groups"},
		"an unknown way to show who one is": {exit.Parameters{Namespace: namespace, Auth: "x"}, "--auth"},
		"an unknown kind of attribute":      {exit.Parameters{Namespace: namespace, SAML: map[exit.Kind]string{"x": "y"}}, "--saml"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := exit.Make(exit.TargetAction, company(t, intoTokens()), tt.parameters)
			var problem *exit.Problem
			if !errors.As(err, &problem) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one that says %q", err, tt.says)
			}
		})
	}
	for _, good := range []string{"https://acme.example/", "http://acme.example#", "urn:acme:", "https://notauth0.com/", "https://auth0.com.acme.example/"} {
		if _, err := exit.Make(exit.TargetAction, company(t, intoTokens()), exit.Parameters{Namespace: good}); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
}

func TestASourceThatDoesNotSayEnoughIsAProblem(t *testing.T) {
	for name, alter := range map[string]func(*exit.Source){
		"no switches":         func(s *exit.Source) { s.Switches = nil },
		"no address":          func(s *exit.Source) { s.BaseURL = "" },
		"an address of files": func(s *exit.Source) { s.BaseURL = "file:///api" },
		"plain HTTP abroad":   func(s *exit.Source) { s.BaseURL = "http://acme.example/api" },
		"a missing list": func(s *exit.Source) {
			s.Graph = indexed(rbac.Document{Missing: rbac.Missing{Roles: errors.New("refused")}})
		},
	} {
		s := company(t, intoTokens())
		alter(&s)
		var problem *exit.Problem
		if _, err := exit.Make(exit.TargetAction, s, exit.Parameters{Namespace: namespace}); !errors.As(err, &problem) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// large is a tenant with n groups, 50 roles and 300 permissions.
func large(n int) rbac.Document {
	var d rbac.Document
	id := func(kind, n int) string { return fmt.Sprintf("%08x-0000-4000-8000-%012x", kind, n*7919) }
	for i := range 300 {
		d.Permissions = append(d.Permissions, rbac.Permission{
			ID: rbac.PermissionOf(id(3, i)), Name: text.New(fmt.Sprintf("permission:%d", i)), Application: rbac.Client(fmt.Sprintf("app-%d", i%6))})
	}
	for i := range 50 {
		r := rbac.Role{ID: rbac.RoleOf(id(2, i)), Name: text.New(fmt.Sprintf("Role %d", i)), Application: rbac.Client(fmt.Sprintf("app-%d", i%6))}
		for j := range 12 {
			r.Permissions = append(r.Permissions, d.Permissions[(i+6*j)%300].ID)
		}
		d.Roles = append(d.Roles, r)
	}
	for i := range n {
		g := rbac.Group{ID: rbac.GroupOf(id(1, i)), Name: text.New(fmt.Sprintf("Department %d", i)), Roles: []rbac.RoleID{d.Roles[i%50].ID}}
		if i > 0 && i%3 == 0 {
			g.Nested = []rbac.GroupID{d.Groups[i/2].ID}
		}
		if i%10 == 0 {
			g.Mappings = []rbac.Mapping{{GroupName: text.New(fmt.Sprintf("GG-Department-%d", i)), Connection: text.New("corp")}}
		}
		g.Members = []rbac.UserID{rbac.User(fmt.Sprintf("auth0|%d", i))}
		d.Groups = append(d.Groups, g)
	}
	return d
}

func TestAThousandGroupsFitAndAFewMoreAreRefusedWithTheNumber(t *testing.T) {
	s := exit.Source{Graph: indexed(large(1000)), Switches: intoTokens()}
	code := made(t, exit.TargetEngine, s, exit.Parameters{Namespace: namespace})[exit.FileCode]
	if len(code) > 100_000 {
		t.Errorf("%d bytes", len(code))
	}
	s.Graph = indexed(large(4000))
	_, err := exit.Make(exit.TargetEngine, s, exit.Parameters{Namespace: namespace})
	var big *exit.TooLargeError
	if !errors.As(err, &big) || big.Bytes <= 100_000 || !strings.Contains(err.Error(), fmt.Sprint(big.Bytes)) {
		t.Errorf("error %v", err)
	}
}

func TestAnEmptyTenantIsWrittenAtOnce(t *testing.T) {
	s := exit.Source{Graph: indexed(rbac.Document{}), Switches: switchesOn(), BaseURL: "https://ext.example/api"}
	began := time.Now()
	for _, target := range []exit.Target{exit.TargetAction, exit.TargetEngine} {
		made(t, target, s, exit.Parameters{Namespace: namespace})
	}
	if took := time.Since(began); took > 300*time.Millisecond {
		t.Errorf("took %v", took)
	}
}

func TestDeletedUsersAreLostByTheEngineAlone(t *testing.T) {
	s := company(t, intoTokens())
	ghost := s.Graph.Users()[0]
	s.Directory = s.Directory.WithGone(ghost)
	if losses := s.Losses(exit.TargetAction); len(losses) != 0 {
		t.Errorf("the action loses %+v", losses)
	}
	losses := s.Losses(exit.TargetEngine)
	if len(losses) != 1 || losses[0].Kind != exit.LossGhostMember || losses[0].Count != 1 || losses[0].Users[0] != ghost {
		t.Fatalf("the engine loses %+v", losses)
	}
	plan := planned(t, made(t, exit.TargetEngine, s, exit.Parameters{Namespace: namespace})[exit.FilePlan])
	if _, written := plan[ghost.Raw()]; written {
		t.Errorf("a deleted user is in the plan")
	}
	if len(exit.Unaccepted(losses, []string{"ghost-member"}))+len(exit.Unaccepted(losses, []string{"all"})) > 0 {
		t.Errorf("the loss can't be accepted")
	}
	if exit.CheckAccepted([]string{"nonsense"}) == nil {
		t.Errorf("nonsense can be accepted")
	}
}

func TestTheReportHasTheShapeOfTheContract(t *testing.T) {
	var report map[string]json.RawMessage
	if err := json.Unmarshal(made(t, exit.TargetAction, company(t, intoTokens()), exit.Parameters{Namespace: namespace})[exit.FileReport], &report); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"format": `"authzx.exit/1"`, "target": `"action"`, "losses": `[]`, "proof": `"not-run"`,
	} {
		if string(report[key]) != want {
			t.Errorf("%s is %s, want %s", key, report[key], want)
		}
	}
	var e struct{ Checked, Equal, Differing any }
	if err := json.Unmarshal(report["equivalence"], &e); err != nil || e.Checked != 0.0 || e.Equal != 0.0 || e.Differing == nil {
		t.Errorf("equivalence is %s", report["equivalence"])
	}
}

func TestWhatIsGrantedOnFailureIsSaidFirst(t *testing.T) {
	files := made(t, exit.TargetAction, company(t, intoTokens()), exit.Parameters{Namespace: namespace, OnFailure: exit.FailureEmpty})
	for _, name := range []string{exit.FileReadme, exit.FileReportMarkdown} {
		at := strings.Index(string(files[name]), "lets everyone in")
		if at < 0 {
			at = strings.Index(string(files[name]), "everyone is let in")
		}
		if at < 0 || at > 400 {
			t.Errorf("%s says it at %d", name, at)
		}
	}
}
