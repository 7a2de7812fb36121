package tenant

import (
	"reflect"
	"testing"
	"time"

	"authzx/internal/api"
	"authzx/internal/rbac"
)

const savedLists = `"groups":[{"_id":"g","name":"G","members":["auth0|a"]}],"roles":[],"permissions":[]`

// One pass over a document gives what reading it list by list gives, or is left to that.
func TestOnePassReadsWhatListByListReads(t *testing.T) {
	for name, test := range map[string]struct {
		rest string
		fast bool
	}{
		"nothing else": {``, true},
		"no users":     {`,"users":[]`, true},
		"null users":   {`,"users":null`, false},
		"a whole user": {`,"users":[{"user_id":"auth0|a","name":"Ann","email":"a@x","last_login":"2026-01-02T03:04:05.678Z","logins_count":7,
			"blocked":true,"multifactor":["otp"],"identities":[{"connection":"db","isSocial":false},{"provider":"x"}],"picture":null,"app_metadata":{"a":[1]}}]`, true},
		"nulls":                   {`,"users":[{"user_id":"auth0|a","name":null,"last_login":null,"logins_count":null,"blocked":null,"multifactor":null,"identities":null}]`, true},
		"somebody gone":           {`,"users":[{"user_id":"auth0|a","gone":true},{"user_id":"auth0|b"}]`, true},
		"a user without an id":    {`,"users":[{"name":"Ann"}]`, false},
		"a null among users":      {`,"users":[null]`, false},
		"an answer as users":      {`,"users":{"users":[{"user_id":"auth0|a"}],"total":1}`, false},
		"a time that is none":     {`,"users":[{"user_id":"auth0|a","last_login":"yesterday"}]`, false},
		"a number that is none":   {`,"users":[{"user_id":"auth0|a","logins_count":"7"}]`, false},
		"an identity that is one": {`,"users":[{"user_id":"auth0|a","identities":"db"}]`, false},
		"applications and more": {`,"applications":[{"client_id":"c","name":"App"}],"connections":[{"name":"db","strategy":"auth0"}],"configuration":[{"rolesInToken":true}],
			"rule":{"exists":true,"enabled":false},"base_url":"https://x","taken":"2026-01-02T03:04:05Z"`, true},
	} {
		t.Run(name, func(t *testing.T) {
			doc := []byte("{" + savedLists + test.rest + "}")
			if _, err := api.ReadSaved(doc); (err == nil) != test.fast {
				t.Errorf("in one pass: %v", err)
			}
			got, rest, err := readSaved(doc)
			want, wantRest, wantErr := readListByList(doc)
			if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
				t.Fatalf("%v, and list by list %v", err, wantErr)
			}
			if !rbac.Equal(rbac.Index(got.Lists), rbac.Index(want.Lists), nil) {
				t.Errorf("%+v, and list by list %+v", got.Lists, want.Lists)
			}
			at := time.Now()
			d := directoryOf(got, rest, at)
			if same := directoryOf(want, wantRest, at); !reflect.DeepEqual(d.Users(), same.Users()) ||
				!reflect.DeepEqual(d.Applications(), same.Applications()) || !reflect.DeepEqual(rest.snapshotSettings, wantRest.snapshotSettings) || rest.Taken != wantRest.Taken {
				t.Errorf("%+v, and list by list %+v", d.Users(), same.Users())
			}
		})
	}
}
