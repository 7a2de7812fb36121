package state

import (
	"strings"
	"testing"
	"time"
)

func TestOnlyTOMLIsTakenForAStateFile(t *testing.T) {
	for doc, want := range map[string]bool{
		"format = \"authzx.state/1\"\n": true, "# a comment\n\n[[group]]\n": true, "[configuration]\n": true, "[[group]]\r\nname = \"x\"\r\n": true,
		"[]": false, "[[]]": false, "[1]": false, `["a"]`: false, `[{"groups":[]}]`: false, "{}": false, "": false, "user,group\n": false, "<a href=\"x\">": false,
	} {
		if got := Is([]byte(doc)); got != want {
			t.Errorf("%q: %v", doc, got)
		}
	}
}

func TestAStateFileWithoutItsFormatIsToldSo(t *testing.T) {
	_, err := Read([]byte("[[group]]\nname = \"x\"\n"), time.Time{})
	if err == nil || !strings.Contains(err.Error(), `no format: a state file begins with format = "authzx.state/1"`) {
		t.Errorf("%v", err)
	}
}

func TestAStateFileWithoutListsIsRefused(t *testing.T) {
	const head = "format = \"authzx.state/1\"\n"
	for doc, want := range map[string]string{
		head + "[configuration]\nrolesInToken = true\n": "a configuration without lists",
		head + "[[application]]\nname = \"Expenses\"\n": "a list of applications",
		head: "an empty state file",
	} {
		if _, err := Read([]byte(doc), time.Time{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", doc, err)
		}
	}
	if _, err := Read([]byte(head+"group = []\n"), time.Time{}); err != nil {
		t.Errorf("an empty tenant: %v", err)
	}
}
