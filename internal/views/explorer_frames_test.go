package views

import "testing"

func TestTheExplorersFrames(t *testing.T) {
	frames := []struct {
		name string
		keys []string
	}{
		{"explorer", []string{"8", "j", "j"}},
		{"explorer-filtered", []string{"8", "/", "mapp"}},
		{"explorer-no-match", []string{"8", "/", "qqqq"}},
		{"request", []string{"8", "/", "PATCH mappings", "<enter>", "<enter>"}},
		{"request-picker", []string{"8", "/", "GET calculate", "<enter>", "<enter>", "ann"}},
		{"request-faulty", []string{"8", "/", "POST /roles", "<enter>", "<enter>", "[]"}},
		{"request-answer", []string{"8", "/", "GET /connections", "<enter>", "<ctrl+r>", "j", "j", "j"}},
		{"request-refused", []string{"8", "/", "GET /users/{id}", "<enter>", "<enter>", "nobody", "<tab>", "<ctrl+r>"}},
		{"request-question", []string{"8", "/", "POST /groups", "<enter>", "<enter>", "<ctrl+r>"}},
		{"request-about", []string{"8", "/", "POST /roles", "<enter>", "<enter>", "<ctrl+n>", "<ctrl+n>", "<ctrl+n>"}},
		{"request-token", []string{"8", "/", "GET /roles", "<enter>", "<enter>", "<ctrl+p>"}},
		{"activity", []string{
			"8", "/", "GET /connections", "<enter>", "<ctrl+r>", "8", "<esc>", "/", "GET /users/{id}", "<enter>", "<enter>", "nobody", "<tab>", "<ctrl+r>",
			"@", "/", "explorer", "<enter>",
		}},
		{"exchange", []string{"8", "/", "GET /connections", "<enter>", "<ctrl+r>", "@", "/", "explorer", "<enter>", "<enter>"}},
		{"exchange-snippet", []string{"8", "/", "GET /connections", "<enter>", "<ctrl+r>", "@", "/", "explorer", "<enter>", "<enter>", "]", "]", "<ctrl+t>"}},
		{"copy-menu", []string{"2", "Y"}},
	}
	for _, f := range frames {
		t.Run(f.name, func(t *testing.T) {
			eachSize(t, func(t *testing.T, w, h int) {
				e := exploreSteady(t, w, h, nil)
				e.press(f.keys...)
				e.golden(f.name)
			})
		})
	}
}
