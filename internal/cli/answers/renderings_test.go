package answers

import (
	"context"
	"io"

	"authzx/internal/catalog"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
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
		"access json": func(w io.Writer) error { return accessJSON(context.Background(), w, g.Access(q)) },
		"access text": func(w io.Writer) error { return accessText(context.Background(), w, g.Access(q), d, output.Look{}) },
		"all json":    func(w io.Writer) error { return accessAllJSON(context.Background(), w, g, d, everybody(g, d), q) },
		"all jsonl": func(w io.Writer) error {
			return accessAllJSONL(context.Background(), w, g, d, everybody(g, d), q)
		},
		"who-can jsonl": func(w io.Writer) error { return whoCanJSONL(context.Background(), w, g, question, d) },
		"all csv": func(w io.Writer) error {
			return accessAllCSV(context.Background(), w, g, d, everybody(g, d), q, output.Look{})
		},
		"why json":     func(w io.Writer) error { _, err := whyJSON(w, g, question); return err },
		"why text":     func(w io.Writer) error { _, err := whyText(w, g, question, d, output.Look{}); return err },
		"why csv":      func(w io.Writer) error { _, err := whyCSV(w, g, question, d, output.Look{}); return err },
		"who-can json": func(w io.Writer) error { return whoCanJSON(context.Background(), w, g, question) },
		"who-can text": func(w io.Writer) error { return whoCanText(context.Background(), w, g, question, d, output.Look{}) },
		"who-can csv":  func(w io.Writer) error { return whoCanCSV(context.Background(), w, g, question, d, output.Look{}) },
		"compare json": func(w io.Writer) error { return compareJSON(context.Background(), w, g.Compare(q, nobody)) },
		"compare text": func(w io.Writer) error {
			return compareText(context.Background(), w, g.Compare(q, nobody), d, output.Look{})
		},
		"compare csv": func(w io.Writer) error {
			return compareCSV(context.Background(), w, g.Compare(q, nobody), d, output.Look{})
		},
		"doctor json": func(w io.Writer) error {
			return doctorJSON(context.Background(), w, lint.Tenant(g, d), g, d, noRequests)
		},
		"doctor text": func(w io.Writer) error { return doctorText(w, lint.Tenant(g, d), g, d, output.Look{}) },
		"doctor csv":  func(w io.Writer) error { return doctorCSV(w, lint.Tenant(g, d)) },
	}
	kinds := []rbac.Kind{rbac.KindUser, rbac.KindGroup, rbac.KindRole, rbac.KindPermission, rbac.KindApplication, rbac.KindConnection}
	for _, kind := range kinds {
		list := listOf(catalog.Of(kind), g, d)
		all["list "+string(kind)+" json"] = list.JSON
		all["list "+string(kind)+" csv"] = list.CSV
		all["list "+string(kind)+" text"] = func(w io.Writer) error { return list.Text(w, output.Look{}) }
	}
	return all
}
