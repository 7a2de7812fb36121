package views

import (
	"errors"
	"strings"

	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// errorLines say what went wrong, the way out where there is one, and what to
// press.
func errorLines(th *theme.Theme, err error) []widget.Spans {
	return append(faultLines(th, err), widget.Spans{widget.Say(th.Key, "r"), widget.Say(th.Muted, " tries again")})
}

// notYet says why nothing of the tenant can be shown; nil when its lists have
// arrived.
func (d *Desk) notYet() []widget.Spans {
	switch waiting, err := d.loading(); {
	case err != nil:
		return errorLines(d.Theme, err)
	case waiting:
		return []widget.Spans{{widget.Say(d.Theme.Muted, "Loading…")}}
	}
	return nil
}

// faultLines say what went wrong, and the way out where there is one.
func faultLines(th *theme.Theme, err error) []widget.Spans {
	lines := []widget.Spans{{widget.Say(th.Bad, th.Glyphs.Warning+" "), widget.Whole(th.Text, text.New(err.Error()))}}
	if hint := hintOf(err); hint != "" {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "%s", hint)})
	}
	return lines
}

// hintOf is the way out that an error knows, safe to draw; empty when it knows
// none.
func hintOf(err error) string {
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) {
		return ""
	}
	return text.Escape(hinted.Hint())
}

// faultsOf parts errors that were joined.
func faultsOf(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
		return joined.Unwrap()
	}
	return []error{err}
}

// gathered are errors that were joined, those that no answer came for and that
// have one cause as one; none for nil.
func gathered(err error) []error {
	if err == nil {
		return nil
	}
	var all []error
	at := make(map[string]int)
	for _, one := range faultsOf(err) {
		var fault *tenant.Fault
		if !errors.As(one, &fault) || fault.Status != 0 {
			all = append(all, one)
			continue
		}
		i, again := at[plainFault(fault)]
		if !again {
			at[plainFault(fault)] = len(all)
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
	return strings.Join(u.aims, ", ") + ": " + plainFault(u.fault)
}

// Unwrap gives the first of the causes, which knows the way out.
func (u *unreached) Unwrap() error { return u.fault }

// aim is what a request was for, where the error says so.
func aim(err error, fault *tenant.Fault) string {
	return strings.TrimSuffix(strings.TrimSuffix(err.Error(), fault.Error()), ": ")
}

// plainFault is a fault without the request that it befell.
func plainFault(fault *tenant.Fault) string {
	plain := *fault
	plain.Method = ""
	return plain.Error()
}
