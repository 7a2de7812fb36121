package changes

import (
	"context"
	"fmt"
	"strings"

	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/text"
)

// asking asks a person what applications and connections of another state are called
// here, each once.
type asking struct {
	state   *session.State
	asked   map[rbac.Ref]bool
	answers map[rbac.Ref]text.Text
}

// ask asks for things that can't be matched, where there is somebody to be asked, and
// puts what they are into the maps; false where nothing new was learnt.
func (a *asking) ask(ctx context.Context, unmapped []rbac.Ref, o state.Options) (found bool, err error) {
	r := a.state.Run
	if !r.CanAsk(false) {
		return false, nil
	}
	if a.asked == nil {
		a.asked, a.answers = make(map[rbac.Ref]bool), make(map[rbac.Ref]text.Text)
	}
	for _, ref := range unmapped {
		if a.asked[ref] {
			continue
		}
		a.asked[ref] = true
		answer, err := a.one(ctx, ref)
		if err != nil {
			return false, err
		}
		if answer.IsZero() {
			continue
		}
		maps := o.Applications
		if ref.Kind == rbac.KindConnection {
			maps = o.Connections
		}
		maps[ref.ID], a.answers[ref] = answer, answer
		found = true
	}
	return found, nil
}

// one asks what one thing is called here, until it is something that is here or nothing.
func (a *asking) one(ctx context.Context, ref rbac.Ref) (text.Text, error) {
	known := mentionedIn(a.state.Source(), ref.Kind)
	for {
		said, err := a.state.Run.Prompt(ctx, fmt.Sprintf("%s %s doesn't exist here. What is it called here (empty to give up)? ", ref.Kind, rbac.Quoted(ref.ID)))
		if err != nil {
			return text.Text{}, err
		}
		said = strings.TrimSpace(said)
		if said == "" || known(said) > 0 {
			return text.New(said), nil
		}
		a.state.Run.Say("there is no %s %s here", ref.Kind, rbac.Quoted(text.New(said)))
	}
}

// keep offers to keep the answers in the profile.
func (a *asking) keep(ctx context.Context) error {
	name, ok := a.state.From.KeepsMaps()
	if len(a.answers) == 0 || !ok {
		return nil
	}
	said, err := a.state.Run.Prompt(ctx, fmt.Sprintf("Save this in profile %s? [y/N] ", name))
	if err != nil {
		return err
	}
	if answer := strings.ToLower(strings.TrimSpace(said)); answer != "y" && answer != "yes" {
		return nil
	}
	applications, connections := make(map[string]string), make(map[string]string)
	for ref, answer := range a.answers {
		if ref.Kind == rbac.KindConnection {
			connections[ref.ID.Raw()] = answer.Raw()
		} else {
			applications[ref.ID.Raw()] = answer.Raw()
		}
	}
	if err := a.state.From.KeepMaps(applications, connections); err != nil {
		return fmt.Errorf("the plan was made, but the maps were not saved: %w", err)
	}
	a.state.Run.Say("saved in profile %s", name)
	return nil
}
