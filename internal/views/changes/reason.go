package changes

import (
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Reason asks for a ticket or a few words.
func (r *review) Reason(q *Question) ui.Cmd {
	return ui.Tell(ui.Show{Dialog: desk.NewPrompt(r.desk.Theme, "Why?", r.intent.reason, []widget.Words{
		"A ticket or a few words, for the audit trail.",
	}, func(reason text.Text) ui.Cmd {
		r.intent.reason = reason
		q.Compose()
		return nil
	})})
}
