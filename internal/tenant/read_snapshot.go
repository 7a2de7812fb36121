package tenant

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"authzx/internal/api"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// ReadState makes a State of a snapshot. Keys that it does not know are
// let be. A document with none of the three lists is refused; where it holds only
// some, the graph says that the others are missing.
func ReadState(doc []byte, at time.Time) (State, error) {
	doc = bytes.TrimSpace(bytes.TrimPrefix(doc, []byte("\uFEFF"))) // some editors put a byte order mark in front
	if what := noJSON(doc); what != "" {
		return State{}, errors.New(what)
	}
	saved, rest, err := readSaved(doc)
	if err != nil {
		return State{}, err
	}
	if own, ok := strings.CutPrefix(rest.Format.Raw(), ownFormat); ok && !strings.HasPrefix(own, "snapshot/") {
		return State{}, fmt.Errorf("it is not a saved tenant but the output of authzx %s", text.Escape(own))
	}
	if !rest.Taken.IsZero() {
		at = rest.Taken
	}
	directory, err := rest.addTo(directoryOf(saved, rest, at), at)
	if err != nil {
		return State{}, err
	}
	return State{Graph: saved.Graph(at), Directory: directory, BaseURL: rest.BaseURL}, nil
}

// readSaved reads what a saved document holds: by one pass where it has the usual form, and
// else list by list, which takes more forms and says what is wrong.
func readSaved(doc []byte) (api.Saved, savedRest, error) {
	if saved, err := api.ReadSaved(doc); err == nil && !saved.Lists.LeftOut().Any() {
		rest, err := api.Decode[savedRest](saved.Rest)
		if err == nil && misplaced(doc, saved.Lists) == nil {
			return saved, rest, nil
		}
	}
	return readListByList(doc)
}

func readListByList(doc []byte) (api.Saved, savedRest, error) {
	lists, err := readLists(doc)
	if err != nil {
		return api.Saved{}, savedRest{}, err
	}
	rest, err := api.Decode[savedRest](doc)
	if err != nil {
		return api.Saved{}, savedRest{}, orWhatIsThere(doc, err)
	}
	for i, u := range rest.Users {
		if u.ID.IsZero() {
			return api.Saved{}, savedRest{}, fmt.Errorf("at /users/%d there is no user_id", i)
		}
	}
	saved := api.Saved{Lists: lists}
	saved.People, saved.Gone = peopleOf(rest.Users)
	return saved, rest, nil
}

// ownFormat begins the format of all that authzx writes.
const ownFormat = "authzx."

// savedRest is what a snapshot holds beside the three lists.
type savedRest struct {
	Users        savedList[snapshotUser]        `json:"users"`
	UsersWhole   bool                           `json:"users_complete"`
	Applications savedList[snapshotApplication] `json:"applications"`
	Connections  savedList[snapshotConnection]  `json:"connections"`
	snapshotSettings
	Taken  time.Time `json:"taken"`
	Format text.Text `json:"format"` // of what authzx answers
}

// savedList is a list that may stand within the answer of the server that it came
// in: an object with the list, and how many there are.
type savedList[T any] []T

// UnmarshalJSONFrom reads an array, or an object with one array in it.
func (l *savedList[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() != '{' {
		return json.UnmarshalDecode(dec, (*[]T)(l))
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() != '}' {
		if _, err := dec.ReadToken(); err != nil {
			return err
		}
		var err error
		if dec.PeekKind() == '[' && *l == nil {
			err = json.UnmarshalDecode(dec, (*[]T)(l))
		} else {
			err = dec.SkipValue()
		}
		if err != nil {
			return err
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	if *l == nil {
		return &json.SemanticError{JSONPointer: dec.StackPointer(), JSONKind: '{', Err: errNoList}
	}
	return nil
}

// errNoList says that an object in place of a list holds none either.
var errNoList = errors.New("no array in the object")

func readLists(doc []byte) (rbac.Document, error) {
	if doc[0] != '{' {
		return rbac.Document{}, noTenant(doc)
	}
	lists, err := api.ReadDocument(doc)
	if err != nil {
		if plain := unwrapped(doc); plain != nil {
			lists, err = api.ReadDocument(plain)
		}
	}
	lists.Missing = lists.LeftOut()
	if m := lists.Missing; m.Groups != nil && m.Roles != nil && m.Permissions != nil {
		if fault := noTenant(doc); fault != nil {
			return lists, fault
		}
	}
	if err != nil {
		return lists, orWhatIsThere(doc, err)
	}
	return lists, misplaced(doc, lists)
}
