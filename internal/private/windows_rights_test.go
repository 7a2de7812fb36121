package private

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestAnAccessListSaysWhoElseReachesAFile(t *testing.T) {
	const self, users, everyone = "S-1-5-21-1-2-3-1001", "S-1-5-32-545", "S-1-1-0"
	own := accessEntry{account: self, name: `PC\ann`, rights: 0x1f01ff, grants: true}
	tests := map[string]struct {
		list            accessList
		secret, trusted []string
	}{
		"the user alone": {list: accessList{owner: self, entries: []accessEntry{own}}},
		"system and administrators beside": {list: accessList{owner: administrators, entries: []accessEntry{
			own, {account: systemAccount, name: "SYSTEM", rights: 0x1f01ff, grants: true}, {account: administrators, name: "Administrators", rights: 0x1f01ff, grants: true},
		}}},
		"no list at all":                {list: accessList{owner: self, open: true}, secret: []string{"everybody"}, trusted: []string{"everybody"}},
		"others may read":               {list: accessList{owner: self, entries: []accessEntry{own, {account: users, name: "Users", rights: 0x1200a9, grants: true}}}, secret: []string{"Users"}},
		"others may write":              {list: accessList{owner: self, entries: []accessEntry{{account: everyone, name: "Everyone", rights: 0x2, grants: true}}}, secret: []string{"Everyone"}, trusted: []string{"Everyone"}},
		"others may alter the list":     {list: accessList{owner: self, entries: []accessEntry{{account: users, name: "Users", rights: 0x40000, grants: true}}}, secret: []string{"Users"}, trusted: []string{"Users"}},
		"others are denied":             {list: accessList{owner: self, entries: []accessEntry{own, {account: everyone, name: "Everyone", rights: 0x1f01ff}}}},
		"others may ask for attributes": {list: accessList{owner: self, entries: []accessEntry{own, {account: users, name: "Users", rights: 0x100080, grants: true}}}},
		"somebody else owns it":         {list: accessList{owner: users, entries: []accessEntry{own}}, secret: []string{users}, trusted: []string{users}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.list.self = self
			access := Access{path: `C:\Users\ann\config.toml`, list: &test.list}
			for what, got := range map[string]struct {
				err  error
				want []string
			}{"secret": {access.Secret(), test.secret}, "trusted": {access.Trusted(), test.trusted}} {
				var exposed *ExposedError
				if errors.As(got.err, &exposed) != (len(got.want) > 0) || exposed != nil && !slices.Equal(exposed.Others, got.want) {
					t.Errorf("%s: %v, want %q", what, got.err, got.want)
				}
				if exposed != nil && !strings.Contains(got.err.Error(), `icacls "C:\Users\ann\config.toml" /inheritance:r /grant:r "*`+self+`:F"`) {
					t.Errorf("%s: %v names no command that helps here", what, got.err)
				}
			}
		})
	}
}

func TestAFileThatIsHeldForAMomentIsReplacedAllTheSame(t *testing.T) {
	busy, broken := errors.New("busy"), errors.New("broken")
	isBusy := func(err error) bool { return errors.Is(err, busy) }
	tests := map[string]struct {
		answers []error // the last one again and again
		want    error
		tries   int
	}{
		"at once":        {answers: []error{nil}, tries: 1},
		"after a moment": {answers: []error{busy, busy, nil}, tries: 3},
		"another error":  {answers: []error{busy, broken}, want: broken, tries: 2},
		"held for good":  {answers: []error{busy}, want: busy, tries: 12},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begun, tries := time.Now(), 0
				err := patiently(func() error {
					tries++
					return test.answers[min(tries, len(test.answers))-1]
				}, isBusy)
				if !errors.Is(err, test.want) || err == nil && test.want != nil || tries != test.tries {
					t.Errorf("%v after %d tries, want %v after %d", err, tries, test.want, test.tries)
				}
				if took := time.Since(begun); took > 2*patience {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}
