package secret

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

const canary = "canary-7Qx"

// holder keeps a secret in every way in which a struct can.
type holder struct {
	Open    Secret
	Pointer *Secret
	Any     any
	hidden  Secret
	list    []Secret
	table   map[string]Secret
}

func newHolder() holder {
	s := New(canary)
	return holder{Open: s, Pointer: &s, Any: s, hidden: s, list: []Secret{s}, table: map[string]Secret{"k": s}}
}

func leaks(s string) bool {
	return strings.Contains(s, canary) || strings.Contains(s, fmt.Sprintf("%x", canary)) || strings.Contains(s, fmt.Sprintf("%X", canary))
}

func TestNoVerbPrintsTheValue(t *testing.T) {
	s := New(canary)
	h := newHolder()
	values := map[string]any{
		"a secret": s, "a pointer to one": &s, "a list": []Secret{s}, "a table": map[string]Secret{"k": s},
		"a struct": h, "a pointer to a struct": &h, "an error": fmt.Errorf("sending %v: %w", s, errors.New("x")),
	}
	const verbs = "vsqxXdobcUeEfFgGtTpw"
	for name, value := range values {
		for _, verb := range verbs {
			for _, flags := range []string{"", "+", "#", "40", "-40.3", " ", "0"} {
				format := "%" + flags + string(verb)
				if got := fmt.Sprintf(format, value); leaks(got) {
					t.Errorf("%s under %s prints %q", name, format, got)
				}
			}
		}
		if got := fmt.Sprint(value) + fmt.Sprintln(value); leaks(got) {
			t.Errorf("%s prints %q", name, got)
		}
	}
	if got := fmt.Sprintf("%s|%v|%#v|%d", s, s, s, s); got != "***|***|***|***" {
		t.Errorf("got %q", got)
	}
}

func TestNoEncodingCarriesTheValue(t *testing.T) {
	h := newHolder()
	if b, err := json.Marshal(h); err != nil || leaks(string(b)) || !strings.Contains(string(b), `"Open":"***"`) {
		t.Errorf("JSON gives %s, %v", b, err)
	}
	if b, err := xml.Marshal(New(canary)); err != nil || leaks(string(b)) {
		t.Errorf("XML gives %s, %v", b, err)
	}
	if b, err := New(canary).MarshalText(); err != nil || string(b) != "***" {
		t.Errorf("text gives %s, %v", b, err)
	}
}

func TestNoLogHoldsTheValue(t *testing.T) {
	var b strings.Builder
	for _, handler := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
		h := newHolder()
		slog.New(handler).With("secret", New(canary)).WithGroup("g").Info("sent", "one", New(canary), "all", h, "there", &h)
	}
	if got := b.String(); leaks(got) || strings.Count(got, "***") < 4 {
		t.Errorf("logged %s", got)
	}
}

func TestAPanicDoesNotShowTheValue(t *testing.T) {
	defer func() {
		if got := fmt.Sprint(recover()); leaks(got) {
			t.Errorf("panicked with %q", got)
		}
	}()
	panic(newHolder())
}

func TestRevealGivesTheValue(t *testing.T) {
	var read Secret
	if err := read.UnmarshalText([]byte(canary)); err != nil || read.Reveal() != canary {
		t.Errorf("read %q, %v", read.Reveal(), err)
	}
	if New(canary).Reveal() != canary || New(canary).IsZero() {
		t.Error("a secret lost its value")
	}
	var zero Secret
	if zero.Reveal() != "" || !zero.IsZero() || !New("").IsZero() {
		t.Error("the zero secret is not empty")
	}
}
