package changes

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Impact is what a list of changes would come to.
type Impact struct {
	Data    *desk.Data
	changes []rbac.Change
	Plan    *plan.Plan // nil where the changes can't be carried out
	effect  rbac.Effect
	Scale   plan.Scale
	Err     error
	left    []Impact // what can't be carried out of the rest of a plan, one change each
	then    *rbac.Graph
	shared  []*share // the users by what they gain and lose; nil where that is still to be found out
}

// Done is the impact of what has come to pass: from one state to another. Effect is what
// lies between them, before has the names.
func Done(before *desk.Data, after *rbac.Graph, effect rbac.Effect) *Impact {
	return &Impact{Data: before, then: after, effect: effect}
}

// Known reports whether it is known what comes of the changes.
func (o *Impact) Known() bool { return o != nil && (o.Plan != nil || o.then != nil) }

// Users are how many gain or lose something.
func (o *Impact) Users() int { return len(o.effect.Users) }

// foreseeRest works out what the rest of a plan would do where some of it can no
// longer be carried out: that is left out, and said.
func foreseeRest(d *desk.Data, changes []rbac.Change) Impact {
	var left []Impact
	rest := slices.Clone(changes)
	for {
		o := ImpactOf(d, rest)
		var at *plan.ChangeError
		if !errors.As(o.Err, &at) {
			o.left = left
			return o
		}
		left = append(left, Impact{Data: d, changes: rest[at.Index : at.Index+1], Err: o.Err})
		rest = slices.Delete(slices.Clone(rest), at.Index, at.Index+1)
	}
}

// ImpactOf works out what changes would do to the tenant as data has it. It may
// take a while: call it beside the program.
func ImpactOf(d *desk.Data, changes []rbac.Change) Impact {
	o := Impact{Data: d, changes: changes}
	if o.Plan, o.Err = Compile(d, changes); o.Err != nil {
		return o
	}
	return o.with(o.Plan.Effect())
}

// ImpactWith is ImpactOf where the effect of the changes was worked out already.
func ImpactWith(d *desk.Data, changes []rbac.Change, effect rbac.Effect) Impact {
	o := Impact{Data: d, changes: changes}
	if o.Plan, o.Err = Compile(d, changes); o.Err != nil {
		return o
	}
	return o.with(effect)
}

// with is the impact with its effect.
func (o Impact) with(effect rbac.Effect) Impact {
	o.effect, o.Scale, o.shared = effect, o.Plan.Scale(effect), sharesOf(effect)
	return o
}

// Compile makes a plan of changes, by the tenant as data has it.
func Compile(d *desk.Data, changes []rbac.Change) (*plan.Plan, error) {
	if m := d.Graph.Missing(); m.Any() {
		return nil, errors.New(m.Words() + ": the effect of a change is unknown; refresh first")
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

// AtOnce reports whether an impact need not be worked out beside the program.
func AtOnce(d *desk.Data, changes []rbac.Change) bool {
	return d.Size() <= smallTenant && len(changes) <= fewChanges
}

// ImpactLoader works out one impact at a time beside the program. While one is
// being worked out only the last of those asked for since is remembered: keys
// pressed fast must not pile work up.
type ImpactLoader struct {
	Loader *ui.Loader[Impact]
	work   func(*desk.Data, []rbac.Change) Impact
	asked  Impact  // what runs: data and changes alone
	next   *Impact // the like that was asked for meanwhile
}

// NewImpactLoader makes a loader whose impacts go to owner.
func NewImpactLoader(owner any, now func() time.Time) *ImpactLoader {
	return &ImpactLoader{Loader: ui.NewLoader[Impact](owner, now), work: ImpactOf}
}

// Ask has an impact worked out.
func (f *ImpactLoader) Ask(d *desk.Data, changes []rbac.Change) ui.Cmd {
	if f.Running() {
		f.next = &Impact{Data: d, changes: changes}
		return nil
	}
	f.asked = Impact{Data: d, changes: changes}
	work := f.work
	return f.Loader.Start("computing the effect", func(context.Context) (Impact, error) {
		return work(d, changes), nil
	})
}

// Running reports whether an impact is being worked out.
func (f *ImpactLoader) Running() bool {
	since, _ := f.Loader.Busy()
	return !since.IsZero()
}

// runs reports whether what is worked out, or will be next, is the impact of these.
func (f *ImpactLoader) runs(d *desk.Data, changes []rbac.Change) bool {
	last := f.asked
	if f.next != nil {
		last = *f.next
	}
	return f.Running() && last.of(d, changes)
}

// of reports whether it is the impact of these.
func (o Impact) of(d *desk.Data, changes []rbac.Change) bool {
	return o.Data == d && reflect.DeepEqual(o.changes, changes)
}

// Take unpacks the impact that msg brings, unless another was asked for since;
// cmd then works that one out.
func (f *ImpactLoader) Take(msg tea.Msg) (o Impact, cmd ui.Cmd, ok bool) {
	o, _, ok = f.Loader.Take(msg)
	if !ok || f.next == nil {
		return o, nil, ok
	}
	next := f.next
	f.next = nil
	return Impact{}, f.Ask(next.Data, next.changes), false
}

// Words say that the effect is not known yet, or that somebody stopped it.
func (f *ImpactLoader) Words(again widget.Words) widget.Words {
	if f.Running() {
		return "Computing the effect…"
	}
	return "The effect is not known: " + again
}

// Busy is since when an impact is being worked out.
func (f *ImpactLoader) Busy() (time.Time, string) { return f.Loader.Busy() }

// Cancel ends that.
func (f *ImpactLoader) Cancel() {
	f.next = nil
	f.Loader.Cancel()
}

// Fault says why the changes can't be carried out, with the names of things.
func (o Impact) Fault() string {
	var at *plan.ChangeError
	if errors.As(o.Err, &at) {
		return at.Change.Sentence(o.Data.Graph, o.Data.Directory) + ": " + desk.SafeError(at.Err)
	}
	return desk.SafeError(o.Err)
}

// Reason is why the changes can't be carried out, without saying which change
// it is that stands in the way.
func (o Impact) Reason() string {
	var at *plan.ChangeError
	if errors.As(o.Err, &at) {
		return desk.SafeError(at.Err)
	}
	return desk.SafeError(o.Err)
}

// EffectWords say who gains and loses how much, a single user by name.
func (o Impact) EffectWords() string {
	if len(o.effect.Users) != 1 {
		return o.effect.String()
	}
	u := o.effect.Users[0]
	var parts []string
	if n := len(u.Gained); n > 0 {
		parts = append(parts, "gains "+text.Counted(n, "permission"))
	}
	if n := len(u.Lost); n > 0 {
		parts = append(parts, "loses "+text.Counted(n, "permission"))
	}
	return o.Data.Name(u.User.Ref()).String() + " " + strings.Join(parts, ", ")
}

// EffectSentence is the same as a sentence that stands alone.
func (o Impact) EffectSentence() string {
	if len(o.effect.Users) == 1 {
		return o.EffectWords()
	}
	return desk.Wording(o.EffectWords())
}

// namedEffects is how many users a question names, and how many permissions of
// each.
const namedEffects = 3

// EffectLines name the first who gain or lose something, and what.
func (o Impact) EffectLines(th *theme.Theme) []widget.Spans { return o.EffectLinesOf(th, namedEffects) }

// EffectLinesOf do so for no more than most users, and no more permissions of each.
func (o Impact) EffectLinesOf(th *theme.Theme, most int) []widget.Spans {
	var lines []widget.Spans
	after := o.afterData()
	for i, u := range o.effect.Users {
		if i == most {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %s more", text.Counted(len(o.effect.Users)-i, "user"))})
			break
		}
		line := widget.Spans{widget.Say(th.Muted, "  "), widget.Foreign(th.User, o.Data.Name(u.User.Ref()))}
		line = append(line, permissionWords(th, th.DiffAdd, "+", after, u.Gained, most)...)
		lines = append(lines, append(line, permissionWords(th, th.DiffDel, "-", o.Data, u.Lost, most)...))
	}
	return lines
}

func permissionWords(th *theme.Theme, style theme.Style, sign widget.Words, d *desk.Data, ids []rbac.PermissionID, most int) widget.Spans {
	var spans widget.Spans
	for i, id := range ids {
		if i == most {
			return append(spans, widget.Sayf(th.Muted, " and %d more", len(ids)-i))
		}
		// In one stretch, so that no line breaks between the sign and the name.
		spans = append(spans, widget.Sayf(style, " %s%s", sign, d.Name(id.Ref())))
	}
	return spans
}

// afterData is the data as it would be; as it is where that can't be had.
func (o Impact) afterData() *desk.Data {
	next := *o.Data
	switch {
	case o.then != nil:
		next.Graph = o.then
	case o.Plan != nil:
		next.Graph = o.Plan.After
	}
	return &next
}

// requestWords say how much will be sent.
func (o Impact) requestWords() string {
	switch n := o.Plan.Requests(); n {
	case 0:
		return "nothing to send: already so"
	default:
		return text.Counted(n, "request")
	}
}
