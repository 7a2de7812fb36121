package snippet

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTokenRequestsSendClientCredentials(t *testing.T) {
	tests := map[string]struct {
		options TokenOptions
		id      string
		aud     string
	}{
		"all given":              {TokenOptions{ClientID: "a'b c&+%", Audience: "urn:x y"}, "a'b c&+%", "urn:x y"},
		"the id from a variable": {TokenOptions{}, "env&id", "urn:auth0-authz-api"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t)
			tt.options.URL = r.URL + "/oauth/token"
			want := url.Values{
				"grant_type": {"client_credentials"}, "client_id": {tt.id},
				"client_secret": {"s3 cr&t'+%"}, "audience": {tt.aud},
			}
			for f, run := range map[Format]func(*testing.T, *recorder, []string) []arrived{Curl: runCurl, JavaScript: runNode, Browser: runBrowser} {
				t.Run(string(f), func(t *testing.T) {
					got := run(t, r, []string{f.WriteToken(tt.options)})
					if len(got) != 1 || got[0].Method != "POST" || got[0].Target != "/oauth/token" || got[0].ContentType != formType || got[0].Authorization != "" {
						t.Fatalf("%+v", got)
					}
					form, err := url.ParseQuery(got[0].Body)
					if diff := cmp.Diff(want, form); err != nil || diff != "" {
						t.Error(err, diff)
					}
				})
			}
		})
	}
}

func TestTokenRequestsReadLikeWrittenByHand(t *testing.T) {
	options := TokenOptions{URL: "https://acme.eu.auth0.com/oauth/token", ClientID: "kD3x"}
	tests := map[Format]string{
		HTTP: `
POST /oauth/token HTTP/1.1
Host: acme.eu.auth0.com
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=kD3x&client_secret=$AUTHZX_CLIENT_SECRET&audience=urn%3Aauth0-authz-api`,
		Curl: `
printf %s "$AUTHZX_CLIENT_SECRET" |
curl --request POST 'https://acme.eu.auth0.com/oauth/token' \
  --data 'grant_type=client_credentials' \
  --data 'client_id=kD3x' \
  --data-urlencode client_secret@- \
  --data 'audience=urn%3Aauth0-authz-api'`,
		JavaScript: `
fetch('https://acme.eu.auth0.com/oauth/token', {
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'kD3x',
    client_secret: process.env.AUTHZX_CLIENT_SECRET,
    audience: 'urn:auth0-authz-api',
  }),
` + printAnswer,
	}
	for f, want := range tests {
		if got := f.WriteToken(options); got != want[1:] {
			t.Errorf("%s: got\n%s\nwant\n%s", f, got, want[1:])
		}
		if f.WriteToken(TokenOptions{}) == "" || !strings.Contains(f.WriteToken(TokenOptions{}), "CLIENT_ID") {
			t.Errorf("%s: no placeholder for the client id", f)
		}
	}
}
