package endpoint

import "testing"

func TestDestructiveIsWhatTurnsTheAPIOffAndWhatCannotBeTakenBack(t *testing.T) {
	destructive := map[ID]bool{ConfigurationImport: true, ConfigurationRotateKey: true, ResourceServerDelete: true}
	for _, route := range All() {
		if got := route.Example().Destructive(); got != destructive[route.ID] {
			t.Errorf("%s is destructive: %v", route.ID, got)
		}
	}
	if (Call{}).Destructive() {
		t.Error("no call is destructive")
	}
}

func TestTheBodySaysWhetherTheAPIIsTurnedOff(t *testing.T) {
	bodies := map[string]bool{
		`{"apiAccess":true}`:                              false,
		"{\n \"apiAccess\" : true }":                      false,
		`{"apiAccess":false,"apiAccess":true}`:            false,
		`{"apiAccess":true,"apiAccess":false}`:            true,
		`{"apiAccess":true,"api\u0041ccess":false}`:       true,
		`{"note":"\"apiAccess\":true","apiAccess":false}`: true,
		`{"apiAccess":"no"}`:                              true,
		`{"apiAccess":"true"}`:                            true,
		`{"apiAccess":null}`:                              true,
		`{"apiaccess":true}`:                              true,
		`{"apiAccess":true`:                               true,
		`[{"apiAccess":true}]`:                            true,
		`{}`:                                              true,
		``:                                                true,
	}
	for body, want := range bodies {
		call := New(ResourceServerUpdate)
		call.Body = []byte(body)
		if got := call.Destructive(); got != want {
			t.Errorf("%s is destructive: %v", body, got)
		}
	}
}
