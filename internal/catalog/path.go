package catalog

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// WordKind says what a word of a path stands for, so that it can be coloured.
type WordKind string

// The kinds of words. A direct word stands for a path with nothing between the
// user and the thing; what is said instead of a path is a remark, and how many others
// there are comes behind it.
const (
	WordUser       WordKind = "user"
	WordMapping    WordKind = "mapping"
	WordGroup      WordKind = "group"
	WordRole       WordKind = "role"
	WordPermission WordKind = "permission"
	WordDirect     WordKind = "direct"
	WordRemark     WordKind = "remark"
	WordMore       WordKind = "more"
)

// Word is one word of a path.
type Word struct {
	Kind WordKind
	// Thing is what the word names; zero for a mapping and where nothing is named.
	Thing rbac.Ref
	Text  text.Text
}

// UserWord begins a path: the user by a name or, where there is none, by the id.
func UserWord(id rbac.UserID, name text.Text) Word {
	return Word{WordUser, id.Ref(), FirstOf(name, id.Text)}
}

// Whole is a path from the user outward to the thing itself:
// Ann Archer › Accounts Payable › Finance › Expense Desk › approve:expenses.
func Whole(user Word, path rbac.Path) []Word {
	return append([]Word{user}, words(path, len(path))...)
}

// Between is a path for a row that names the user and the thing: what lies
// between the two, a direct word where nothing does. A path of no steps has no words.
func Between(path rbac.Path) []Word {
	if len(path) == 0 {
		return nil
	}
	between := words(path, len(path)-1)
	if len(between) == 0 {
		return direct()
	}
	return between
}

func direct() []Word { return []Word{{Kind: WordDirect, Text: text.New("direct")}} }

// remark stands in the place of a path.
func remark(s string) []Word { return []Word{{Kind: WordRemark, Text: text.New(s)}} }

// words are those of the first n steps. A mapping is named even where the group
// that it leads into is not.
func words(path rbac.Path, n int) []Word {
	list := make([]Word, 0, len(path)+2)
	for i, step := range path {
		if step.Kind == rbac.StepMapping {
			list = append(list, mappingWord(step))
		}
		if i < n {
			list = append(list, stepWord(step))
		}
	}
	return list
}

func mappingWord(s rbac.Step) Word {
	return Word{Kind: WordMapping, Text: text.New(s.Connection.Raw() + ": " + s.GroupName.Raw())}
}

func stepWord(s rbac.Step) Word {
	to := s.To()
	return Word{kindOf(to.Kind), to, FirstOf(s.Name, s.ID)}
}

func kindOf(k rbac.Kind) WordKind {
	switch k {
	case rbac.KindRole:
		return WordRole
	case rbac.KindPermission:
		return WordPermission
	default:
		return WordGroup
	}
}
