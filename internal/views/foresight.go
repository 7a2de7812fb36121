package views

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// outlook is what a list of changes would come to.
type outlook struct {
	data    *Data
	changes []rbac.Change
	plan    *plan.Plan // nil where the changes can't be carried out
	effect  rbac.Effect
	blast   plan.Blast
	err     error
}

// foresee works out what changes would do to the tenant as data has it. It may
// take a while: call it beside the program.
func foresee(d *Data, changes []rbac.Change) outlook {
	o := outlook{data: d, changes: changes}
	if o.plan, o.err = d.compile(changes); o.err != nil {
		return o
	}
	o.effect = o.plan.Effect()
	o.blast = o.plan.Blast(o.effect)
	return o
}

// compile makes a plan of changes, by the tenant as data has it.
func (d *Data) compile(changes []rbac.Change) (*plan.Plan, error) {
	if m := d.Graph.Missing(); m.Any() {
		return nil, errors.New(missingWords(m) + ": changes could do what nobody foresees, r reads again")
	}
	settings, _ := d.Directory.Settings()
	p, err := plan.Compile(d.Graph, settings, changes)
	if err != nil {
		return nil, err // no plan, not even an empty one
	}
	return p, nil
}

// A few changes to a small tenant are worked out at once: that takes less than
// drawing, and a dialog that comes up complete need not be drawn twice.
const (
	smallTenant = 1_000 // users
	fewChanges  = 20
)

// atOnce reports whether an outlook need not be worked out beside the program.
func atOnce(d *Data, changes []rbac.Change) bool {
	return d.size() <= smallTenant && len(changes) <= fewChanges
}

// foresight works out one outlook at a time beside the program. While one is
// being worked out only the last of those asked for since is remembered: keys
// pressed fast must not pile work up.
type foresight struct {
	loader *ui.Loader[outlook]
	next   *outlook // asked for meanwhile: data and changes alone
}

func newForesight(owner any, now func() time.Time) *foresight {
	return &foresight{loader: ui.NewLoader[outlook](owner, now)}
}

// ask has an outlook worked out.
func (f *foresight) ask(d *Data, changes []rbac.Change) tea.Cmd {
	if f.busy() {
		f.next = &outlook{data: d, changes: changes}
		return nil
	}
	return f.loader.Start("working out the effect", func(context.Context) (outlook, error) {
		return foresee(d, changes), nil
	})
}

func (f *foresight) busy() bool {
	since, _ := f.loader.Busy()
	return !since.IsZero()
}

// take unpacks the outlook that msg brings, unless another was asked for since;
// cmd then works that one out.
func (f *foresight) take(msg tea.Msg) (o outlook, cmd tea.Cmd, ok bool) {
	o, _, ok = f.loader.Take(msg)
	if !ok || f.next == nil {
		return o, nil, ok
	}
	next := f.next
	f.next = nil
	return outlook{}, f.ask(next.data, next.changes), false
}

// words say that the effect is not known yet, or that somebody stopped it.
func (f *foresight) words(again widget.Words) widget.Words {
	if f.busy() {
		return "Working out the effect…"
	}
	return "The effect is not known: " + again
}

// Busy is since when an outlook is being worked out.
func (f *foresight) Busy() (time.Time, string) { return f.loader.Busy() }

// Cancel ends that.
func (f *foresight) Cancel() {
	f.next = nil
	f.loader.Cancel()
}

// fault says why the changes can't be carried out, with the names of things.
func (o outlook) fault() string {
	var at *plan.ChangeError
	if errors.As(o.err, &at) {
		return at.Change.Sentence(o.data.Graph, o.data.Directory) + ": " + safe(at.Err)
	}
	return safe(o.err)
}

// reason is why the changes can't be carried out, without saying which change
// it is that stands in the way.
func (o outlook) reason() string {
	var at *plan.ChangeError
	if errors.As(o.err, &at) {
		return safe(at.Err)
	}
	return safe(o.err)
}

// effectWords say who gains and loses how much, a single user by name.
func (o outlook) effectWords() string {
	if len(o.effect.Users) != 1 {
		return o.effect.String()
	}
	u := o.effect.Users[0]
	var parts []string
	if n := len(u.Gained); n > 0 {
		parts = append(parts, "gains "+counted(n, "permission"))
	}
	if n := len(u.Lost); n > 0 {
		parts = append(parts, "loses "+counted(n, "permission"))
	}
	return o.data.name(u.User.Ref()).String() + " " + strings.Join(parts, ", ")
}

// effectSentence is the same as a sentence that stands alone.
func (o outlook) effectSentence() string {
	if len(o.effect.Users) == 1 {
		return o.effectWords()
	}
	return wording(o.effectWords())
}

// namedEffects is how many users a question names, and how many permissions of
// each.
const namedEffects = 3

// effectLines name the first who gain or lose something, and what.
func (o outlook) effectLines(th *theme.Theme) []widget.Spans {
	var lines []widget.Spans
	after := o.afterData()
	for i, u := range o.effect.Users {
		if i == namedEffects {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %s more", counted(len(o.effect.Users)-i, "user"))})
			break
		}
		line := widget.Spans{widget.Say(th.Muted, "  "), widget.Foreign(th.User, o.data.name(u.User.Ref()))}
		line = append(line, permissionWords(th, th.DiffAdd, "+", after, u.Gained)...)
		lines = append(lines, append(line, permissionWords(th, th.DiffDel, "-", o.data, u.Lost)...))
	}
	return lines
}

func permissionWords(th *theme.Theme, style theme.Style, sign widget.Words, d *Data, ids []rbac.PermissionID) widget.Spans {
	var spans widget.Spans
	for i, id := range ids {
		if i == namedEffects {
			return append(spans, widget.Sayf(th.Muted, " and %d more", len(ids)-i))
		}
		// In one stretch, so that no line breaks between the sign and the name.
		spans = append(spans, widget.Sayf(style, " %s%s", sign, d.name(id.Ref())))
	}
	return spans
}

// afterData is the data as it would be; as it is where that can't be had.
func (o outlook) afterData() *Data {
	if o.plan == nil {
		return o.data
	}
	next := *o.data
	next.Graph = o.plan.After
	return &next
}

// requestWords say how much will be sent.
func (o outlook) requestWords() string {
	switch n := o.plan.Requests(); n {
	case 0:
		return "nothing to send: it is so already"
	default:
		return counted(n, "request")
	}
}

// wording is a sentence of the program's own as it begins when it stands alone. What
// may begin with a name is left as it is: a name must not be altered.
func wording(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
