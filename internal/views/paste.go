package views

import (
	"encoding/json"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// pasted is what goes to the clipboard. It is pasted into shells and forms,
// where a name must not act: what would is escaped.
type pasted struct {
	value   string
	escaped bool
}

// copy puts it on the clipboard, what being its name in the message.
func (p pasted) copy(what string) ui.Copy {
	if p.escaped {
		what += " (escaped)"
	}
	return ui.Copy{What: what, Value: p.value}
}

// pastedText is somebody else's text.
func pastedText(t text.Text) pasted {
	value, escaped := t.Pasted()
	return pasted{value, escaped}
}

// pastedBody is the body of a request, the exact value where it is JSON.
func pastedBody(body []byte) pasted {
	if json.Valid(body) {
		return pasted{value: string(text.PastedJSON(body))}
	}
	lines := strings.Split(string(body), "\n")
	all := pasted{}
	for i, line := range lines {
		one := pastedText(text.New(strings.TrimSuffix(line, "\r")))
		lines[i], all.escaped = one.value, all.escaped || one.escaped
	}
	all.value = strings.Join(lines, "\n")
	return all
}

// lined is one value of each thing, a line each; of a single one without an end.
func lined(refs []rbac.Ref, of func(rbac.Ref) text.Text) pasted {
	if len(refs) == 1 {
		return pastedText(of(refs[0]))
	}
	var b strings.Builder
	var all pasted
	for _, ref := range refs {
		one := pastedText(of(ref))
		b.WriteString(one.value + "\n")
		all.escaped = all.escaped || one.escaped
	}
	all.value = b.String()
	return all
}
