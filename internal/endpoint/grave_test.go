package endpoint

import "testing"

func TestGraveIsWhatTurnsTheAPIOffAndWhatCannotBeTakenBack(t *testing.T) {
	grave := map[ID]bool{ConfigurationImport: true, ConfigurationRotateKey: true, ResourceServerDelete: true}
	for _, route := range All() {
		if got := route.Example().Grave(); got != grave[route.ID] {
			t.Errorf("%s is grave: %v", route.ID, got)
		}
	}
	if (Call{}).Grave() {
		t.Error("no call is grave")
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
		if got := call.Grave(); got != want {
			t.Errorf("%s is grave: %v", body, got)
		}
	}
}
