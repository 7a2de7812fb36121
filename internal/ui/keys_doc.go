package ui

import "strings"

// Markdown is the table of keys for a document: a heading for each layer and a
// line for each binding.
func (m *Keymap) Markdown() string {
	var b strings.Builder
	for _, l := range m.Layers() {
		b.WriteString("\n**" + string(l) + "**\n\n| key | does |\n| --- | --- |\n")
		for _, k := range m.Layer(l) {
			keys := strings.ReplaceAll(k.Shown(), "|", `\|`)
			b.WriteString("| `" + keys + "` | " + k.Help + " |\n")
		}
	}
	return b.String()
}
