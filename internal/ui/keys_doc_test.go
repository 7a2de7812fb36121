package ui

import (
	"flag"
	"os"
	"strings"
	"testing"

	"authzx/internal/ui/theme"
)

var update = flag.Bool("update", false, "write the table of keys into docs/keys.md")

func TestTheDocumentationListsTheKeysOfTheTable(t *testing.T) {
	const file, from, to = "../../docs/keys.md", "<!-- keys -->\n", "<!-- end of keys -->"
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := strings.Cut(string(page), from)
	listed, tail, closed := strings.Cut(rest, to)
	if !found || !closed {
		t.Fatal("docs/keys.md has no place for the keys")
	}
	want := NewKeymap(Bindings()).Markdown()
	if *update {
		if err := os.WriteFile(file, []byte(head+from+want+to+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if listed != want {
		t.Error("docs/keys.md has not the keys of the table: run make keys")
	}
}

// What documents tell of keys stands here with the names of the actions.
func TestDocumentsNameTheKeysOfTheTable(t *testing.T) {
	th := theme.New(theme.Options{Keys: NewKeymap(Bindings()).Key})
	for file, sentences := range map[string][]theme.Words{
		"../../README.md": {
			"`{filter}` filters as you type", "{filter_line.accept} keeps the filter", "`{escape}` goes back", "{list.open} opens what is selected",
			"`{go_users}` to `{go_connections}` open the lists", "`{palette}` finds any screen, object or command", "`{help}` shows the keys", "`{back}` quits",
			"In the explorer, press `{go_way_out}`", "Press `{go_doctor}` to see what needs attention", "`{request.reveal_token}` shows the access token in a snippet",
			"| What can Ann do, and why? | `{filter}ann` {filter_line.accept} `{show_access}` |",
			"| Who is in Finance, nested groups included? | `{go_groups}` `{filter}fin` {filter_line.accept} {list.open} `{detail.next_tab}` |",
			"| Who can export reports, and how? | `{go_permissions}` `{filter}export` {filter_line.accept} `{show_who_can}` |",
			"| What would Ann gain in Treasury? | `{filter}ann` {filter_line.accept} `{add_link}` `treas` {picker.toggle} {picker.open} |",
			"`{question.yes}` applies it, then `{undo}` undoes it",
			"| How could Ann get close:periods, and who else is affected? | `{filter}ann` {filter_line.accept} `{make_it_so}` `close` {picker.open} |",
			"| How does one user's access differ from another's? | {list.mark} {list.mark} `{compare}` |", "| What needs attention in this tenant? | `{go_doctor}` |",
			"| What now that Rules have ended? | `{go_way_out}` |",
		},
		"../../docs/getting-started.md": {
			"type `{filter}ann`, {filter_line.accept}, then `{show_access}`",
			"`{go_doctor}` shows what needs attention, `{show_access}` on a user what that user has, `{show_who_can}` on a permission who has it",
			"`{filter}ann` {filter_line.accept} `{add_link}` `treas` {picker.toggle} {picker.open} `{question.yes}`",
		},
	} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page := strings.Join(strings.Fields(string(data)), " ")
		for _, s := range sentences {
			if want := th.Words(s); !strings.Contains(page, want) {
				t.Errorf("%s does not say %s", file, want)
			}
		}
	}
}
