// Package config turns the configuration file, the environment and the flags
// into profiles that hold only checked values. It reads nothing global: what it
// may look at comes in as an Env.
package config

import (
	"errors"
	"fmt"
	"io/fs"

	"authzx/internal/private"
	"authzx/internal/text"
)

// Flags are the command line's share. No flag takes a secret.
type Flags struct {
	Profile  string // which profile; empty: as environment and file say
	File     string // the configuration file; empty: the usual place
	ReadOnly bool   // whatever the profile says, nothing may be written
	NoColour bool
}

// Config is everything that was configured. Paths and UI are of use even when
// Load gave an error.
type Config struct {
	Paths Paths
	UI    UI
	// History bounds the saved states.
	History History
	// Keys are the keys that actions of the explorer are to have.
	Keys []KeyChoice

	profiles []Profile // in the file's order, the environment's own last
	selected text.Text // zero: nothing says which
	missing  string    // who named a file that is not there
	suspects Mistakes  // what is wrong with the choice of a profile
}

// NoneError says that nothing is configured at all: neither a file with a
// profile in it nor an environment that could stand in for one. It is the state
// of a first run rather than a mistake.
type NoneError struct {
	Path string // where the file would be; empty when no folder is known
	// Asked is who named a file that is not there: --config or a variable; empty
	// where nobody did.
	Asked string
}

// Error says where the configuration was looked for and how to get one.
func (e *NoneError) Error() string {
	if e.Asked != "" {
		return fmt.Sprintf("%s (from %s) does not exist; authzx config init creates it, authzx demo needs none",
			text.Escape(e.Path), e.Asked)
	}
	if e.Path == "" {
		return "nothing is configured, and neither HOME nor XDG_CONFIG_HOME is set, so there is no place for the file"
	}
	return fmt.Sprintf("nothing is configured: no profile in %s; authzx config init creates one, authzx demo needs none",
		text.Escape(e.Path))
}

// Load reads the configuration file, if there is one, and the environment.
// The error is Mistakes for what a person can correct in the file or in a
// variable, and holds a *private.ExposedError when a file with a secret in it
// can be reached by others. A missing file is no error here: Profile gives it.
func Load(env Env, flags Flags) (Config, error) {
	cfg := Config{Paths: ResolvePaths(env, flags), UI: defaultUI(), History: DefaultHistory()}
	doc, err := readDocument(cfg.Paths.File, env)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		cfg.missing = whoNames(env, flags)
	case err != nil:
		cfg.UI.applyEnvironment(env, flags)
		return cfg, err
	default:
		cfg.UI, cfg.History, cfg.Keys, cfg.profiles = doc.ui, doc.history, doc.keys, doc.profiles
	}
	cfg.UI.applyEnvironment(env, flags)
	mistakes := cfg.choose(env, flags, doc)
	if len(mistakes) > 0 {
		return cfg, mistakes.orNil()
	}
	for i := range cfg.profiles {
		p := &cfg.profiles[i]
		p.ReadOnly = p.ReadOnly || flags.ReadOnly
		mistakes = append(mistakes, p.finish()...)
	}
	return cfg, mistakes.orNil()
}

// Look is what Load gives of look and keys, without profiles: what is wrong with these is
// nobody's matter where none is wanted.
func Look(env Env, flags Flags) (Config, error) {
	cfg := Config{Paths: ResolvePaths(env, flags), UI: defaultUI()}
	doc, err := readDocument(cfg.Paths.File, env)
	switch {
	case err == nil:
		cfg.UI, cfg.Keys = doc.ui, doc.keys
	case errors.Is(err, fs.ErrNotExist):
		err = nil
	}
	cfg.UI.applyEnvironment(env, flags)
	return cfg, err
}

// whoNames is who says where the configuration file is; empty where that is the
// usual place.
func whoNames(env Env, flags Flags) string {
	switch {
	case flags.File != "":
		return "--config"
	case env.value(varConfig) != "":
		return varConfig
	}
	return ""
}

// Profiles are all profiles in the file's order, complete or not, then the
// environment's own where it stands for itself.
func (c Config) Profiles() []Profile {
	return append([]Profile(nil), c.profiles...)
}

// Selected is the name of the profile that Profile gives; the zero value when
// nothing says which.
func (c Config) Selected() text.Text { return c.selected }

// Profile is the profile that flags, environment and file choose, ready to
// connect. The error is a *NoneError on a first run, else Mistakes.
func (c Config) Profile() (Profile, error) {
	if err := c.suspects.orNil(); err != nil {
		return Profile{}, err
	}
	if c.selected.IsZero() {
		return Profile{}, &NoneError{Path: c.Paths.File, Asked: c.missing}
	}
	return c.Named(c.selected)
}

// Named is the profile of that name, ready to connect. The error is Mistakes:
// there is no such profile, or something is missing in it.
func (c Config) Named(name text.Text) (Profile, error) {
	for _, p := range c.profiles {
		if p.Name == name {
			return p, p.hinders().orNil()
		}
	}
	return Profile{}, Mistakes{c.unknownProfile(c.Paths.File, 0, "profile", name)}
}

// Check tells everything that is missing in any profile, beyond what Load
// finds; the error is Mistakes.
func (c Config) Check() error {
	all := append(Mistakes(nil), c.suspects...)
	for _, p := range c.profiles {
		all = append(all, p.hinders()...)
	}
	return all.orNil()
}

// exposed gives the errors of a file that others can reach, where that matters.
func (d *document) exposed(access private.Access) error {
	inline, command := false, false
	for _, p := range d.profiles {
		inline = inline || p.credential.source == SourceFile
		command = command || p.credential.source == SourceCommand
	}
	if inline {
		if err := access.Secret(); err != nil {
			return fmt.Errorf("the configuration holds a secret: %w", err)
		}
	}
	if command {
		if err := access.Trusted(); err != nil {
			return fmt.Errorf("the configuration names a command to run: %w", err)
		}
	}
	return nil
}
