package changes

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/text"
)

// askHelp is what --edits --help gives as the file: the kinds of edits are wanted.
func askHelp(given string) bool { return given == "--help" || given == "-h" }

// readLines reads edits as JSON Lines, from a file or standard input.
func readLines(r *command.Run, path string) ([]state.Edit, error) {
	in := r.Env.Stdin
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, &command.UsageError{Cause: fmt.Errorf("reading the edits: %w", err)}
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	buffered := bufio.NewReader(in)
	mark, _ := buffered.Peek(len("\xff\xfe"))
	if _, err := text.UTF8(mark, path); err != nil {
		return nil, &command.UsageError{Cause: err}
	}
	edits, err := state.ReadEdits(buffered)
	if err != nil {
		return nil, &command.UsageError{Cause: fmt.Errorf("%s: %w", text.Escape(path), err)}
	}
	return edits, nil
}

// lineChanges are edits with the things that they name found. Lines are those of the
// changes.
func lineChanges(ctx context.Context, p *session.State, path string, edits []state.Edit) (changes []rbac.Change, lines []int, err error) {
	find := func(kind rbac.Kind, given text.Text, app rbac.ClientID) (text.Text, error) {
		return p.NamedIn(ctx, kind, given.Raw(), app)
	}
	changes, lines, err = state.Changes(edits, p.Graph, find)
	if err != nil {
		var faults []string
		for fault := range strings.SplitSeq(err.Error(), "\n") {
			faults = append(faults, text.Escape(path)+": "+fault)
		}
		return nil, nil, command.Usagef("%s", strings.Join(faults, "\n"))
	}
	return changes, lines, nil
}

// editsHelp lists the kinds of edits and their keys.
func editsHelp(w io.Writer, width int) error {
	var b strings.Builder
	b.WriteString("Edits are JSON Lines, one change per line, as in plan files.\n\n" +
		"  {\"kind\":\"create-group\",\"ref\":\"fin\",\"name\":\"Finance\",\"description\":\"Who pays\"}\n" +
		"  {\"kind\":\"add-member\",\"group\":{\"ref\":\"fin\"},\"user\":\"ann@acme.test\"}\n" +
		"  {\"kind\":\"grant-role\",\"group\":{\"ref\":\"fin\"},\"role\":{\"name\":\"Approver\",\"application\":\"Expenses\"}}\n\n" +
		"Refer to things by id or name, to users by id or email. {\"name\", \"application\"} picks one of several " +
		"with the same name; {\"ref\"} is what an earlier line with that ref creates. A mapping is given by id or as " +
		"{\"connection\", \"group_name\"}.\n\n")
	for _, k := range state.EditKinds() {
		var keys []string
		for _, key := range k.Keys {
			name := key.Name
			if key.List {
				name += "…"
			}
			if key.Optional {
				name = "[" + name + "]"
			}
			keys = append(keys, name)
		}
		fmt.Fprintf(&b, "  %-18s %s\n", k.Kind, strings.Join(keys, ", "))
	}
	fmt.Fprintf(&b, "\nvalues holds switches, each true or false: %s\n", switchNames())
	_, err := io.WriteString(w, output.Paragraphs(b.String(), width))
	return err
}

func switchNames() string {
	var list []string
	for _, s := range rbac.Switches() {
		list = append(list, string(s))
	}
	return strings.Join(list, ", ")
}
