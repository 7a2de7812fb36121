package config

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"authzx/internal/secret"
	"authzx/internal/text"
)

// Source is where a client secret comes from.
type Source int

// The sources, in the order in which they win.
const (
	SourceNone Source = iota
	SourceEnvironment
	SourceCommand
	SourceKeyring
	SourceFile
)

// credential is how a profile gives its secret.
type credential struct {
	source   Source
	variable string        // of SourceEnvironment
	command  []string      // of SourceCommand: the program and its arguments
	inline   secret.Secret // of SourceFile
}

// finder is what it takes to get at secrets.
type finder struct {
	env          Env
	commandLimit time.Duration
	keyringLimit time.Duration
}

func newFinder(env Env) finder {
	return finder{env: env, commandLimit: 10 * time.Second, keyringLimit: 3 * time.Second}
}

// Source is where Secret will look.
func (p Profile) Source() Source { return p.credential.source }

// SourceName says in words where the credentials come from, never what they are.
func (p Profile) SourceName() string {
	c := p.credential
	switch {
	case !p.token.IsZero():
		return "a token in the environment variable " + varToken
	case c.source == SourceEnvironment:
		return variableWords(c.variable)
	case c.source == SourceCommand:
		// Only the program: its arguments may be anything.
		return "client_secret_command (" + text.Escape(filepath.Base(c.command[0])) + ")"
	case c.source == SourceKeyring:
		return "the keyring"
	case c.source == SourceFile:
		return "client_secret in the configuration file"
	}
	return "nowhere"
}

// Secret gets the client secret from the profile's one source and says in
// words which that was. There is no second source to fall back to: when the one
// fails, that is the error, which says what else could be done.
func (p Profile) Secret(ctx context.Context) (secret.Secret, string, error) {
	value, err := p.find(ctx)
	if err != nil {
		return secret.Secret{}, p.SourceName(), fmt.Errorf("getting the client secret of profile %s: %w", p.Name, err)
	}
	return value, p.SourceName(), nil
}

func (p Profile) find(ctx context.Context) (secret.Secret, error) {
	c := p.credential
	switch c.source {
	case SourceEnvironment:
		if v := p.finder.env.value(c.variable); v != "" {
			return secret.New(v), nil
		}
		return secret.Secret{}, errors.New(variableWords(c.variable) + " is not set")
	case SourceCommand:
		return p.finder.run(ctx, c.command)
	case SourceKeyring:
		return p.fromKeyring(ctx)
	case SourceFile:
		return c.inline, nil
	}
	return secret.Secret{}, errors.New("the profile has no source for it")
}
