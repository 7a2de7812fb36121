package config

import "strings"

// Profile is what e becomes once it stands in the file at path, ready to
// connect; nothing is read or written. The error is Mistakes, each with the key
// that it would have there.
func (e Entry) Profile(env Env, path string) (Profile, error) {
	lines := append([]string{header(e.Name)}, e.lines()...)
	doc, err := parseDocument(path, strings.Join(lines, "\n")+"\n", env)
	if err != nil {
		return Profile{}, err
	}
	p := &doc.profiles[0]
	found := append(p.finish(), p.hinders()...)
	if name := p.credential.variable; name != "" && !MayBeVariable(name) {
		m := p.lacks("client_secret_env", varClientSecret, "the name of an environment variable")
		m.Problem = errVariable + ": it may be the secret itself"
		found = append(found, m)
	}
	return *p, found.orNil()
}
