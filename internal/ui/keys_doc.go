package ui

import "strings"

// Markdown is the table of keys for a document: a heading for each layer and a
// line for what each key does.
func (m *Keymap) Markdown() string {
	var b strings.Builder
	for _, l := range m.Layers() {
		b.WriteString("\n**" + string(l) + "**\n\n| key | does |\n| --- | --- |\n")
		for _, r := range m.Rows(l) {
			keys := strings.ReplaceAll(r.Keys, "|", `\|`)
			b.WriteString("| `" + keys + "` | " + r.Does + " |\n")
		}
	}
	return b.String()
}
