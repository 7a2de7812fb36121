package changes

import (
	"context"
	"fmt"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
)

// cut is a pair LEFT=RIGHT, cut at one of its signs of equality.
type cut struct{ left, right string }

// cuts are all ways to cut a pair: ids and names may hold the sign themselves.
func cuts(pair string) []cut {
	var list []cut
	for at := range len(pair) {
		if pair[at] == '=' && at > 0 && at < len(pair)-1 {
			list = append(list, cut{pair[:at], pair[at+1:]})
		}
	}
	return list
}

// known tells how sure it is that something is meant: 2 for what is there, of users
// 1, since a change may name one whom nothing mentions.
func known(ctx context.Context, p *session.State, kind rbac.Kind) func(string) int {
	return func(given string) int {
		switch {
		case !p.Knows(ctx, kind, given):
			return 0
		case kind == rbac.KindUser:
			return 1
		}
		return 2
	}
}

// parted is the one cut of a pair that gives the most of what is known. Left and right
// are what its sides should be.
func parted(pair, left, right string, knownLeft, knownRight func(string) int) (cut, error) {
	all := cuts(pair)
	if len(all) == 1 {
		return all[0], nil
	}
	var best []cut
	most := 0
	for _, c := range all {
		n := knownLeft(c.left) + knownRight(c.right)
		if n > most {
			best, most = nil, n
		}
		if n == most {
			best = append(best, c)
		}
	}
	words := make([]string, len(best))
	for i, c := range best {
		words[i] = fmt.Sprintf("%s %s %s %s", left, output.Quoted(c.left), right, output.Quoted(c.right))
	}
	read := strings.Join(words, ", or ")
	switch {
	case len(best) == 0:
		return cut{}, fmt.Errorf("%s: give %s", output.Quoted(pair), strings.ToUpper(left+"="+right))
	case most == 0:
		return best[0], &command.NotFoundError{Words: fmt.Sprintf("%s was split into %s, and neither part exists", output.Quoted(pair), read)}
	case len(best) > 1:
		return best[0], fmt.Errorf("%s can be split into %s", output.Quoted(pair), read)
	}
	return best[0], nil
}
