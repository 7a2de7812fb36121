package widget

import (
	"fmt"
	"testing"

	"authzx/internal/text"
	"github.com/google/go-cmp/cmp"
)

// staff are rows of a name, an email, the roles and when somebody was here.
type staff struct{ name, email, roles, seen string }

func columned(rows []staff) *Index {
	x := NewNamedIndex(len(rows), func(i int) (names, others []text.Text) {
		return []text.Text{text.New(rows[i].name)}, []text.Text{text.New(rows[i].email)}
	})
	one := func(of func(staff) string) func(int) []text.Text {
		return func(i int) []text.Text { return []text.Text{text.New(of(rows[i]))} }
	}
	x.SetColumns([]*IndexColumn{
		{Title: "User", Names: []string{"name"}, Fields: one(func(s staff) string { return s.name })},
		{Title: "Email", Names: []string{"email"}, Fields: one(func(s staff) string { return s.email })},
		{Title: "Roles", Names: []string{"roles"}, Number: true, Fields: func(i int) []text.Text {
			if rows[i].roles == "" {
				return []text.Text{text.New("0")}
			}
			return []text.Text{text.New("12"), text.New(rows[i].roles), text.New("Reader 7")}
		}},
		{Title: "Last login", Names: []string{"last_login"}, Fields: one(func(s staff) string { return s.seen })},
	})
	return x
}

func TestAFilterKnowsColumnsNegationAndExactWords(t *testing.T) {
	rows := []staff{
		{"Ann Archer", "ann@acme.test", "Admin", "2026-05-01"},
		{"Joanna", "jo@other.test", "Team Admin", ""},
		{"Annabel", "", "", "2025-01-31"},
		{"admin:backup", "ops@acme.test", "", "2026-05-02"},
	}
	x := columned(rows)
	for query, want := range map[string][]int32{
		"role:admin":              {0, 1},
		"role:admin email:@acme":  {0},
		"!role:admin":             {2, 3},
		"!acme":                   {1, 2},
		`"ann"`:                   {0},
		`!"ann" ann`:              {1, 2},
		`role:"team admin"`:       {1},
		`email:""`:                {2},
		`!email:""`:               {0, 1, 3},
		`roles:""`:                {2, 3},
		"roles:0":                 {2, 3},
		"roles:12":                {0, 1},
		"roles:7":                 {0, 1},
		"roles:1":                 nil,
		"roles:>2":                {0, 1},
		"roles:<2":                {2, 3},
		"roles:>=12":              {0, 1},
		"login:>2026-05-01":       {3},
		"login:<2026":             {2},
		"last:2026":               {0, 3},
		"e:ann":                   {0},
		"admin:backup":            {3},
		"role:":                   {0, 1, 2, 3},
		"!":                       {0, 1, 2, 3},
		`"`:                       {0, 1, 2, 3},
		"name:ann email:acme !x":  {0},
		`name:"ann archer" ANN`:   {0},
		"name:annarcher":          nil,
		"name:ARCHER !name:annab": {0},
	} {
		q := x.Parse(query)
		got := x.Search(q, nil).Rows
		if q.IsZero() {
			got = []int32{0, 1, 2, 3}
		}
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
		f := NewFilter(testTheme())
		f.SetIndex(columned(rows))
		f.Open()
		for _, letter := range query {
			f.Update(key(string(letter)))
		}
		if f.On() && len(f.Hits().Rows) != len(want) {
			t.Errorf("%s, typed letter by letter, finds %v", query, f.Hits().Rows)
		}
	}
}

func TestAFilterSaysWhatItUnderstood(t *testing.T) {
	x := columned([]staff{{name: "Ann"}})
	for query, want := range map[string]string{
		"ann":                  "",
		"role:admin !gone ann": "Roles has admin · without gone · ann",
		`"ann" !name:"bob"`:    "the word ann · User lacks the word bob",
		"roles:>=3 !login:<20": "Roles >= 3 · Last login not < 20",
		`email:"" !email:""`:   "Email empty · Email not empty",
		"foo:bar":              "no column foo · foo:bar",
	} {
		if got := x.Understood(testTheme(), x.Parse(query)).Plain(); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	f := NewFilter(testTheme())
	f.SetIndex(x)
	f.SetText(text.New("role:admin"))
	for _, w := range []int{0, 1, 20, 60} {
		if got := width(f.Line(w)); got != w {
			t.Errorf("a line of %d cells has %d", w, got)
		}
	}
}

func TestLongColumnsAreReadBeside(t *testing.T) {
	f := NewFilter(testTheme())
	f.SetMany(2)
	x := columned([]staff{{name: "Ann"}, {name: "Bob", roles: "Admin"}})
	f.SetIndex(x)
	f.SetText(text.New("role:admin"))
	query, unread := f.Unread()
	if !unread || f.On() {
		t.Fatal("the column was read at once")
	}
	x.Read(query)
	f.SetIndex(x)
	if _, unread := f.Unread(); unread || !cmp.Equal(f.Hits().Rows, []int32{1}) {
		t.Errorf("once it is read, %v are found", f.Hits().Rows)
	}
}

func BenchmarkColumns100k(b *testing.B) {
	rows := make([]staff, 100_000)
	for i := range rows {
		rows[i] = staff{name: fmt.Sprint("Person ", i), email: fmt.Sprintf("p%d@acme%d.test", i, i%7), roles: fmt.Sprint("Role ", i%50)}
	}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			x := columned(rows)
			x.Read(x.Parse("role:x email:x"))
		}
	})
	x := columned(rows)
	for _, query := range []string{"role:4", "email:@acme3", "email:@acme3 role:4 !role:44", `"person 7"`, "!acme3", "roles:>2"} {
		b.Run(query, func(b *testing.B) {
			q := x.Parse(query)
			for b.Loop() {
				x.Search(q, nil)
			}
		})
	}
}
