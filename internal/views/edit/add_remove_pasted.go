package edit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/resources"
)

// lookedUp is what became of a list of ids, emails or names.
type lookedUp struct {
	refs    []rbac.Ref
	unknown []unfound
}

// unfound is a line of a list that stands for no one thing.
type unfound struct {
	line text.Text
	why  string
	as   rbac.Ref // what it is when taken for an id; zero where it can't be one
}

// maxAsked is how many lines of a list are looked up on the server one by one.
const maxAsked = 100

// seek looks up the lines of a list.
func (s *linkPicker) seek(lines []text.Text) ui.Cmd {
	o, search := s.offer, s.desk.Can.Search
	return s.lookup.Start("looking up the list", func(ctx context.Context) (lookedUp, error) {
		found := o.find(lines)
		return found.ask(ctx, search), nil
	})
}

// askFile asks which file holds a list.
func (s *linkPicker) askFile() ui.Cmd {
	return ui.Tell(ui.Show{Dialog: desk.NewPrompt(s.desk.Theme, "Load a list from a file", text.Text{}, []widget.Words{
		"One id, email or name per line; in CSV, the first column.",
	}, func(path text.Text) ui.Cmd { return s.load(path) })})
}

func (s *linkPicker) load(path text.Text) ui.Cmd {
	o, search := s.offer, s.desk.Can.Search
	return s.lookup.Start("loading the list", func(ctx context.Context) (lookedUp, error) {
		lines, err := readList(path.Raw())
		if err != nil {
			return lookedUp{}, err
		}
		found := o.find(lines)
		return found.ask(ctx, search), nil
	})
}

// readList is the first column of each line of a file.
func readList(path string) ([]text.Text, error) {
	b, err := private.ReadAtMost(path, desk.MaxList)
	if err != nil {
		return nil, fmt.Errorf("loading the list: %w", err)
	}
	content, err := catalog.SheetText(b)
	if err != nil {
		return nil, fmt.Errorf("loading the list: %w", err)
	}
	r := catalog.SheetReader(content)
	r.LazyQuotes, r.TrimLeadingSpace = true, r.Comma != '\t'
	var lines []text.Text
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, fmt.Errorf("loading the list: %w", err)
		}
		if v := strings.TrimSpace(record[0]); v != "" {
			lines = append(lines, text.New(v))
		}
	}
}

// find looks lines up among what is offered: by id, by email, by name, the last
// two without regard to case.
func (o offer) find(lines []text.Text) lookedUp {
	by := map[string][]rbac.Ref{}
	for _, ref := range o.refs {
		for _, word := range []text.Text{o.data.Person(ref).Email, o.data.Name(ref)} {
			key := strings.ToLower(word.Raw())
			if have := by[key]; key != "" && (len(have) == 0 || have[len(have)-1] != ref) {
				by[key] = append(have, ref)
			}
		}
	}
	kind := rbac.KindUser
	if len(o.refs) > 0 {
		kind = o.refs[0].Kind
	}
	var found lookedUp
	for _, line := range lines {
		as := rbac.Ref{Kind: kind, ID: line}
		if _, ok := o.at[as]; ok {
			found.refs = append(found.refs, as)
			continue
		}
		switch refs := by[strings.ToLower(line.Raw())]; len(refs) {
		case 0:
			miss := unfound{line: line, why: "not known"}
			if kind == rbac.KindUser && strings.Contains(line.Raw(), "|") {
				miss.as = as
			}
			found.unknown = append(found.unknown, miss)
		case 1:
			found.refs = append(found.refs, refs[0])
		default:
			found.unknown = append(found.unknown, unfound{line: line, why: text.Counted(len(refs), string(kind)) + " share it: give the id"})
		}
	}
	return found
}

// ask asks the server about users that no list gave. It stops at the first
// fault: what is left stays unknown.
func (l lookedUp) ask(ctx context.Context, search desk.UserSearcher) lookedUp {
	if search == nil {
		return l
	}
	var still []unfound
	asked, fault := 0, ""
	for _, miss := range l.unknown {
		raw := miss.line.Raw()
		words := ""
		switch {
		case miss.why != "not known":
		case !miss.as.ID.IsZero():
			words = `user_id:"` + desk.QuotedTerm(raw) + `"`
		case strings.Contains(raw, "@"):
			words = `email:"` + desk.QuotedTerm(raw) + `"`
		}
		if words == "" || asked == maxAsked || fault != "" {
			if words != "" && fault != "" {
				miss.why = "could not be looked up: " + fault
			}
			still = append(still, miss)
			continue
		}
		asked++
		answer, err := search.SearchUsers(ctx, text.New(words))
		switch {
		case err != nil:
			fault = resources.SearchFault(err)
			miss.why = "could not be looked up: " + fault
			still = append(still, miss)
		case len(answer.Users) == 1:
			l.refs = append(l.refs, answer.Users[0].ID.Ref())
		case len(answer.Users) > 1:
			miss.why = text.Counted(len(answer.Users), "user") + " share it: give the id"
			still = append(still, miss)
		default:
			miss.why = "the server has no such user"
			still = append(still, miss)
		}
	}
	l.unknown = still
	return l
}

// found chooses what a list named, and tells of the lines that named nothing.
func (s *linkPicker) found(l lookedUp, err error) ui.Cmd {
	if err != nil {
		return desk.Complain(desk.SafeError(err))
	}
	cmd := s.include(l.refs)
	if len(l.unknown) == 0 {
		return ui.Batch(cmd, desk.Say(text.Counted(len(l.refs), "line")+" in the list, found and selected"))
	}
	return ui.Batch(cmd, ui.Tell(ui.Show{Dialog: s.unfound(l)}))
}

// unfound lists the lines that stand for nothing known. Ids among them may be
// taken as they are: the API accepts any.
func (s *linkPicker) unfound(l lookedUp) ui.Dialog {
	th := s.desk.Theme
	var asIs []rbac.Ref
	lines := []widget.Spans{{widget.Sayf(th.Text, "%d found and selected, %d not:", len(l.refs), len(l.unknown))}, nil}
	for _, miss := range l.unknown {
		if !miss.as.ID.IsZero() {
			asIs = append(asIs, miss.as)
		}
		lines = append(lines, widget.Spans{
			widget.Say(th.Warn, th.Glyphs.Cross+" "), widget.Foreign(th.Text, miss.line), widget.Sayf(th.Muted, "  %s", miss.why),
		})
	}
	title := widget.Spans{widget.Say(th.Title, "Not found")}
	if len(asIs) == 0 {
		return desk.NewNotice(th, title, lines)
	}
	lines = append(lines, nil, widget.Spans{widget.Sayf(th.Text,
		"%s could be user ids. Use as typed?", desk.Wording(text.Counted(len(asIs), "line")))})
	q := ui.NewQuestion(th, title, lines)
	q.Yes = func() ui.Cmd { return s.include(asIs) }
	return q
}
