package secret

import (
	"strings"
	"testing"
)

func TestWhatLooksLikeASecretIsHidden(t *testing.T) {
	key := "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	for said, want := range map[string]string{
		"got eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln from": "got *** from",
		"eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.":              "***",
		"Authorization: Bearer opaque-canary\n\tmain.go:3":  "Authorization: Bearer ***\n\tmain.go:3",
		"map[Authorization:[Bearer opaque.canary] X:[y]]":   "map[Authorization:[Bearer ***] X:[y]]",
		"bearer canary":                     "bearer ***",
		"x-api-key: canary":                 "x-api-key: ***",
		"map[X-Api-Key:[canary]]":           "map[X-Api-Key:[***]]",
		`{"apikey":"canary","a":1}`:         `{"apikey":"***","a":1}`,
		`{\"api_key\": \"canary\"}`:         `{\"api_key\": \"***\"}`,
		"client_secret=canary&grant=x":      "client_secret=***&grant=x",
		"{ClientSecret:canary Audience:x}":  "{ClientSecret:*** Audience:x}",
		"AUTHZX_CLIENT_SECRET=canary PATH=": "AUTHZX_CLIENT_SECRET=*** PATH=",
		"AUTHZX_TOKEN=canary":               "AUTHZX_TOKEN=***",
		`access_token":"canary"`:            `access_token":"***"`,
		"of " + key + " there":              "of *** there",
		"authzx/internal/cli.TestAPanicOfACommandEndsInALogToo.func1(0xc000012345)": "authzx/internal/cli.TestAPanicOfACommandEndsInALogToo.func1(0xc000012345)",
		"index out of range [3] with length 2":                                      "index out of range [3] with length 2",
		"{Token:canary Life:1h}":                                                    "{Token:*** Life:1h}",
		"the tokens of bearers":                                                     "the tokens of bearers",
	} {
		if got := HideShapes(said); got != want {
			t.Errorf("%q becomes %q, want %q", said, got, want)
		}
		if got := HideShapes(said); strings.Contains(got, "canary") {
			t.Errorf("%q keeps the secret", said)
		}
	}
}
