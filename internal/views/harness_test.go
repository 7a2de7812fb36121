package views

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/api"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/sandbox/signer"
	"authzx/internal/secret"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// driver drives the whole explorer through Update, against a sandbox over
// real HTTP. Commands run beside the test as they do beside the program;
// settle waits until none but the desk's listener is left.
type driver struct {
	wishes    []ui.Rebinding // keys that are not as the table has them
	t         *testing.T
	app       *ui.App
	desk      *Host
	server    *sandbox.Server
	tenant    *tenant.Tenant
	copied    []string
	w, h      int // of the terminal
	news      chan tea.Msg
	running   int
	listeners int // of the running commands, those that only wait for news
	impacts   int // how many effects were worked out beside the explorer
	mu        sync.Mutex
}

// overheard is a tenant that tells the explorer when the desk listens to it.
type overheard struct {
	*tenant.Tenant
	news chan tea.Msg
}

type listening struct{}

func (o overheard) Changed() <-chan struct{} {
	o.news <- listening{}
	return o.Tenant.Changed()
}

// overread is the same for a snapshot.
type overread struct {
	*tenant.Offline
	news chan tea.Msg
}

func (o overread) Changed() <-chan struct{} {
	o.news <- listening{}
	return o.Offline.Changed()
}

// clock is the time in every test, so that frames come out the same.
var clock = time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)

// explore opens the explorer on a sandbox with the sample company, w by h
// cells, and waits until all is loaded.
func explore(t *testing.T, w, h int) *driver {
	t.Helper()
	return exploreTenant(t, sample.Company(), w, h)
}

func exploreTenant(t *testing.T, company sample.Tenant, w, h int) *driver {
	t.Helper()
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	e.server = serve(t, company)
	e.tenant = connect(t, e.server)
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, w, h)
	return e
}

// open puts the explorer in front of a source.
func (e *driver) open(source desk.Source, look theme.Options, w, h int) {
	e.t.Helper()
	e.launch(source, look, w, h)
	e.run(e.app.Init())
	e.settle()
}

// launch does so without starting anything.
func (e *driver) launch(source desk.Source, look theme.Options, w, h int) {
	e.t.Helper()
	now := func() time.Time { return clock }
	table, wrong := ui.Rebind(ui.Bindings(), e.wishes)
	if len(wrong) > 0 {
		e.t.Fatal(wrong)
	}
	keys := ui.NewKeymap(table)
	look.Keys = keys.Key
	th := theme.New(look)
	e.desk = New(Options{Options: desk.Options{Source: source, Theme: th, Now: now, Tick: immediately}})
	e.app = ui.NewApp(ui.Options{
		Host: e.desk, Theme: th, Keys: keys, Clipboard: clips{e}, Now: now,
		Tick: func(time.Duration, tea.Msg) ui.Cmd { return nil },
	})
	e.t.Cleanup(e.desk.Close)
	e.send(tea.WindowSizeMsg{Width: w, Height: h})
}

// immediately is a clock that has run out already.
func immediately(_ time.Duration, msg tea.Msg) ui.Cmd {
	return ui.Run(func() tea.Msg { return msg })
}

type clips struct{ *driver }

func (c clips) Put(v string) (string, error)        { c.keep(v); return "through the test", nil }
func (c clips) Save(name, v string) (string, error) { c.keep(v); return "files/" + name, nil }

func (c clips) keep(v string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.copied = append(c.copied, v)
}

func serve(t *testing.T, company sample.Tenant) *sandbox.Server {
	t.Helper()
	server, err := sandbox.New(sandbox.Options{Tenant: company.Directory(), Document: company.Document, Key: signer.Key()})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// planned compiles changes against what a tenant has read.
func planned(of *tenant.Tenant, changes []rbac.Change) (*plan.Plan, error) {
	state := of.State()
	settings, _ := state.Directory.Settings()
	return plan.Compile(state.Graph, settings, changes)
}

// offline is a tenant of a snapshot.
func offline(identity tenant.Identity, read func() ([]byte, error), now func() time.Time) *tenant.Offline {
	return tenant.NewSaved(identity, func() (tenant.State, error) {
		doc, err := read()
		if err != nil {
			return tenant.State{}, err
		}
		state, err := tenant.ReadState(doc, now())
		if err != nil {
			err = fmt.Errorf("%s: %w", identity.Profile, err)
		}
		return state, err
	}, now)
}

func connect(t *testing.T, server *sandbox.Server) *tenant.Tenant {
	t.Helper()
	return connectAt(t, server, t.TempDir())
}

// connectAt keeps the journal, and what is staged, in a folder.
func connectAt(t *testing.T, server *sandbox.Server, state string) *tenant.Tenant {
	t.Helper()
	transport, err := api.NewTransport(api.Network{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.CloseIdleConnections)
	tokens, err := api.NewCredentials(api.CredentialsOptions{
		URLs: []string{server.TokenURL()}, ClientID: server.ClientID(),
		Secret:    func(context.Context) (secret.Secret, error) { return server.ClientSecret(), nil },
		Audience:  "urn:auth0-authz-api",
		Transport: transport,
	})
	if err != nil {
		t.Fatal(err)
	}
	log := tenant.NewLog(1000)
	client, err := api.New(api.Options{
		BaseURL: server.BaseURL(), Tokens: tokens, Transport: transport, Observe: log.Add,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	return tenant.New(tenant.Options{
		Identity: tenant.Identity{Profile: text.New("demo"), Tenant: text.New("acme"), Region: text.New("sandbox")},
		Client:   client, Log: log, Now: func() time.Time { return clock },
		State: state, ClientID: text.New(server.ClientID()),
	})
}

// run starts a command as the program would.
func (e *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	e.running++
	go func() { e.news <- cmd() }()
}

// send gives the explorer one message.
func (e *driver) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			e.run(cmd)
		}
		return
	case tea.WindowSizeMsg:
		e.w, e.h = msg.Width, msg.Height
	}
	_, cmd := e.app.Update(msg)
	e.run(cmd)
}

// patience is how long a test waits for what must come: a busy machine may take a while.
const patience = 2 * time.Minute

// settle takes messages until only the desk's listener still runs.
func (e *driver) settle() {
	e.t.Helper()
	deadline := time.After(patience)
	for e.busy() {
		select {
		case msg := <-e.news:
			e.take(msg)
		case <-deadline:
			e.t.Fatalf("the explorer does not settle; it shows:\n%s", e.frame())
		}
	}
}

// take counts a message that a command gave and sends it on.
func (e *driver) take(msg tea.Msg) {
	switch msg.(type) {
	case listening:
		e.listeners++
		return
	case desk.StateChanged:
		e.listeners--
	case ui.Loaded[changes.Impact]:
		e.impacts++
	}
	e.running--
	e.send(msg)
}

// busy reports whether anything but the desk's listener runs, or the listener
// has heard of something that it has not told yet.
func (e *driver) busy() bool {
	if e.running > e.listeners || len(e.news) > 0 {
		return true
	}
	return e.tenant != nil && (len(e.tenant.Changed()) > 0 || !desk.Unchanged(e.desk.State, e.tenant.State()))
}

// press presses keys, one after the other, and lets the explorer settle after
// each. A word in angle brackets is a named key, such as <enter> or <ctrl+d>;
// all else is typed letter by letter.
func (e *driver) press(keys ...string) {
	e.t.Helper()
	for _, k := range keys {
		if named, ok := strings.CutPrefix(k, "<"); ok && len(k) > 1 {
			e.send(namedKey(e.t, strings.TrimSuffix(named, ">")))
			e.settle()
			continue
		}
		for _, r := range k {
			if r == ' ' {
				e.send(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "})
			} else {
				e.send(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			e.settle()
		}
	}
}

func namedKey(t *testing.T, name string) tea.KeyPressMsg {
	t.Helper()
	var mod tea.KeyMod
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		name, mod = rest, tea.ModShift
	}
	codes := map[string]rune{
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
		"home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace,
	}
	code, ok := codes[name]
	if !ok {
		t.Fatalf("no key is called %q", name)
	}
	return tea.KeyPressMsg{Code: code, Mod: mod}
}

// frame is the screen as plain text.
func (e *driver) frame() string { return ansi.Strip(e.app.View().Content) }

// shows fails the test unless each text is on the screen.
func (e *driver) shows(texts ...string) {
	e.t.Helper()
	frame := e.frame()
	for _, want := range texts {
		if !strings.Contains(frame, want) {
			e.t.Errorf("%q is not on the screen:\n%s", want, frame)
		}
	}
}

// hides fails the test when any of the texts is on the screen.
func (e *driver) hides(texts ...string) {
	e.t.Helper()
	frame := e.frame()
	for _, bad := range texts {
		if strings.Contains(frame, bad) {
			e.t.Errorf("%q is on the screen:\n%s", bad, frame)
		}
	}
}
