package desk

import (
	"encoding/json"
	"slices"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
)

// Keeper keeps, for a profile, how its lists were arranged.
type Keeper interface {
	// Read is what was written last; nil where nothing was.
	Read(profile text.Text) ([]byte, error)
	Write(profile text.Text, data []byte) error
}

// Kept is how the lists of a profile were arranged, by the plural of their kind.
type Kept struct {
	Filters map[string][]text.Text `json:"filters,omitempty"`
	Columns map[string][]string    `json:"columns,omitempty"` // by title, in their order

	keeper  Keeper
	profile text.Text
}

// newKept reads what is kept for a profile. What can't be read is as nothing: it is no
// more than a convenience.
func newKept(k Keeper, profile text.Text) *Kept {
	kept := &Kept{keeper: k, profile: profile}
	if k != nil {
		if data, err := k.Read(profile); err == nil && data != nil {
			_ = json.Unmarshal(data, kept)
		}
	}
	if kept.Filters == nil {
		kept.Filters = map[string][]text.Text{}
	}
	if kept.Columns == nil {
		kept.Columns = map[string][]string{}
	}
	return kept
}

// TurnFilter keeps words for a list, or forgets them.
func (k *Kept) TurnFilter(list string, words text.Text) ui.Cmd {
	said := "filter saved: "
	if i := slices.Index(k.Filters[list], words); i >= 0 {
		k.Filters[list] = slices.Delete(k.Filters[list], i, i+1)
		said = "filter deleted: "
	} else {
		k.Filters[list] = append(k.Filters[list], words)
	}
	return k.write(said + words.String())
}

// SetColumns keeps which columns a list has; none is all that it has by itself.
func (k *Kept) SetColumns(list string, titles []string) ui.Cmd {
	k.Columns[list] = titles
	return k.write("")
}

// write writes all of it, and says that it is done, where that is wanted, or why not.
func (k *Kept) write(said string) ui.Cmd {
	data, err := json.Marshal(k)
	keeper, profile := k.keeper, k.profile
	return ui.Run(func() tea.Msg {
		if err == nil && keeper != nil {
			err = keeper.Write(profile, data)
		}
		if err != nil {
			return ui.Say{Text: "not kept: " + SafeError(err), Bad: true}
		}
		if said == "" {
			return nil
		}
		return ui.Say{Text: said}
	})
}
