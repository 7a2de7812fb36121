package cli

import (
	"context"
	"io"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// renderings is everything that can be written about one user and the graph,
// by name.
func renderings(g *rbac.Graph, d *rbac.Directory, q rbac.Query) map[string]func(io.Writer) error {
	question := Question{Asked: text.New("it"), Query: q}
	for _, p := range g.Permissions() {
		question.Targets = append(question.Targets, p.ID.Ref())
	}
	nobody := rbac.Query{User: rbac.User("nobody")}
	all := map[string]func(io.Writer) error{
		"access json":  func(w io.Writer) error { return AccessJSON(context.Background(), w, g.Access(q)) },
		"access text":  func(w io.Writer) error { return AccessText(context.Background(), w, g.Access(q), d, Look{}) },
		"all json":     func(w io.Writer) error { return AccessAllJSON(context.Background(), w, g, Everybody(g, d), q) },
		"all csv":      func(w io.Writer) error { return AccessAllCSV(context.Background(), w, g, d, Everybody(g, d), q) },
		"why json":     func(w io.Writer) error { _, err := WhyJSON(w, g, question); return err },
		"why text":     func(w io.Writer) error { _, err := WhyText(w, g, question, d, Look{}); return err },
		"why csv":      func(w io.Writer) error { _, err := WhyCSV(w, g, question); return err },
		"who-can json": func(w io.Writer) error { return WhoCanJSON(context.Background(), w, g, question) },
		"who-can text": func(w io.Writer) error { return WhoCanText(context.Background(), w, g, question, d, Look{}) },
		"who-can csv":  func(w io.Writer) error { return WhoCanCSV(context.Background(), w, g, question, d) },
		"compare json": func(w io.Writer) error { return CompareJSON(context.Background(), w, g.Compare(q, nobody)) },
		"compare text": func(w io.Writer) error { return CompareText(context.Background(), w, g.Compare(q, nobody), d, Look{}) },
		"compare csv":  func(w io.Writer) error { return CompareCSV(context.Background(), w, g.Compare(q, nobody)) },
		"doctor json":  func(w io.Writer) error { return DoctorJSON(context.Background(), w, rbac.Lint(g, d), noRequests) },
		"doctor text":  func(w io.Writer) error { return DoctorText(w, rbac.Lint(g, d), g, d, Look{}) },
		"doctor csv":   func(w io.Writer) error { return DoctorCSV(w, rbac.Lint(g, d)) },
	}
	kinds := []rbac.Kind{rbac.KindUser, rbac.KindGroup, rbac.KindRole, rbac.KindPermission, rbac.KindApplication, rbac.KindConnection}
	for _, kind := range kinds {
		list, _ := ListOf(kind, g, d)
		all["list "+string(kind)+" json"] = list.JSON
		all["list "+string(kind)+" csv"] = list.CSV
		all["list "+string(kind)+" text"] = func(w io.Writer) error { return list.Text(w, Look{}) }
	}
	return all
}
