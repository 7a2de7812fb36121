package views

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac/lint"
	"authzx/internal/sandbox/sample"
	"authzx/internal/ui/theme"
)

func TestALongListOfFindingsIsCountedByRuleWhereThereIsRoom(t *testing.T) {
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	e.server = serve(t, sample.Generate(sample.Options{Users: 200, Groups: 40}))
	e.tenant = connect(t, e.server)
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, 80, 24)
	e.press("9")
	e.resize(120, 36)
	counts := map[lint.Rule]int{}
	for _, r := range e.desk.Data.Diagnosis.Rows {
		f, _ := e.desk.Data.Diagnosis.Finding(r.Ref)
		counts[f.Rule]++
	}
	if counts[lint.RuleUnusedPermission] < 3 {
		t.Fatalf("the tenant has too few findings: %v", counts)
	}
	frame := e.frame()
	if !strings.Contains(frame, "unused-permission") || !strings.Contains(frame, "████████") {
		t.Errorf("they are not counted:\n%s", frame)
	}
	e.resize(80, 24)
	if strings.Contains(e.frame(), "unused-permission") {
		t.Errorf("counts take room from findings:\n%s", e.frame())
	}
}
