package desk

import (
	"encoding/json"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// Copied is what goes to the clipboard. It is pasted into shells and forms,
// where a name must not act: what would is escaped.
type Copied struct {
	Value   string
	Escaped bool
}

// Copy puts it on the clipboard, what being its name in the message.
func (p Copied) Copy(what string) ui.Copy {
	if p.Escaped {
		what += " (escaped)"
	}
	return ui.Copy{What: what, Value: p.Value}
}

// CopiedText is somebody else's text.
func CopiedText(t text.Text) Copied {
	value, escaped := t.Pasted()
	return Copied{value, escaped}
}

// CopiedBody is the body of a request, the exact value where it is JSON.
func CopiedBody(body []byte) Copied {
	if json.Valid(body) {
		return Copied{Value: string(text.PastedJSON(body))}
	}
	lines := strings.Split(string(body), "\n")
	all := Copied{}
	for i, line := range lines {
		one := CopiedText(text.New(strings.TrimSuffix(line, "\r")))
		lines[i], all.Escaped = one.Value, all.Escaped || one.Escaped
	}
	all.Value = strings.Join(lines, "\n")
	return all
}

// Lined is one value of each thing, a line each; of a single one without an end.
func Lined(refs []rbac.Ref, of func(rbac.Ref) text.Text) Copied {
	if len(refs) == 1 {
		return CopiedText(of(refs[0]))
	}
	var b strings.Builder
	var all Copied
	for _, ref := range refs {
		one := CopiedText(of(ref))
		b.WriteString(one.Value + "\n")
		all.Escaped = all.Escaped || one.Escaped
	}
	all.Value = b.String()
	return all
}
