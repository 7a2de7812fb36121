package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Role says what stands in a cell; who draws it chooses the colour and the room.
type Role int

// The roles. The last four judge.
const (
	Plain Role = iota
	Name
	Email
	ID
	Term  // one of a few words of the API
	Short // a few letters
	Description
	Application
	Given // a text that somebody chose for something else
	Number
	Date
	Way // by which path
	Note
	Faint
	Good
	Warning
	Fault
)

// Cell is a text with its role. Numbers and dates sort by their number, the others by
// their text without regard to case.
type Cell struct {
	Text   text.Text
	Role   Role
	Number int64
	Path   []Word // where the text is that of a path
}

// Sorts reports whether a cell sorts by its number.
func (c Cell) Sorts() bool { return c.Role == Number || c.Role == Date }

// Count is a number as a cell; nought stays blank, so that the eye finds the others.
func Count(n int) Cell {
	if n == 0 {
		return Cell{Role: Number}
	}
	return Cell{Text: text.New(strconv.Itoa(n)), Role: Number, Number: int64(n)}
}

// Sum is a number with what it counts.
func Sum(n int, of rbac.Kind) Cell {
	return Cell{Text: text.New(text.Counted(n, string(of))), Role: Number, Number: int64(n)}
}

// OfAll tells how many are tied directly from how many there are; nought stays blank.
func OfAll(direct, all int) Cell {
	switch all {
	case 0, direct:
		return Count(direct)
	}
	return Cell{Text: text.New(fmt.Sprintf("%d direct, %d total", direct, all)), Role: Number, Number: int64(all)}
}

// Day is the day of a moment; nothing for the zero time.
func Day(t time.Time) Cell {
	if t.IsZero() {
		return Cell{Role: Date}
	}
	return Cell{Text: text.New(t.UTC().Format(time.DateOnly)), Role: Date, Number: t.Unix()}
}

// says is a cell of the program's own wording.
func says(s string, r Role) Cell { return Cell{Text: text.New(s), Role: r} }

// Form says of what make a value is.
type Form int

// The forms of values.
const (
	Text      Form = iota // a text
	Label                 // a name, in place of which people get the id
	Texts                 // several short texts
	Quantity              // a number
	Flag                  // yes or no
	Moment                // a time; zero for never
	IDs                   // references: their number for people, all of them for programs
	Contained             // things within the thing, told like references
)

// Value is what a thing has in a column, before anything is made of it for a screen, a
// table or a document.
type Value struct {
	Form   Form
	Text   text.Text
	ID     text.Text // of a Label
	Texts  []text.Text
	Number int // of a Quantity, and how many IDs or things contained
	Is     bool
	Moment time.Time
	IDs    func() []text.Text
	// Contained are the properties of each thing within.
	Contained func() [][]Property
}

// Property is one of a thing within another: its key in JSON and its text.
type Property struct {
	Key  string
	Text text.Text
}

// Cell is the value as a screen shows it.
func (v Value) Cell(r Role) Cell {
	switch v.Form {
	case Quantity, IDs, Contained:
		return Count(v.Number)
	case Moment:
		return Day(v.Moment)
	case Flag:
		if !v.Is {
			return Cell{Text: text.New("no"), Role: r}
		}
		return Cell{Text: text.New("yes"), Role: r}
	case Texts:
		return Cell{Text: Joined(v.Texts), Role: r}
	case Label:
		return Cell{Text: FirstOf(v.Text, v.ID), Role: r}
	}
	return Cell{Text: v.Text, Role: r}
}

// Joined are texts as one, with commas between them.
func Joined(texts []text.Text) text.Text {
	if len(texts) == 1 {
		return texts[0]
	}
	parts := make([]string, len(texts))
	for i, t := range texts {
		parts[i] = t.Raw()
	}
	return text.New(strings.Join(parts, ", "))
}

// identifier is the id of a thing.
type identifier interface {
	comparable
	Raw() string
	Ref() rbac.Ref
}

// idsOf is a value of references, each once however often it is stored.
func idsOf[T identifier](list []T) Value {
	list = once(list)
	return Value{Form: IDs, Number: len(list), IDs: func() []text.Text { return textsOf(list) }}
}

func textsOf[T identifier](ids []T) []text.Text {
	texts := make([]text.Text, len(ids))
	for i, id := range ids {
		texts[i] = text.New(id.Raw())
	}
	return texts
}

// few is up to how many ids are compared with each other: a set would take longer.
const few = 16

// once is a list without repeats.
func once[T comparable](list []T) []T {
	if len(list) < 2 {
		return list
	}
	rest := make([]T, 0, len(list))
	if len(list) <= few {
		for i, v := range list {
			if !slices.Contains(list[:i], v) {
				rest = append(rest, v)
			}
		}
		return rest
	}
	seen := make(map[T]bool, len(list))
	for _, v := range list {
		if !seen[v] {
			seen[v] = true
			rest = append(rest, v)
		}
	}
	return rest
}
