package session

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// mostOffered is how many words a shell is offered: with more of them it would only ask
// whether to show them.
const mostOffered = 1_000

// offer is a word that a shell may put into a line, and what it means.
type offer struct{ word, about string }

// Names are what an argument may name.
type Names struct {
	kinds  []rbac.Kind
	shared bool // a name stands for all that have it
}

// Users are users.
func Users() Names { return AnyOf(rbac.KindUser) }

// Things are whatever somebody can have, those of all applications by one name.
func Things() Names {
	return Names{[]rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup}, true}
}

// Permissions are permissions, those of all applications by one name.
func Permissions() Names { return Names{[]rbac.Kind{rbac.KindPermission}, true} }

// AnyOf are things of some kinds, each by a name of its own.
func AnyOf(kinds ...rbac.Kind) Names { return Names{kinds: kinds} }

// Complete offers, for the arguments of a command in their order, what each may name. It looks at saved states alone and asks nobody.
func Complete(r *command.Run, arguments ...Names) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) >= len(arguments) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return completed(offersOf(savedOf(r), arguments[len(args)]), word), cobra.ShellCompDirectiveNoFileComp
	}
}

// CompleteFlag offers names for the value of a flag.
func CompleteFlag(r *command.Run, cmd *cobra.Command, flag string, kind rbac.Kind) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return completed(offersOf(savedOf(r), AnyOf(kind)), word), cobra.ShellCompDirectiveNoFileComp
	})
}

// CompletePair offers names for both sides of a flag's value LEFT=RIGHT.
func CompletePair(r *command.Run, cmd *cobra.Command, flag string, left, right rbac.Kind) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		state := savedOf(r)
		before := offersOf(state, AnyOf(left))
		for _, o := range before {
			if strings.HasPrefix(word, o.word+"=") {
				behind := offersOf(state, AnyOf(right))
				for i := range behind {
					behind[i].word = o.word + "=" + behind[i].word
				}
				return completed(behind, word), cobra.ShellCompDirectiveNoFileComp
			}
		}
		for i := range before {
			before[i].word += "="
		}
		return completed(before, word), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
}

// completed are the offers that a word begins.
func completed(offers []offer, word string) []cobra.Completion {
	var list []cobra.Completion
	seen := make(map[string]bool)
	for _, o := range offers {
		if !strings.HasPrefix(o.word, word) || seen[o.word] {
			continue
		}
		seen[o.word] = true
		list = append(list, cobra.CompletionWithDesc(o.word, o.about))
	}
	if len(list) > mostOffered {
		return cobra.AppendActiveHelp(nil, fmt.Sprintf("%d matches: type more letters", len(list)))
	}
	return list
}

// savedOf is the saved state that the flags name, else the newest of the profile;
// nothing where there is none.
func savedOf(r *command.Run) tenant.State {
	given := r.Flags.Snapshot
	if name, ok := strings.CutPrefix(given, profilePrefix); ok {
		r.Flags.Profile, given = name, ""
	}
	if given == "" {
		given = pastPrefix
	}
	s, err := readSaved(r, given)
	if err != nil {
		return tenant.State{}
	}
	if people, err := userList(r); err == nil {
		s = s.withPeople(people)
	}
	return s.state()
}

// offersOf are the words for all that can be named.
func offersOf(s tenant.State, names Names) []offer {
	if s.Graph == nil {
		return nil
	}
	var list []offer
	for _, kind := range names.kinds {
		switch kind {
		case rbac.KindUser:
			list = append(list, usersOffered(s)...)
		case rbac.KindApplication:
			list = append(list, applicationsOffered(s)...)
		case rbac.KindConnection:
			for _, name := range connectionsOf(s) {
				list = append(list, offered(name, text.Text{}, "")...)
			}
		default:
			list = append(list, thingsOffered(s, kind, names.shared)...)
		}
	}
	return list
}

// offered is the word for a thing: its name, where a line can hold that and it means
// nothing else, or else its id, where a line can hold that.
func offered(name, id text.Text, about string) []offer {
	switch {
	case nameFits(name.Raw()):
		return []offer{{name.Raw(), about}}
	case idFits(id.Raw()):
		return []offer{{id.Raw(), said(name, about)}}
	}
	return nil
}

// said is the name of what is offered by its id, with what it is.
func said(name text.Text, about string) string {
	if name.IsZero() || about == "" {
		return name.String() + about
	}
	return name.String() + ", " + about
}

func usersOffered(s tenant.State) []offer {
	everybody := everyUser(s)
	having := make(map[string]int) // several connections may have one address
	for _, p := range everybody {
		having[strings.ToLower(p.Email.Raw())]++
	}
	var list []offer
	for _, p := range everybody {
		email := p.Email
		if !isEmail(email.Raw()) || having[strings.ToLower(email.Raw())] > 1 {
			email = text.Text{}
		}
		list = append(list, offered(email, p.ID.Text, p.Name.String())...)
	}
	return list
}

// everyUser is who is listed, and who is only mentioned.
func everyUser(s tenant.State) []rbac.Person {
	people := slices.Clone(s.Directory.Users())
	for _, id := range s.Graph.Users() {
		if p, listed := s.Directory.User(id); !listed {
			people = append(people, p)
		}
	}
	return people
}

func thingsOffered(s tenant.State, kind rbac.Kind, shared bool) []offer {
	var list []offer
	add := func(ref rbac.Ref, name text.Text, namesakes int, app rbac.ClientID) {
		about := string(kind)
		switch {
		case namesakes > 1 && shared:
			list = append(list, offered(name, ref.ID, about)...)
			return
		case !app.IsZero():
			called, _ := s.Directory.Application(app)
			if about += " of "; called.Name.IsZero() {
				about += app.String()
			} else {
				about += called.Name.String()
			}
		}
		if namesakes > 1 {
			if idFits(ref.ID.Raw()) {
				list = append(list, offer{ref.ID.Raw(), said(name, about)})
			}
			return
		}
		list = append(list, offered(name, ref.ID, about)...)
	}
	switch kind {
	case rbac.KindGroup:
		for _, g := range s.Graph.Groups() {
			add(g.ID.Ref(), g.Name, len(s.Graph.GroupsNamed(g.Name)), rbac.ClientID{})
		}
	case rbac.KindRole:
		for _, o := range s.Graph.Roles() {
			add(o.ID.Ref(), o.Name, len(s.Graph.RolesNamed(o.Name)), o.Application)
		}
	case rbac.KindPermission:
		for _, p := range s.Graph.Permissions() {
			add(p.ID.Ref(), p.Name, len(s.Graph.PermissionsNamed(p.Name)), p.Application)
		}
	}
	return list
}

func applicationsOffered(s tenant.State) []offer {
	var list []offer
	for _, a := range s.Directory.Applications() {
		name := a.Name
		if len(s.Directory.ApplicationsNamed(name)) > 1 {
			name = text.Text{}
		}
		list = append(list, offered(name, a.ID.Text, "application")...)
	}
	for _, id := range s.Graph.Applications() {
		if _, listed := s.Directory.Application(id); !listed {
			list = append(list, offered(text.Text{}, id.Text, "application")...)
		}
	}
	return list
}

func connectionsOf(s tenant.State) []text.Text {
	var names []text.Text
	for _, c := range s.Directory.Connections() {
		names = append(names, c.Name)
	}
	for _, name := range s.Graph.Mappings().Connections() {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// longestWord is how long a word is that is offered: strangers choose it.
const longestWord = 100

// nameFits reports whether every shell gives a name back as it is once it has quoted
// it, and none can take a part of it for a command.
func nameFits(name string) bool { return fits(name, " _-.,:@/+=%") }

// idFits is nameFits for ids, in which a bar stands.
func idFits(id string) bool { return fits(id, "_-.,:@/+=%|") }

func fits(word, signs string) bool {
	if word == "" || len(word) > longestWord || text.Escape(word) != word ||
		strings.ContainsAny(word[:1], " -=%|") || strings.HasSuffix(word, " ") || strings.Contains(word, "  ") {
		return false
	}
	for _, c := range word {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && !strings.ContainsRune(signs, c) {
			return false
		}
	}
	return true
}
