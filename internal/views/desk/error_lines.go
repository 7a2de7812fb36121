package desk

import (
	"errors"
	"strings"

	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// ErrorLines say what went wrong, the way out where there is one, and what to
// press. Where the token lacks a scope, those that others failed for are named too.
func ErrorLines(th *theme.Theme, err error, others ...error) []widget.Spans {
	return append(FaultLines(th, err, others...), widget.Keyed(th, th.Muted, "{refresh} tries again"))
}

// NotYet says why nothing of the tenant can be shown; nil when its lists have
// arrived.
func (d *Desk) NotYet() []widget.Spans {
	switch waiting, err := d.Loading(); {
	case err != nil:
		return ErrorLines(d.Theme, err, d.Data.Causes()...)
	case waiting:
		return []widget.Spans{{widget.Say(d.Theme.Muted, "Loading…")}}
	}
	return nil
}

// FaultLines say what went wrong, and the way out where there is one.
func FaultLines(th *theme.Theme, err error, others ...error) []widget.Spans {
	lines := []widget.Spans{{widget.Say(th.Bad, th.Glyphs.Warning+" "), widget.Whole(th.Text, text.New(err.Error()))}}
	if hint := HintOf(err, others...); hint != "" {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "%s", hint)})
	}
	return lines
}

// HintOf is the way out of an error, safe to draw; empty where none is known. Where
// the token lacks a scope, it names those that others failed for, too.
func HintOf(err error, others ...error) string {
	if tenant.Forbidden(err) {
		return tenant.Hint(errors.Join(append([]error{err}, others...)...))
	}
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) {
		return ""
	}
	return text.Escape(hinted.Hint())
}

// FaultsOf parts errors that were joined.
func FaultsOf(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
		return joined.Unwrap()
	}
	return []error{err}
}

// Gathered are errors that were joined, those that no answer came for and that
// have one cause as one; none for nil.
func Gathered(err error) []error {
	if err == nil {
		return nil
	}
	var all []error
	at := make(map[string]int)
	for _, one := range FaultsOf(err) {
		var fault *tenant.Fault
		if !errors.As(one, &fault) || fault.Status != 0 {
			all = append(all, one)
			continue
		}
		i, again := at[PlainFault(fault)]
		if !again {
			at[PlainFault(fault)] = len(all)
			all = append(all, &unreached{fault, []string{aim(one, fault)}})
			continue
		}
		same := all[i].(*unreached)
		same.aims = append(same.aims, aim(one, fault))
	}
	return all
}

// unreached is why several requests came to nothing.
type unreached struct {
	fault *tenant.Fault
	aims  []string // what each was for
}

// Error says what could not be done, then why.
func (u *unreached) Error() string {
	if len(u.aims) == 1 {
		return u.aims[0] + ": " + u.fault.Error()
	}
	return strings.Join(u.aims, ", ") + ": " + PlainFault(u.fault)
}

// Unwrap gives the first of the causes, which knows the way out.
func (u *unreached) Unwrap() error { return u.fault }

// aim is what a request was for, where the error says so.
func aim(err error, fault *tenant.Fault) string {
	return strings.TrimSuffix(strings.TrimSuffix(err.Error(), fault.Error()), ": ")
}

// PlainFault is a fault without the request that it befell.
func PlainFault(fault *tenant.Fault) string {
	plain := *fault
	plain.Method = ""
	return plain.Error()
}
