package widget

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/text"
)

func TestASecretIsEnteredButNeverDrawnOrToldAsText(t *testing.T) {
	const canary = "canary-名\u202e-secret"
	for _, w := range []int{10, 20, 47, 60} {
		f := NewForm(testTheme(), Field{Name: "secret", Label: "secret", Kind: SecretField, Hint: "never shown"})
		f.SetSize(w, 4)
		if !strings.Contains(ansi.Strip(f.View()), "never") {
			t.Error("the hint is not there")
		}
		if f.Update(tea.PasteMsg{Content: canary + "\n"}) != FormChanged {
			t.Fatal("a paste is not taken")
		}
		for _, k := range []tea.KeyPressMsg{{Code: tea.KeyLeft}, {Code: tea.KeyHome}, {Code: tea.KeyEnd}} {
			f.Update(k)
			view := ansi.Strip(f.View())
			for _, piece := range []string{"canary", "名", "secret-", "202E", "\u202e"} {
				if strings.Contains(view, piece) {
					t.Errorf("%d cells wide %q is drawn:\n%s", w, piece, view)
				}
			}
			if !strings.Contains(view, "***") {
				t.Errorf("nothing shows that something was entered:\n%s", view)
			}
		}
		if got := f.Text("secret"); !got.IsZero() {
			t.Errorf("it is told as the text %q", got)
		}
		if got := f.Secret("secret"); got.Reveal() != canary || strings.Contains(fmt.Sprintf("%v %+v %q", got, got, got), "canary") {
			t.Errorf("the secret is %q", got.Reveal())
		}
		if !f.Dirty() || !f.Has("secret") || f.Has("other") {
			t.Error("the form does not know its field")
		}
	}
}

func TestOnlySecretsAreToldAsSecrets(t *testing.T) {
	f := NewForm(testTheme(), Field{Name: "name", Kind: LineField, Value: text.New("Finance")})
	if !f.Secret("name").IsZero() || !f.Secret("other").IsZero() {
		t.Error("a name is told as a secret")
	}
}
