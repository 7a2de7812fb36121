package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"authzx/internal/tomllines"
)

// SaveMaps writes what applications and connections of other tenants are called in that
// of a profile into the file at path, beside what the profile says of others. The errors
// are those of Save.
func SaveMaps(env Env, path string, p Profile, applications, connections map[string]string) error {
	name := p.Name.Raw()
	return edit(env, path, func(d *draft) error {
		at, err := d.table(name)
		if err != nil {
			return err
		}
		if at == nil {
			return fmt.Errorf("%s has no profile %s", path, p.Name)
		}
		for _, m := range []struct {
			key        string
			have, more map[string]string
		}{
			{"map_application", p.MapApplication, applications}, {"map_connection", p.MapConnection, connections},
		} {
			if len(m.more) == 0 {
				continue
			}
			all := maps.Clone(m.have)
			if all == nil {
				all = make(map[string]string)
			}
			maps.Copy(all, m.more)
			line := m.key + " = " + tomlMap(all)
			if s, ok := d.layout.Keys[tomllines.Path("profiles", name, m.key)]; ok {
				d.replace(s, []string{line})
			} else {
				d.insert(at.Last, []string{line})
			}
		}
		return nil
	})
}

// tomlMap is a map as an inline table of TOML, sorted.
func tomlMap(m map[string]string) string {
	parts := make([]string, 0, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, tomllines.Quoted(key)+" = "+tomllines.Quoted(m[key]))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}
