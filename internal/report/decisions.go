package report

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Decision is one row that somebody decided.
type Decision struct {
	Line       int
	User       rbac.UserID
	Permission rbac.PermissionID
	Cut        rbac.Change // of a row to revoke
}

// Decisions are what a review that comes back says.
type Decisions struct {
	Revoke, Keep []Decision
	Blank        int // rows that say nothing
}

// LineError is a line of a review that can't be followed.
type LineError struct {
	Line    int
	Problem string
}

// Error names the line; it is safe to draw.
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Problem) }

// ReadDecisions reads a review as CSV, with commas or with what spreadsheets write
// instead. Bare takes a spreadsheet's guard off a cell. Errors are *LineError.
func ReadDecisions(content string, bare func(string) string) (Decisions, error) {
	sheet, err := catalog.ReadSheet(content)
	if err != nil {
		return Decisions{}, ofLine(1, err)
	}
	at := make(map[string]int)
	for i, name := range sheet.Head {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := at[name]; twice && name != "" {
			return Decisions{}, &LineError{sheet.Line, "two columns are called " + rbac.Quoted(text.New(name))}
		}
		at[name] = i
	}
	for _, name := range []string{"user", "permission_id", "cut", "decision"} {
		if _, ok := at[name]; !ok {
			return Decisions{}, &LineError{1, "there is no column " + name}
		}
	}
	var d Decisions
	for {
		row, err := sheet.Row()
		if errors.Is(err, io.EOF) {
			return d, nil
		}
		if err != nil {
			return d, ofLine(sheet.Line, err)
		}
		if err := d.add(sheet.Line, row, at, bare); err != nil {
			return d, err
		}
	}
}

// Decided counts the rows of a review in which somebody decided or remarked anything;
// 0 where the content is no review.
func Decided(content string) int {
	sheet, err := catalog.ReadSheet(content)
	if err != nil {
		return 0
	}
	var columns []int
	for i, name := range sheet.Head {
		if name = strings.ToLower(strings.TrimSpace(name)); name == "decision" || name == "comment" {
			columns = append(columns, i)
		}
	}
	n := 0
	for {
		row, err := sheet.Row()
		if err != nil {
			return n
		}
		if slices.ContainsFunc(columns, func(i int) bool { return i < len(row) && strings.TrimSpace(row[i]) != "" }) {
			n++
		}
	}
}

// ofLine is an error as one of a line: its own, else the one given.
func ofLine(line int, err error) *LineError {
	if wrong, ok := errors.AsType[*catalog.SheetError](err); ok {
		return &LineError{wrong.Line, wrong.Problem}
	}
	return &LineError{line, err.Error()}
}

// add takes one row.
func (d *Decisions) add(line int, row []string, at map[string]int, bare func(string) string) error {
	cell := func(name string) string { return bare(row[at[name]]) }
	keep := false
	switch decision := strings.ToLower(strings.TrimSpace(cell("decision"))); decision {
	case "":
		d.Blank++
		return nil
	case "keep", "revoke":
		keep = decision == "keep"
	default:
		return &LineError{line, "decision " + rbac.Quoted(text.New(cell("decision"))) + ": use keep, revoke or leave blank"}
	}
	cut, err := rbac.UnmarshalChange([]byte(cell("cut")))
	tie, ok := cut.(rbac.Tie)
	if keep {
		one := Decision{Line: line, User: rbac.User(cell("user")), Permission: rbac.PermissionOf(cell("permission_id"))}
		if ok {
			one.User = userOf(tie, cell("user"))
		}
		d.Keep = append(d.Keep, one)
		return nil
	}
	if err != nil || !ok || !tie.Cut {
		return &LineError{line, "cut must end a membership, nesting, grant, assignment or permission of a role"}
	}
	d.Revoke = append(d.Revoke, Decision{line, userOf(tie, cell("user")), rbac.PermissionOf(cell("permission_id")), tie})
	return nil
}

// userOf is the user of a row. The cell shows an id escaped, the tie has it exactly.
func userOf(tie rbac.Tie, shown string) rbac.UserID {
	left, right := tie.Ends()
	for _, end := range []rbac.Ref{left, right} {
		if end.Kind == rbac.KindUser && end.ID.String() == shown {
			return rbac.UserID{Text: end.ID}
		}
	}
	return rbac.User(shown)
}

// Revocations are the changes that decisions come to in a tenant.
type Revocations struct {
	Changes []rbac.Change // each once
	Effect  rbac.Effect   // what they change of anybody's access
	Gone    []Decision    // whose path is no longer there: nothing is guessed in its place
	Kept    []Decision    // where the user has the permission by other paths still
	// Overruled are rows marked keep that are lost with a revocation of another row;
	// Spared are the rows to revoke that were left out so that there are none.
	Overruled, Spared []Decision
}

// Revoke works out what decisions come to. A path that is gone is reported. Spare
// leaves out what would take a row that is marked keep.
func Revoke(g *rbac.Graph, d Decisions, spare bool) (Revocations, error) {
	var r Revocations
	var live []Decision
	after, taken := g, make(map[string]bool) // by cut: whether it was made
	for _, one := range d.Revoke {
		if !onPath(g, one) {
			r.Gone = append(r.Gone, one)
			continue
		}
		key := rbac.ChangeKey(one.Cut)
		made, seen := taken[key]
		if !seen {
			next, _, err := rbac.ApplyAll(after, []rbac.Change{one.Cut})
			if err != nil {
				return r, err
			}
			made = !spare || len(lost(rbac.Diff(g, next), d.Keep)) == 0
			if taken[key] = made; made {
				after, r.Changes = next, append(r.Changes, one.Cut)
			}
		}
		if made {
			live = append(live, one)
		} else {
			r.Spared = append(r.Spared, one)
		}
	}
	for _, one := range live {
		if after.Access(rbac.Query{User: one.User}).Has(one.Permission.Ref()) {
			r.Kept = append(r.Kept, one)
		}
	}
	r.Effect = rbac.Diff(g, after)
	r.Overruled = lost(r.Effect, d.Keep)
	return r, nil
}

// lost are the rows whose users lose what the rows are about.
func lost(e rbac.Effect, rows []Decision) []Decision {
	type pair struct {
		user       rbac.UserID
		permission rbac.PermissionID
	}
	gone := make(map[pair]bool)
	for _, u := range e.Users {
		for _, id := range u.Lost {
			gone[pair{u.User, id}] = true
		}
	}
	var list []Decision
	for _, row := range rows {
		if gone[pair{row.User, row.Permission}] {
			list = append(list, row)
		}
	}
	return list
}

// onPath reports whether what is to be cut lies on a path from the user to the
// permission: with nothing else, the tie must still lead there.
func onPath(g *rbac.Graph, d Decision) bool {
	a := g.Access(rbac.Query{User: d.User})
	tie, ok := d.Cut.(rbac.Tie)
	if !ok || !a.Has(d.Permission.Ref()) || tie.Times(g) == 0 {
		return false
	}
	left, right := tie.Ends()
	switch tie.Of {
	case rbac.TieMember:
		return right == d.User.Ref() && leads(g, left, d)
	case rbac.TieAssignment:
		return left == d.User.Ref() && leads(g, right, d)
	case rbac.TieNested:
		return a.Has(right) && leads(g, left, d)
	case rbac.TieGrant:
		return a.Has(left) && leads(g, right, d)
	case rbac.TiePermission:
		return a.Has(left) && right == d.Permission.Ref()
	}
	return false
}

// leads reports whether a group or role gives the permission.
func leads(g *rbac.Graph, by rbac.Ref, d Decision) bool {
	if by.Kind == rbac.KindGroup {
		return slices.Contains(g.GroupsGiving(d.Permission), rbac.GroupID{Text: by.ID})
	}
	return slices.Contains(g.PermissionRoles(d.Permission), rbac.RoleID{Text: by.ID})
}
