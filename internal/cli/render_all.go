package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"

	"authzx/internal/crew"
	"authzx/internal/rbac"
)

// AccessAllJSON writes what each of the users has as a JSON array, in the
// order of users; each item is what AccessJSON writes. Query says what is asked
// about each. It ends early, with the context's error, when ctx does.
func AccessAllJSON(ctx context.Context, w io.Writer, g *rbac.Graph, users []rbac.UserID, query rbac.Query) error {
	if len(users) == 0 {
		_, err := io.WriteString(w, "[]\n")
		return wrapWriting(err)
	}
	if _, err := io.WriteString(w, "[\n"); err != nil {
		return wrapWriting(err)
	}
	err := inOrder(ctx, w, users, func(out *bytes.Buffer, first bool, some []rbac.UserID) {
		j, effort := newJSONWriter(out), rbac.NewEffort()
		for i, user := range some {
			if ctx.Err() != nil {
				break
			}
			if !first || i > 0 {
				_, _ = j.w.WriteString(",\n")
			}
			j.nest('{', '}', true, func() { j.accessFields(ctx, g.Access(asking(query, user)), effort) })
		}
		_ = j.w.Flush()
	})
	if err != nil {
		return wrapWriting(err)
	}
	_, err = io.WriteString(w, "\n]\n")
	return wrapWriting(err)
}

// AccessAllCSV writes a row for each group, role and permission of each user,
// with a shortest path; a user who has nothing gets a row of his own with
// nothing in it. One user given makes it the table of that user's access.
func AccessAllCSV(ctx context.Context, w io.Writer, g *rbac.Graph, d *rbac.Directory, users []rbac.UserID, query rbac.Query) error {
	head := newCSVWriter(w, "user", "user_name", "user_email", "kind", "id", "name", "application", "path")
	if err := head.finish(); err != nil {
		return err
	}
	return wrapWriting(inOrder(ctx, w, users, func(out *bytes.Buffer, _ bool, some []rbac.UserID) {
		c := csvOn(out)
		for user := range until(ctx, slices.Values(some)) {
			c.access(ctx, g.Access(asking(query, user)), personOf(d, user))
		}
		_ = c.finish()
	}))
}

func asking(q rbac.Query, user rbac.UserID) rbac.Query {
	q.User = user
	return q
}

func (c *csvWriter) access(ctx context.Context, a *rbac.Access, p rbac.Person) {
	g := a.Graph()
	cells := [...]string{p.ID.String(), p.Name.String(), p.Email.String(), "", "", "", "", ""}
	nothing := true
	for e := range explainShortly(ctx, a) {
		row := cells
		row[3], row[4], row[5] = string(e.ref.Kind), e.ref.ID.String(), g.Name(e.ref).String()
		row[6], row[7] = applicationOf(g, e.ref).String(), pathText(e.paths[0])
		c.row(row[:]...)
		nothing = false
	}
	if nothing {
		c.row(cells[:]...)
	}
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
	var running crew.Crew
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
