package endpoint

import "testing"

func TestASlipInAPathIsRecognised(t *testing.T) {
	for given, want := range map[[2]string]string{
		{"get", "/group"}:                              "did you mean GET /groups?",
		{"GET", "/groups/8f2b4a52/member"}:             "did you mean GET /groups/{id}/members?",
		{"PATCH", "/user/auth0|x/roles"}:               "did you mean PATCH /users/{id}/roles?",
		{"GET", "/Permissions"}:                        "did you mean GET /permissions?",
		{"PUT", "/users/auth0|x/roles"}:                "that path takes GET, PATCH, DELETE",
		{"FETCH", "/groups"}:                           "that path takes GET, POST",
		{"GET", "groups"}:                              "paths start after /api, with a slash, as in /groups",
		{"GET", "/groups/"}:                            "paths don't end with a slash, as in /groups",
		{"GET", "/nope"}:                               "",
		{"GET", "/rols"}:                               "did you mean GET /roles?",
		{"GET", "/api/groups?q=x"}:                     "paths start after /api, with a slash, as in /groups",
		{"GET", "https://acme.example.com/api/groups"}: "paths start after /api, with a slash, as in /groups",
		{"GET", "/nothing/like/it"}:                    "",
		{"GET", ""}:                                    "",
		{"GET", "/"}:                                   "",
	} {
		if got := Hint(given[0], given[1]); got != want {
			t.Errorf("%s %s gives %q, want %q", given[0], given[1], got, want)
		}
	}
}

func TestNoRouteIsFarFromItself(t *testing.T) {
	for _, r := range All() {
		if n := distance(r, r.segments()); n != 0 {
			t.Errorf("%s: %d", r.ID, n)
		}
	}
}
