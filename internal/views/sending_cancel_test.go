package views

import (
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/views/apiref"
)

func TestAQuestionOfWhichTheEffectWasCancelledSaysSoAndTakesNewData(t *testing.T) {
	e := explore(t, 80, 24)
	call := endpoint.New(endpoint.GroupsDelete, e.groupOf("Board").Raw())
	s := apiref.NewSending(e.desk.Workspace, call, nil, nil)
	s.SetSize(72, 20)
	_ = s.Ahead.Ask(e.desk.Data, []rbac.Change{rbac.DeleteGroup{Group: e.groupOf("Board")}}) // and it takes long
	s.Compose()
	if view := s.View(); !strings.Contains(view, "Computing the effect") {
		t.Fatalf("it does not say that it is at work:\n%s", view)
	}
	s.Cancel()
	if view := s.View(); strings.Contains(view, "Computing") || !strings.Contains(view, "The effect is not known") {
		t.Errorf("it goes on saying that it is at work:\n%s", view)
	}
	s.Update(ui.DataChanged{})
	if s.Seen == nil {
		t.Error("it ignores new data")
	}
}
