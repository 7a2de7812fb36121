package config

import (
	"path/filepath"
	"strings"
)

// Paths are the places on disk, after the XDG base directory specification; where
// that says nothing, Windows keeps them below its folders for applications. A path is
// empty when neither its variable nor a home folder is known.
type Paths struct {
	File  string // the configuration file
	Cache string // folder of what can be lost: tokens
	State string // folder of what must stay: journal, audit trail, staged changes, log
}

// ResolvePaths says where things are, without looking whether they are there.
func ResolvePaths(env Env, flags Flags) Paths {
	file := flags.File
	if file == "" {
		file = env.value(varConfig)
	}
	if file == "" {
		file = join(env.folder("XDG_CONFIG_HOME", ".config", "APPDATA", ""), "config.toml")
	}
	return Paths{
		File:  file,
		Cache: env.folder("XDG_CACHE_HOME", ".cache", "LOCALAPPDATA", "cache"),
		State: env.folder("XDG_STATE_HOME", ".local/state", "LOCALAPPDATA", "state"),
	}
}

// folder is authzx's own folder below the one that the variable names, or, on Windows,
// the part of it below the one that its own variable names. The specification has
// relative values ignored.
func (e Env) folder(variable, usual, windows, part string) string {
	if base := e.value(variable); filepath.IsAbs(base) {
		return filepath.Join(base, "authzx")
	}
	if base := e.value(windows); e.Windows && filepath.IsAbs(base) {
		return filepath.Join(base, "authzx", part)
	}
	if e.Home == "" {
		return ""
	}
	return filepath.Join(e.Home, usual, "authzx")
}

func join(folder, name string) string {
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, name)
}

// resolve makes a path of the file absolute: ~/ is the home folder, anything
// relative starts beside the configuration file.
func (e Env) resolve(path, file string) string {
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok && e.Windows {
		rest, ok = strings.CutPrefix(path, `~\`)
	}
	if ok && e.Home != "" {
		return filepath.Join(e.Home, rest)
	}
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}
