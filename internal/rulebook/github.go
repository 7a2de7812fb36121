package rulebook

import (
	"fmt"
	"io"
	"strings"

	"authzx/internal/text"
)

func escaped(raw string) string { return text.Escape(raw) }

// GitHub writes a workflow command for each outcome that does not hold, which GitHub
// shows beside the line of the file. Say is a failure in a line.
func GitHub(w io.Writer, outcomes []Outcome, say func(Failure) string) error {
	// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, o := range outcomes {
		if o.Held() {
			continue
		}
		_, err := fmt.Fprintf(w, "::error file=%s,line=%d,title=%s::%s\n",
			property.Replace(escaped(o.File)), o.Line, property.Replace(o.Name.String()), data.Replace(strings.Join(said(o, say), "\n")))
		if err != nil {
			return fmt.Errorf("writing the GitHub report: %w", err)
		}
	}
	return nil
}
