package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui/widget"
)

func TestARefusalGoesWithTheNextKey(t *testing.T) {
	a, _ := start(t)
	play(a, Say{Text: "not sent", Bad: true})
	if !strings.Contains(a.View().Content, "not sent") {
		t.Fatal("it is not said")
	}
	press(a, "j")
	if strings.Contains(a.View().Content, "not sent") {
		t.Error("it stays")
	}
}

func TestAFaultStaysForAsLongAsItHolds(t *testing.T) {
	a, _ := start(t)
	holds := true
	fault := Say{Text: "not refreshed", Bad: true, Holds: func() bool { return holds }}
	play(a, fault)
	press(a, "j", "k")
	if !strings.Contains(a.View().Content, "not refreshed") {
		t.Error("a key dismissed a fault that still holds")
	}
	holds = false
	if strings.Contains(a.View().Content, "not refreshed") {
		t.Error("it is said though it no longer holds")
	}
	press(a, "j")
	holds = true
	if strings.Contains(a.View().Content, "not refreshed") {
		t.Error("it came back")
	}
}

func TestEscapeDismissesBadNewsAndDoesNoMore(t *testing.T) {
	for name, holds := range map[string]func() bool{"a refusal": nil, "a fault": func() bool { return true }} {
		t.Run(name, func(t *testing.T) {
			a, _ := start(t)
			press(a, "enter")
			play(a, Say{Text: "no", Bad: true, Holds: holds})
			press(a, "esc")
			if a.say.Text != "" || len(a.router.stack) != 2 {
				t.Error("escape did not dismiss it, or went back as well")
			}
			press(a, "esc")
			if len(a.router.stack) != 1 {
				t.Error("the next escape did not go back")
			}
		})
	}
}

func TestAMessageTooLongForALineTakesMore(t *testing.T) {
	words := "not refreshed: listing roles: GET https://acme.eu.webtask.io/adf6e2f2b84784b57522e3b19dfc9201/api/roles: " +
		"403: the token lacks read:roles; grant it to the client under Dashboard > APIs > auth0-authorization-extension-api"
	for _, w := range []int{60, 80} {
		for name, dress := range map[string]func(*App){
			"a screen": func(*App) {},
			"a dialog": func(a *App) { press(a, "?") },
		} {
			t.Run(fmt.Sprintf("%d %s", w, name), func(t *testing.T) {
				a, _ := start(t)
				play(a, tea.WindowSizeMsg{Width: w, Height: 15})
				dress(a)
				play(a, Say{Text: words, Bad: true})
				lines := strings.Split(ansi.Strip(a.View().Content), "\n")
				if len(lines) != 15 {
					t.Fatalf("%d lines", len(lines))
				}
				said := strings.Join(strings.Fields(strings.Join(lines, "")), "")
				if !strings.Contains(said, strings.Join(strings.Fields(words), "")) {
					t.Errorf("the message is cut:\n%s", strings.Join(lines, "\n"))
				}
			})
		}
	}
}

func TestAMessageLeavesTheAnswersOfAQuestionInSight(t *testing.T) {
	words := "not refreshed: " + strings.Repeat("the token lacks a scope ", 20)
	for name, say := range map[string]func(*App){
		"before the question": func(a *App) { play(a, Say{Text: words, Bad: true, Holds: func() bool { return true }}); ask(a) },
		"after the question":  func(a *App) { ask(a); play(a, Say{Text: words, Bad: true, Holds: func() bool { return true }}) },
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := start(t)
			play(a, tea.WindowSizeMsg{Width: 60, Height: 15})
			say(a)
			for _, want := range []string{"Sure?", "y yes", "n no", "more below", "the token lacks"} {
				if frame := ansi.Strip(a.View().Content); !strings.Contains(frame, want) {
					t.Errorf("%q is not in sight:\n%s", want, frame)
				}
			}
			top := a.View().Content
			press(a, "pgdown")
			if !strings.Contains(ansi.Strip(top), "more below: pgdn") || a.View().Content == top {
				t.Errorf("pgdn is not named, or turns no page:\n%s", a.View().Content)
			}
			a.say = Say{}
			play(a, Redraw)
			if frame := ansi.Strip(a.View().Content); strings.Count(frame, "what it does") < 9 {
				t.Errorf("the question does not take the room that the message left:\n%s", frame)
			}
		})
	}
}

// ask shows a question of many lines.
func ask(a *App) {
	var lines []widget.Spans
	for range 30 {
		lines = append(lines, widget.Spans{widget.Say(a.Theme.Text, "what it does")})
	}
	play(a, Show{NewQuestion(a.Theme, widget.Spans{widget.Say(a.Theme.Title, "Sure?")}, lines)})
}
