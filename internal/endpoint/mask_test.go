package endpoint

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

const canary = "c4n4ry0f3d"

func TestSecretsOfAnswersAreMasked(t *testing.T) {
	tests := map[string]struct {
		id        ID
		doc, want string
	}{
		"the settings":          {ConfigurationRead, `{ "_id":"v1", "apikey" : "` + canary + `" , "a":true}`, `{ "_id":"v1", "apikey" : "***" , "a":true}`},
		"the export":            {ConfigurationExport, `{"configuration":[{"apikey":"` + canary + `"},{"apikey":"` + canary + `"}],"groups":[{"name":"apikey"}]}`, `{"configuration":[{"apikey":"***"},{"apikey":"***"}],"groups":[{"name":"apikey"}]}`},
		"a key with escapes":    {ConfigurationRead, `{"api\u006bey":"` + canary + `"}`, `{"api\u006bey":"***"}`},
		"a profile's tokens":    {UsersRead, `{"identities":[{"access_token":"` + canary + `","refresh_token":"` + canary + `","provider":"x"}]}`, `{"identities":[{"access_token":"***","refresh_token":"***","provider":"x"}]}`},
		"those of a list":       {UsersList, `{"users":[{"identities":[{"access_token":"` + canary + `"}]}]}`, `{"users":[{"identities":[{"access_token":"***"}]}]}`},
		"an application":        {ApplicationsRead, `{"client_secret":"` + canary + `","name":"n"}`, `{"client_secret":"***","name":"n"}`},
		"a text by itself":      {ConfigurationRead, ` "` + canary + `"`, `"***"`},
		"a number by itself":    {ConfigurationRotateKey, `12345`, `"***"`},
		"nothing by itself":     {ConfigurationRead, `null`, `null`},
		"a key in capitals":     {ConfigurationRead, `{"ApiKey":"` + canary + `"}`, `{"ApiKey":"***"}`},
		"an object as secret":   {ConfigurationRead, `{"apikey":{"v":["` + canary + `"]},"b":1}`, `{"apikey":"***","b":1}`},
		"a number as secret":    {ConfigurationRotateKey, `{"hash":12345}`, `{"hash":"***"}`},
		"no secret yet":         {ConfigurationRead, `{"apikey":null}`, `{"apikey":null}`},
		"another shape":         {ConfigurationExport, `[{"deep":[{"apikey":"` + canary + `"}]}]`, `[{"deep":[{"apikey":"***"}]}]`},
		"twice the same key":    {ConfigurationRead, `{"apikey":"` + canary + `","apikey":"` + canary + `"}`, `{"apikey":"***","apikey":"***"}`},
		"the name as a value":   {ConfigurationRead, `{"a":"apikey","b":"x","c":["apikey","y"]}`, `{"a":"apikey","b":"x","c":["apikey","y"]}`},
		"odd text is kept":      {ConfigurationRead, "{\"a\":\"\\ud800\xff\",\"apikey\":\"" + canary + "\"}", "{\"a\":\"\\ud800\xff\",\"apikey\":\"***\"}"},
		"cut short":             {ConfigurationRead, `{"apikey":"` + canary, `"***"`},
		"two values":            {ConfigurationRead, `{}{"apikey":"` + canary + `"}`, `"***"`},
		"not JSON at all":       {ConfigurationRead, `apikey=` + canary, `"***"`},
		"no bytes":              {ConfigurationRead, ``, ``},
		"a route with none":     {GroupsList, `{"apikey":"x"`, `{"apikey":"x"`},
		"no route":              {"nothing", `{"a":"` + canary + `"}`, `"***"`},
		"an error in its place": {ConfigurationRead, `{"statusCode":403,"message":"Insufficient scope"}`, `{"statusCode":403,"message":"Insufficient scope"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := string(New(tt.id).Mask([]byte(tt.doc))); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestSecretsOfBodiesAreMasked(t *testing.T) {
	c := New(ConfigurationImport)
	c.Body = []byte(`{"configuration":[{"_id":"v1","apikey":"` + canary + `"}]}`)
	if got := string(c.MaskBody()); got != `{"configuration":[{"_id":"v1","apikey":"***"}]}` {
		t.Error(got)
	}
	if c.Body = nil; c.MaskBody() != nil {
		t.Error("no body became one")
	}
}

func FuzzMaskNeverShowsASecret(f *testing.F) {
	f.Add(`{"apikey":`, `}`)
	f.Add(`[{"a":1,"apikey" :`, `},[]]`)
	f.Add(`{"x":{"apikey":`, ` , "y":"apikey"}}`)
	f.Fuzz(func(t *testing.T, before, after string) {
		if strings.Contains(before+after, canary) || !strings.HasSuffix(strings.TrimRight(before, " \n\t\r"), `"apikey":`) {
			return
		}
		doc := before + `"` + canary + `"` + after
		got := New(ConfigurationExport).Mask([]byte(doc))
		if json.Valid([]byte(doc)) != json.Valid(got) && !bytes.Equal(got, []byte(masked)) {
			t.Errorf("%q became %q", doc, got)
		}
		// Within another string the word is not a key.
		if bytes.Contains(got, []byte(canary)) && !strings.Contains(before, `\"apikey":`) {
			t.Errorf("%q became %q", doc, got)
		}
	})
}
