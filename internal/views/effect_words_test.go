package views

import (
	"testing"

	"authzx/internal/views/desk"
)

func TestAnEffectIsSaidWithoutAlteringNames(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "2 users gain": "2 users gain", "nobody gains": "Nobody gains", "é": "É",
	} {
		if got := desk.Wording(s); got != want {
			t.Errorf("%q begins as %q", s, got)
		}
	}
	e := explore(t, 100, 30)
	e.press("1", "/", "emiko", "<enter>", "a", "board", "<tab>", "<enter>")
	e.shows("佐藤 恵美子 gains")
	e.hides("⟨0x")
}
