package answers

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"

	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/routine"
)

// accessAllJSON writes what each of the users has as a JSON array, in the
// order of users; each item is what accessJSON writes, with the names that the
// directory gives, which may be nil. Query says what is asked
// about each. It ends early, with the context's error, when ctx does.
func accessAllJSON(ctx context.Context, w io.Writer, g *rbac.Graph, d *rbac.Directory, users []rbac.UserID, query rbac.Query) error {
	if len(users) == 0 {
		_, err := io.WriteString(w, "[]\n")
		return wrapWriting(err)
	}
	if _, err := io.WriteString(w, "[\n"); err != nil {
		return wrapWriting(err)
	}
	err := inOrder(ctx, w, users, func(out *bytes.Buffer, first bool, some []rbac.UserID) {
		j, effort := output.NewJSON(out), rbac.NewEffort()
		for i, user := range some {
			if ctx.Err() != nil {
				break
			}
			if !first || i > 0 {
				_, _ = j.W.WriteString(",\n")
			}
			j.Nest('{', '}', true, func() { writeAccess(ctx, j, g.Access(asking(query, user)), d, effort) })
		}
		_ = j.W.Flush()
	})
	if err != nil {
		return wrapWriting(err)
	}
	_, err = io.WriteString(w, "\n]\n")
	return wrapWriting(err)
}

// accessAllJSONL writes the same objects, each on a line of its own.
func accessAllJSONL(ctx context.Context, w io.Writer, g *rbac.Graph, d *rbac.Directory, users []rbac.UserID, query rbac.Query) error {
	return wrapWriting(inOrder(ctx, w, users, func(out *bytes.Buffer, _ bool, some []rbac.UserID) {
		j, effort := output.NewJSON(out), rbac.NewEffort()
		for user := range until(ctx, slices.Values(some)) {
			j.Nest('{', '}', true, func() { writeAccess(ctx, j, g.Access(asking(query, user)), d, effort) })
			_ = j.W.WriteByte('\n')
		}
		_ = j.W.Flush()
	}))
}

// accessAllCSV writes a row for each group, role and permission of each user,
// with a shortest path; a user who has nothing gets a row too, with
// nothing in it. One user given makes it the table of that user's access.
func accessAllCSV(ctx context.Context, w io.Writer, g *rbac.Graph, d *rbac.Directory, users []rbac.UserID, query rbac.Query, look output.Look) error {
	head := output.NewCSV(w, "user", "user_name", "user_email", "kind", "id", "name", "application", "application_name", "path")
	if err := head.Finish(); err != nil {
		return err
	}
	return wrapWriting(inOrder(ctx, w, users, func(out *bytes.Buffer, _ bool, some []rbac.UserID) {
		c := output.CSVOn(out)
		for user := range until(ctx, slices.Values(some)) {
			accessRows(ctx, c, g.Access(asking(query, user)), d, look)
		}
		_ = c.Finish()
	}))
}

func asking(q rbac.Query, user rbac.UserID) rbac.Query {
	q.User = user
	return q
}

func accessRows(ctx context.Context, c *output.CSVWriter, a *rbac.Access, d *rbac.Directory, look output.Look) {
	g, p := a.Graph(), output.PersonOf(d, a.Query().User)
	cells := [...]string{p.ID.String(), p.Name.String(), p.Email.String(), "", "", "", "", "", ""}
	nothing := true
	var of applicationCells
	for e := range explainShortly(ctx, a) {
		row := cells
		row[3], row[4], row[5] = string(e.ref.Kind), e.ref.ID.String(), g.Name(e.ref).String()
		of = of.next(d, output.ApplicationOf(g, e.ref))
		row[6], row[7], row[8] = of.known, of.name, look.Path(e.paths[0])
		c.Row(row[:]...)
		nothing = false
	}
	if nothing {
		c.Row(cells[:]...)
	}
}

// applicationCells are an application in a table. Rows that stand together mostly share it.
type applicationCells struct {
	id          rbac.ClientID
	known, name string
}

// next are the cells of the application of the next row.
func (c applicationCells) next(d *rbac.Directory, id rbac.ClientID) applicationCells {
	if c.id == id {
		return c
	}
	return applicationCells{id, id.String(), d.Name(id.Ref()).String()}
}

func wrapWriting(err error) error {
	if err != nil {
		return fmt.Errorf("writing the access of all users: %w", err)
	}
	return nil
}

// usersAtOnce is how many users one worker answers about before it hands over:
// few enough that output begins at once, enough that handing over costs nothing.
const usersAtOnce = 64

// bytesEach is about what the answer about one user takes.
const bytesEach = 8 << 10

// inOrder lets all processors write about some users each and copies what they
// wrote to w in the order of users. No more is held than what the workers have
// in hand.
func inOrder(ctx context.Context, w io.Writer, users []rbac.UserID, write func(out *bytes.Buffer, first bool, some []rbac.UserID)) error {
	ctx, cancel := context.WithCancel(ctx)
	workers := runtime.GOMAXPROCS(0)
	turns := make(chan chan []byte, workers)
	var running routine.Group
	running.Go(func() {
		defer close(turns)
		slots := make(chan struct{}, workers)
		for start := 0; start < len(users) && ctx.Err() == nil; start += usersAtOnce {
			some := users[start:min(start+usersAtOnce, len(users))]
			done := make(chan []byte, 1)
			select {
			case turns <- done:
			case <-ctx.Done():
				return
			}
			slots <- struct{}{}
			running.Go(func() {
				defer func() { <-slots }()
				defer close(done) // a panic ends in no answer
				var out bytes.Buffer
				out.Grow(len(some) * bytesEach)
				write(&out, start == 0, some)
				done <- out.Bytes()
			})
		}
	})
	defer running.Wait()
	defer cancel()
	for done := range turns {
		answer, ok := <-done
		if !ok {
			break
		}
		if _, err := w.Write(answer); err != nil {
			return err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return context.Cause(ctx)
}
