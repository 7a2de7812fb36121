package explorer

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
	"authzx/internal/config"
	"authzx/internal/secret"
	"authzx/internal/text"
	"authzx/internal/views/setup"
)

// book is the profiles of the world, as the explorer has them.
func book(w *clitest.World) *profileBook {
	r := &command.Run{Env: w.Env}
	w.T.Cleanup(func() { _ = r.Close() })
	return newProfileBook(r)
}

func TestTheBookListsProfilesWithTheirFaults(t *testing.T) {
	w := clitest.New(t)
	w.Configure("[profiles.dev]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"x\"\nclient_secret_keyring = true\n" +
		"[profiles.prod]\ntenant = \"acme\"\nregion = \"us\"\nclient_id = \"x\"\nclient_secret_command = [\"pass\", \"show\"]\nproduction = true\nread_only = true\n" +
		"[profiles.half]\ntenant = \"acme\"\nclient_id = \"x\"\nclient_secret_keyring = true\n[profiles.bare]\ntenant = \"acme\"\nregion = \"eu\"\n")
	list, err := book(w).List()
	if err != nil || len(list) != 4 {
		t.Fatalf("%v, %v", list, err)
	}
	dev, prod, half, bare := list[0], list[1], list[2], list[3]
	if dev.Fault != nil || dev.Tenant.Raw() != "acme" || dev.Region.Raw() != "eu" || dev.Secret.Raw() != "the keyring" || dev.Asks || dev.Production {
		t.Errorf("%+v", dev)
	}
	if !prod.Production || !prod.ReadOnly || !prod.Asks || prod.Secret.Raw() != "client_secret_command (pass)" {
		t.Errorf("%+v", prod)
	}
	if half.Fault == nil || !strings.Contains(half.Fault.Error(), "region: is missing") || bare.Fault == nil || !strings.Contains(bare.Fault.Error(), "client_id: is missing") {
		t.Errorf("%v; %v", half.Fault, bare.Fault)
	}
	for _, name := range []string{"half", "bare", "nobody"} {
		if _, err := book(w).Connect(t.Context(), text.New(name)); err == nil {
			t.Errorf("%s connects", name)
		}
	}
	w.Configure("[profiles.dev]\nzap = 1\n")
	if _, err := book(w).List(); err == nil || !strings.Contains(err.Error(), "zap") {
		t.Errorf("a broken file: %v", err)
	}
	if list, err := book(clitest.New(t)).List(); err != nil || len(list) != 0 {
		t.Errorf("no file: %v, %v", list, err)
	}
}

func TestATestNamesTheStepThatFails(t *testing.T) {
	w, _ := clitest.Connected(t)
	steps := func(name string) (passed []string, failed string, err error) {
		for _, c := range book(w).Test(t.Context(), text.New(name)) {
			if c.Err != nil {
				return passed, c.Step, c.Err
			}
			passed = append(passed, c.Step)
		}
		return passed, "", nil
	}
	for name, c := range map[string]struct {
		passed []string
		failed string
		kind   api.Kind
	}{
		"dev":    {[]string{"extension", "token", "groups"}, "", ""},
		"groups": {[]string{"extension", "token", "groups"}, "", ""},
		"none":   {[]string{"extension", "token"}, "groups", api.KindForbidden},
		"wrong":  {[]string{"extension"}, "token", api.KindTokenRefused},
		"ring":   {nil, "profile", ""},
	} {
		t.Run(name, func(t *testing.T) {
			passed, failed, err := steps(name)
			if !slices.Equal(passed, c.passed) || failed != c.failed || api.KindOf(err) != c.kind {
				t.Errorf("passed %v, failed %q: %v", passed, failed, err)
			}
		})
	}
}

func TestATestLeadsBackToTheStepOfTheSetUp(t *testing.T) {
	w, server := clitest.Connected(t)
	content, err := os.ReadFile(book(w).Path().Raw())
	if err != nil {
		t.Fatal(err)
	}
	w.Configure(string(content) + "[profiles.off]\nbase_url = \"" + server.BaseURL() + "\"\ntoken_url = \"" + server.TokenURL() +
		"\"\naudience = \"urn:another\"\nclient_id = \"admin\"\nclient_secret = \"" + clitest.Canary + "\"\n")
	for name, want := range map[string]config.Step{
		"off": config.StepAPI, "none": config.StepScopes, "wrong": config.StepProfile, "ring": config.StepProfile,
	} {
		checks := book(w).Test(t.Context(), text.New(name))
		if last := checks[len(checks)-1]; last.Err == nil || last.Redo != want {
			t.Errorf("%s: %v leads to step %d, want %d", name, last.Err, last.Redo, want)
		}
	}
	forbidden := &api.Error{Kind: api.KindTokenForbidden, Message: text.New("Client is not authorized to access \"urn:auth0-authz-api\"")}
	if got := redoFor(forbidden); got != config.StepAuthorize {
		t.Errorf("a client without the API leads to step %d", got)
	}
	var scopes []string
	proven := map[config.Step]bool{}
	for _, c := range book(w).Test(t.Context(), text.New("groups")) {
		for _, step := range c.Proves {
			proven[step] = c.Err == nil
		}
		scopes = append(scopes, c.Scopes...)
	}
	if !proven[config.StepAPI] || !proven[config.StepAuthorize] || !proven[config.StepProfile] || !slices.Contains(scopes, "read:groups") || slices.Contains(scopes, "read:roles") {
		t.Errorf("proven are %v, the scopes are %q", proven, scopes)
	}
}

func TestWhatIsNoAuthorizationExtensionIsSaid(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"name":"auth0-logs","title":"Logs \u202e","version":"1"}`))
	}))
	t.Cleanup(other.Close)
	w := clitest.New(t)
	w.Configure("[profiles.dev]\nbase_url = \"" + other.URL + "/api\"\ntoken_url = \"" + other.URL + "/oauth/token\"\nclient_id = \"x\"\nclient_secret = \"y\"\n")
	checks := book(w).Test(t.Context(), text.New("dev"))
	if err := checks[0].Err; err == nil || !strings.Contains(err.Error(), "not an Authorization Extension") || strings.Contains(err.Error(), "\u202e") {
		t.Errorf("%+v", checks)
	}
}

func TestACancelledTestEnds(t *testing.T) {
	w, _ := clitest.Connected(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range book(w).Test(ctx, text.New("dev")) {
		if c.Err == nil {
			t.Errorf("%s passed", c.Step)
		}
	}
}

// draft is one that the sandbox of connected takes.
func draft(baseURL, tokenURL string) setup.Draft {
	return setup.Draft{
		Name: text.New("new"), BaseURL: text.New(baseURL), TokenURL: text.New(tokenURL),
		ClientID: text.New("admin"), Secret: secret.New(clitest.Canary), Place: setup.PlaceKeyring,
	}
}

func TestADraftIsTriedWithoutATrace(t *testing.T) {
	_, server := clitest.Connected(t)
	w := clitest.New(t)
	checks, err := book(w).Try(t.Context(), draft(server.BaseURL(), server.TokenURL()))
	if err != nil || len(checks) != 3 || checks[2].Err != nil {
		t.Fatalf("%+v, %v", checks, err)
	}
	if left, _ := os.ReadDir(w.Env.Home); len(left) != 0 {
		t.Errorf("it left %v behind", left)
	}
	if ring := w.Env.Keyring.(*clitest.Keyring); len(ring.Held) != 0 {
		t.Error("the secret is in the keyring")
	}
}

func TestADraftKeepsItsSecretWhereItWasToldTo(t *testing.T) {
	for name, c := range map[string]struct {
		alter func(*setup.Draft)
		wants string
	}{
		"keyring": {func(*setup.Draft) {}, "client_secret_keyring = true"},
		"file":    {func(d *setup.Draft) { d.Place = setup.PlaceFile }, `client_secret = "` + clitest.Canary + `"`},
		"environment": {func(d *setup.Draft) {
			d.Place, d.Variable, d.Secret = setup.PlaceVariable, text.New("SECRET_OF_TEST"), secret.Secret{}
		}, `client_secret_env = "SECRET_OF_TEST"`},
		"command": {func(d *setup.Draft) {
			first, rest, _ := strings.Cut(clitest.Canary, "-")
			d.Place, d.Command, d.Secret = setup.PlaceCommand, text.New(`printf '%s-%s\n' "`+first+`" '`+rest+`'`), secret.Secret{}
		}, `client_secret_command = ["printf", "%s-%s\\n", "`},
	} {
		t.Run(name, func(t *testing.T) {
			_, server := clitest.Connected(t)
			w := clitest.New(t)
			w.Set("SECRET_OF_TEST", clitest.Canary)
			d := draft(server.BaseURL(), server.TokenURL())
			c.alter(&d)
			if err := book(w).Save(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			path := book(w).Path().Raw()
			content, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(content), c.wants) || strings.Contains(string(content), clitest.Canary) != (name == "file") {
				t.Errorf("%v\n%s", err, content)
			}
			if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
				t.Errorf("the mode is %v", info.Mode())
			}
			for _, check := range book(w).Test(t.Context(), d.Name) {
				if check.Err != nil {
					t.Errorf("the profile reaches nothing: %v", check)
				}
			}
			var wrong *setup.DraftError
			if err := book(w).Save(t.Context(), d); !errors.As(err, &wrong) || wrong.Faults[0].Field != "name" {
				t.Errorf("a second profile of the name: %v", err)
			}
		})
	}
}

func TestWithoutAKeyringNothingIsWritten(t *testing.T) {
	w := clitest.New(t)
	w.Env.Keyring = nil
	err := book(w).Save(t.Context(), draft("https://a.example.com/api", "https://b.example.com/oauth/token"))
	if _, ok := errors.AsType[*config.NoKeyringError](err); !ok {
		t.Errorf("%v", err)
	}
	if left, _ := os.ReadDir(w.Env.Home); len(left) != 0 {
		t.Errorf("it left %v behind", left)
	}
}

func TestASecretWithoutAProfileDoesNotStayInTheKeyring(t *testing.T) {
	w := clitest.New(t)
	w.File(".config", "no folder")
	if err := book(w).Save(t.Context(), draft("https://a.example.com/api", "https://b.example.com/oauth/token")); err == nil {
		t.Fatal("saved into a file that is no folder")
	}
	if ring := w.Env.Keyring.(*clitest.Keyring); len(ring.Held) != 0 {
		t.Error("the secret is in the keyring")
	}
}

func TestWhatIsWrongWithADraftIsSaidAtItsField(t *testing.T) {
	for name, c := range map[string]struct {
		alter func(*setup.Draft)
		want  []string
	}{
		"no name":              {func(d *setup.Draft) { d.Name = text.Text{} }, []string{"name"}},
		"a name that can't be": {func(d *setup.Draft) { d.Name = text.New("a/b") }, []string{"name"}},
		"a dotted name":        {func(d *setup.Draft) { d.Name, d.ClientID = text.New("a.b"), text.Text{} }, []string{"client_id"}},
		"plain http":           {func(d *setup.Draft) { d.BaseURL = text.New("http://a.example.com/api") }, []string{"base_url"}},
		"no address":           {func(d *setup.Draft) { d.BaseURL = text.Text{} }, []string{"base_url"}},
		"no token URL":         {func(d *setup.Draft) { d.TokenURL = text.Text{} }, []string{"token_url"}},
		"no client":            {func(d *setup.Draft) { d.ClientID = text.Text{} }, []string{"client_id"}},
		"no secret":            {func(d *setup.Draft) { d.Secret = secret.Secret{} }, []string{"client_secret"}},
		"no variable":          {func(d *setup.Draft) { d.Place, d.Secret = setup.PlaceVariable, secret.Secret{} }, []string{"client_secret_env"}},
		"a bad variable":       {func(d *setup.Draft) { d.Place, d.Variable = setup.PlaceVariable, text.New("a b") }, []string{"client_secret_env"}},
		"no command":           {func(d *setup.Draft) { d.Place, d.Secret = setup.PlaceCommand, secret.Secret{} }, []string{"client_secret_command"}},
		"an open quote":        {func(d *setup.Draft) { d.Place, d.Command = setup.PlaceCommand, text.New(`pass "show`) }, []string{"client_secret_command"}},
		"a bad tenant": {func(d *setup.Draft) {
			d.BaseURL, d.TokenURL, d.Tenant, d.Region = text.Text{}, text.Text{}, text.New("Acme!"), text.New("eu")
		}, []string{"tenant"}},
		"no tenant": {func(d *setup.Draft) {
			d.BaseURL, d.TokenURL, d.Region = text.Text{}, text.Text{}, text.New("eu")
		}, []string{"tenant"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := draft("https://a.example.com/api", "https://b.example.com/oauth/token")
			c.alter(&d)
			_, err := book(clitest.New(t)).Try(t.Context(), d)
			var wrong *setup.DraftError
			if !errors.As(err, &wrong) {
				t.Fatalf("%v", err)
			}
			var fields []string
			for _, f := range wrong.Faults {
				fields = append(fields, f.Field)
				if strings.Contains(f.Words, clitest.Canary) || f.Words == "" {
					t.Errorf("says %q", f.Words)
				}
			}
			if !slices.Equal(fields, c.want) {
				t.Errorf("blames %v, want %v: %v", fields, c.want, wrong.Faults)
			}
		})
	}
}

func TestADraftWithoutANameIsToldThatItIsMissing(t *testing.T) {
	d := draft("https://a.example.com/api", "https://b.example.com/oauth/token")
	d.Name = text.Text{}
	_, err := book(clitest.New(t)).Try(t.Context(), d)
	var wrong *setup.DraftError
	if !errors.As(err, &wrong) || len(wrong.Faults) != 1 || wrong.Faults[0] != (setup.DraftFault{Field: "name", Words: "is missing"}) {
		t.Errorf("%v", err)
	}
}

func TestAnUnlockedSecretIsUsedOnce(t *testing.T) {
	w, _ := clitest.Connected(t)
	b := book(w)
	if err := b.Unlock(t.Context(), text.New("dev")); err != nil {
		t.Fatal(err)
	}
	if got := b.unlocked(text.New("dev")); got.Reveal() != clitest.Canary {
		t.Error("it is not kept")
	}
	if got := b.unlocked(text.New("dev")); !got.IsZero() {
		t.Error("it is kept for ever")
	}
}
