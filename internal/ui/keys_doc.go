package ui

import "strings"

// Markdown is the table of keys for a document: a heading for each layer and a
// line for what each key does, with the name by which the configuration gives it others.
func (m *Keymap) Markdown() string {
	var b strings.Builder
	for _, l := range m.Layers() {
		b.WriteString("\n**" + string(l) + "** (`" + placeOf(l).name + "`)\n\n| key | does | name |\n| --- | --- | --- |\n")
		for _, k := range m.Layer(l) {
			keys := strings.ReplaceAll(k.Shown(), "|", `\|`)
			b.WriteString("| `" + keys + "` | " + k.Help + " | `" + string(k.Action) + "` |\n")
		}
	}
	return b.String()
}
