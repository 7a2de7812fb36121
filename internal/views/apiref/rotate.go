package apiref

import (
	"context"
	"path/filepath"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/private"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// rotates reports whether the request makes a new API key, which would be lost where
// nothing keeps it.
func (s *request) rotates() bool { return s.route.ID == endpoint.ConfigurationRotateKey }

// askKeyFile asks for the file that keeps the new key, before anything else.
func (s *request) askKeyFile() ui.Cmd {
	return ui.Tell(ui.Show{Dialog: desk.NewPrompt(s.desk.Theme, "Save the new key to which file?", text.New("authzx-api-key.txt"), []widget.Words{
		"The new key is returned once and never shown; the old one stops working at once. It is saved to a new file that only you can read.",
	}, func(path text.Text) ui.Cmd { return s.askRotation(path) })})
}

// askRotation asks whether to rotate, once it is known where the key goes.
func (s *request) askRotation(file text.Text) ui.Cmd {
	path, err := private.Expand(strings.TrimSpace(file.Raw()))
	if err == nil {
		path, err = filepath.Abs(path)
	}
	if err != nil {
		return desk.Complain("not sent: " + desk.SafeError(err))
	}
	th, call := s.desk.Theme, s.Form.Call()
	keeps := widget.Spans{widget.Say(th.Text, "The new key goes into "), widget.Foreign(th.Strong, text.New(path)), widget.Say(th.Text, ", which must not exist yet.")}
	return askSend(s.desk, call, func() ui.Cmd { return s.dispatch(call, path) }, append(s.lacking(), keeps)...)
}

// rotate sends it; the file is there before.
func (s *request) rotate(source desk.Caller, call endpoint.Call, keyFile string) ui.Cmd {
	s.keptIn = keyFile
	return s.start(call, func(ctx context.Context, _ endpoint.Call, cause string) (*tenant.Answer, error) {
		return source.RotateKey(ctx, keyFile, cause)
	})
}

// keptLine says where the new key is, or may be.
func (s *request) keptLine() widget.Spans {
	th := s.desk.Theme
	switch {
	case !s.rotates() || s.keptIn == "":
		return nil
	case s.stopped:
		return widget.Spans{widget.Say(th.Text, "If a key was returned, it is in "), widget.Foreign(th.Strong, text.New(s.keptIn)), widget.Say(th.Text, "; else rotate again.")}
	case s.sent != nil && s.err == nil:
		return widget.Spans{widget.Say(th.Good, " "+th.Glyphs.Check+" "), widget.Sayf(th.Text, "%s", tenant.KeyKept(s.keptIn))}
	}
	return nil
}
