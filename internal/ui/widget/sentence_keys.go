package widget

import "authzx/internal/ui/theme"

// Keyed is the program's own wording in which actions are named, such as "{refresh}
// tries again": their keys stand out.
func Keyed(th *theme.Theme, style theme.Style, sentence Words) Spans {
	var spans Spans
	th.Phrase(sentence,
		func(s string) { spans = append(spans, Say(style, Words(s))) },
		func(key string) { spans = append(spans, Say(th.Key, Words(key))) })
	return spans
}
