package plan

import "testing"

func TestWhatAChangeTakes(t *testing.T) {
	for _, c := range []struct {
		production, readOnly, grave bool
		want                        Consent
	}{
		{false, false, false, ConsentYes},
		{true, false, false, ConsentName},
		{false, false, true, ConsentName},
		{true, false, true, ConsentName},
		{false, true, false, ConsentNever},
		{true, true, true, ConsentNever},
	} {
		if got := ConsentFor(c.production, c.readOnly, c.grave); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestAPlanIsLargeFromTheseNumbersOn(t *testing.T) {
	for name, test := range map[string]struct {
		scale Scale
		large bool
	}{
		"nothing":       {Scale{}, false},
		"24 users":      {Scale{Users: 24}, false},
		"25 users":      {Scale{Users: 25}, true},
		"49 requests":   {Scale{Requests: 49}, false},
		"50 requests":   {Scale{Requests: 50}, true},
		"2 deletions":   {Scale{Deletes: 2}, false},
		"3 deletions":   {Scale{Deletes: 3}, true},
		"below each":    {Scale{Users: 24, Requests: 49, Deletes: 2}, false},
		"many per user": {Scale{Users: 1, Gained: 400, Lost: 400}, false},
	} {
		if got := test.scale.Large(); got != test.large {
			t.Errorf("%s: large is %v", name, got)
		}
	}
}
