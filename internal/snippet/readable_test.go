package snippet

import (
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
)

func TestSnippetsReadLikeWrittenByHand(t *testing.T) {
	add := endpoint.New(endpoint.GroupsMembersAdd, "8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04")
	add.Body = []byte(`["auth0|o'neill"]`)
	list := endpoint.New(endpoint.UsersList)
	list.Query = []endpoint.Pair{{Name: "q", Value: `name:"a b"`}, {Name: "page", Value: "2"}}
	base := "https://acme.eu.webtask.io/adf6/api"

	tests := map[string]struct {
		format  Format
		call    endpoint.Call
		options Options
		want    string
	}{
		"a write as HTTP": {HTTP, add, Options{BaseURL: base}, `
PATCH /adf6/api/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04/members HTTP/1.1
Host: acme.eu.webtask.io
Authorization: Bearer $AUTHZX_TOKEN
Content-Type: application/json
Content-Length: 17

["auth0|o'neill"]`},
		"a write as curl": {Curl, add, Options{BaseURL: base}, `
printf 'Authorization: Bearer %s\n' "$AUTHZX_TOKEN" |
curl --request PATCH 'https://acme.eu.webtask.io/adf6/api/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04/members' \
  --header @- \
  --header 'Content-Type: application/json' \
  --data-raw '["auth0|o'\''neill"]'`},
		"a write as JavaScript": {JavaScript, add, Options{BaseURL: base}, `
fetch('https://acme.eu.webtask.io/adf6/api/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04/members', {
  method: 'PATCH',
  headers: {
    Authorization: BBearer ${process.env.AUTHZX_TOKEN}B,
    'Content-Type': 'application/json',
  },
  body: '["auth0|o\'neill"]',
}).then(async (response) => {
  if (!response.ok) throw new Error(B${response.status} ${await response.text()}B);
  console.log(await response.text());
});`},
		"a read as HTTP": {HTTP, list, Options{BaseURL: base}, `
GET /adf6/api/users?q=name%3A%22a%20b%22&page=2 HTTP/1.1
Host: acme.eu.webtask.io
Authorization: Bearer $AUTHZX_TOKEN

`},
		"a POST without a body as HTTP": {HTTP, endpoint.New(endpoint.ResourceServerCreate), Options{}, `
POST /{extension_path}/configuration/resource-server HTTP/1.1
Host: {extension_host}
Authorization: Bearer $AUTHZX_TOKEN
Content-Length: 0

`},
		"without a tenant": {Curl, endpoint.New(endpoint.GroupsList), Options{}, `
printf 'Authorization: Bearer %s\n' "$AUTHZX_TOKEN" |
curl --request GET 'https://{extension_url}/groups' \
  --globoff \
  --header @-`},
		"with a value still missing": {Curl, endpoint.New(endpoint.UsersRead), Options{BaseURL: base}, `
printf 'Authorization: Bearer %s\n' "$AUTHZX_TOKEN" |
curl --request GET 'https://acme.eu.webtask.io/adf6/api/users/{id}' \
  --globoff \
  --header @-`},
		"the manifest needs no token": {Curl, endpoint.New(endpoint.Meta), Options{BaseURL: base}, `
curl --request GET 'https://acme.eu.webtask.io/adf6/meta'`},
		"the manifest in JavaScript": {JavaScript, endpoint.New(endpoint.Meta), Options{BaseURL: base}, `
fetch('https://acme.eu.webtask.io/adf6/meta', {
  method: 'GET',
}).then(async (response) => {
  if (!response.ok) throw new Error(B${response.status} ${await response.text()}B);
  console.log(await response.text());
});`},
		"a token shown on purpose": {Curl, endpoint.New(endpoint.GroupsList), Options{BaseURL: base, Token: secret.New("ey.x.y")}, `
printf 'Authorization: Bearer %s\n' 'ey.x.y' |
curl --request GET 'https://acme.eu.webtask.io/adf6/api/groups' \
  --header @-`},
		"a token that is none": {Curl, endpoint.New(endpoint.GroupsList), Options{BaseURL: base, Token: secret.New("a'\n\x1b")}, `
printf 'Authorization: Bearer %s\n' "$AUTHZX_TOKEN" |
curl --request GET 'https://acme.eu.webtask.io/adf6/api/groups' \
  --header @-`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			want := strings.ReplaceAll(tt.want[1:], "B$", "`$")
			want = strings.ReplaceAll(want, "}B", "}`")
			want = strings.ReplaceAll(want, "BBearer", "`Bearer")
			if got := tt.format.Write(tt.call, tt.options); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestSecretsOfABodyAreNotShown(t *testing.T) {
	c := endpoint.New(endpoint.ConfigurationImport)
	c.Body = []byte(`{"configuration":[{"_id":"v1","apikey":"c4n4ry"}]}`)
	for _, f := range Formats() {
		if got := f.Write(c, Options{}); strings.Contains(got, "c4n4ry") || !strings.Contains(got, "***") {
			t.Errorf("%s: %s", f, got)
		}
	}
}

func TestFormatsAreKnownByTheirWords(t *testing.T) {
	for _, f := range Formats() {
		got, err := ParseFormat(strings.ToUpper(string(f)))
		if err != nil || got != f || f.Title() == "" {
			t.Errorf("%s: %s, %v", f, got, err)
		}
	}
	if got, err := ParseFormat("js"); err != nil || got != JavaScript {
		t.Errorf("js is %q, %v", got, err)
	}
	if _, err := ParseFormat("perl\x1b"); err == nil || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("error %v", err)
	}
}
