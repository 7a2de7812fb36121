package history

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"authzx/internal/text"
)

// ErrNone is why nothing is found where nothing was saved.
var ErrNone = errors.New("no state of this tenant has been saved yet")

// ErrOff is why none will be.
var ErrOff = errors.New("no states are saved: [history] of the configuration says off")

// absentError is why a reference names no state: it is a fs.ErrNotExist, as of a file.
type absentError string

// Error says what there is instead.
func (e absentError) Error() string { return string(e) }

// Is makes it one of the errors of what is not there.
func (e absentError) Is(target error) bool { return target == fs.ErrNotExist }

// Find is the state that a reference names: @ the newest, @~2 two before it,
// @2026-11-01 the last of that day or before, by the clock of zone, @ID the one whose
// id begins so.
func Find(list []Entry, ref string, zone *time.Location) (Entry, error) {
	name := strings.TrimPrefix(ref, "@")
	if len(list) == 0 {
		return Entry{}, ErrNone
	}
	if name == "" {
		return list[len(list)-1], nil
	}
	if back, ok := strings.CutPrefix(name, "~"); ok {
		n, err := strconv.Atoi(back)
		if err != nil || n < 0 || n >= len(list) {
			return Entry{}, absentError(fmt.Sprintf("%s: there are %d saved states", text.Escape(ref), len(list)))
		}
		return list[len(list)-1-n], nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, name, zone); err == nil {
		return before(list, ref, day.AddDate(0, 0, 1))
	}
	var found []Entry
	for _, e := range list {
		if strings.HasPrefix(e.ID, name) {
			found = append(found, e)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return Entry{}, absentError(text.Escape(ref) + ": no such saved state; authzx history lists them")
	}
	return Entry{}, fmt.Errorf("%s: several saved states begin with that", text.Escape(ref))
}

// Moment is when a state was read that is named by its id, @ID.
func Moment(ref string) (time.Time, bool) {
	when, _, _ := strings.Cut(strings.TrimPrefix(ref, "@"), "-")
	at, err := time.Parse(stamp, when)
	return at, err == nil
}

// before is the last state before a moment.
func before(list []Entry, ref string, moment time.Time) (Entry, error) {
	for _, e := range slices.Backward(list) {
		if e.At.Before(moment) {
			return e, nil
		}
	}
	oldest := list[0].At.In(moment.Location()).Format(time.DateOnly)
	return Entry{}, absentError(fmt.Sprintf("%s: the oldest saved state is of %s", text.Escape(ref), oldest))
}
