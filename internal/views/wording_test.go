package views

import (
	"testing"

	"authzx/internal/rbac"
)

func TestAMatrixWithoutRowsOrColumnsSaysSoPlainly(t *testing.T) {
	e := exploreStill(t, rbac.Document{}, nil, 80, 24)
	e.press("M")
	e.shows("No rows or no columns", "] shows another matrix")
}
