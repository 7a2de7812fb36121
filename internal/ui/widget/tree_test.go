package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

// forest is a tree by the names of its paths: "a/b" is b below a.
type forest struct {
	below map[string][]string
	asked map[string]int
}

func (f *forest) children(path []string) []Node[string] {
	at := strings.Join(path, "/")
	f.asked[at]++
	nodes := make([]Node[string], 0, len(f.below[at]))
	for _, name := range f.below[at] {
		label := Spans{Foreign(theme.Style{}, text.New(name))}
		_, inner := f.below[strings.TrimPrefix(at+"/"+name, "/")]
		nodes = append(nodes, Node[string]{Key: name, Label: label, Leaf: !inner})
	}
	return nodes
}

func newForest() (*forest, *Tree[string]) {
	f := &forest{asked: map[string]int{}, below: map[string][]string{
		"": {"approve", "read"}, "approve": {"Approver", "Admin"}, "read": {"Reader"},
		"approve/Approver": {"Finance"}, "approve/Admin": {"Board"}, "read/Reader": {"Finance", "Board"},
		"approve/Approver/Finance": {"direct"}, "read/Reader/Finance": {"direct"},
	}}
	tree := NewTree(testTheme(), f.children)
	tree.SetSize(40, 20)
	return f, tree
}

func shownRows(tree *Tree[string]) []string {
	var out []string
	for _, b := range tree.rows {
		out = append(out, strings.Join(b.path(), "/"))
	}
	return out
}

func at(tree *Tree[string]) string { return strings.Join(tree.Current(), "/") }

func TestAHeadingCountsWhatAFilterLeft(t *testing.T) {
	f, _ := newForest()
	tree := NewTree(testTheme(), func(path []string) []Node[string] {
		nodes := f.children(path)
		for i := range nodes {
			if len(path) == 0 {
				nodes[i].Count = len(f.below[nodes[i].Key])
			}
		}
		return nodes
	})
	tree.SetSize(40, 20)
	tree.UnfoldLevel()
	for _, c := range []struct {
		filter, shows string
		n, of         int
	}{
		{"", "approve  2", 3, 3}, {"admin", "approve  1 of 2", 1, 3}, {"approve", "approve  2", 2, 3}, {"zzz", "", 0, 3},
	} {
		tree.SetFilter(ParseQuery(c.filter))
		if view := ansi.Strip(tree.View()); !strings.Contains(view, c.shows) {
			t.Errorf("%q shows\n%s", c.filter, view)
		}
		if n, of := tree.Left(); n != c.n || of != c.of {
			t.Errorf("%q leaves %d of %d, want %d of %d", c.filter, n, of, c.n, c.of)
		}
	}
}

func TestATreeWithoutHeadingsCountsItsRoots(t *testing.T) {
	_, tree := newForest()
	tree.SetFilter(ParseQuery("read"))
	if n, of := tree.Left(); n != 1 || of != 2 {
		t.Errorf("it leaves %d of %d", n, of)
	}
}

func TestChildrenAreAskedForWhenANodeIsUnfolded(t *testing.T) {
	f, tree := newForest()
	if len(f.asked) != 1 {
		t.Fatalf("asked for %v before anything was unfolded", f.asked)
	}
	tree.Unfold()
	if diff := cmp.Diff([]string{"approve", "approve/Approver", "approve/Admin", "read"}, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
	tree.Toggle()
	tree.Toggle()
	if f.asked["approve"] != 1 {
		t.Errorf("asked %d times for the same node", f.asked["approve"])
	}
}

func TestATreeSaysWhetherTheNodeUnderTheCursorIsUnfolded(t *testing.T) {
	_, tree := newForest()
	for _, open := range []bool{false, true, false} {
		if tree.Open() != open {
			t.Errorf("Open = %v, want %v", tree.Open(), open)
		}
		tree.Toggle()
	}
}

func TestFoldingAFoldedNodeGoesToItsParent(t *testing.T) {
	_, tree := newForest()
	tree.Select([]string{"approve", "Approver", "Finance"})
	for _, want := range []string{"approve/Approver", "approve/Approver", "approve", "approve"} {
		tree.Fold()
		if at(tree) != want {
			t.Fatalf("the cursor is on %s, want %s", at(tree), want)
		}
	}
	if tree.Fold() {
		t.Error("a folded root was folded")
	}
}

func TestReloadKeepsWhatIsUnfoldedAndTheCursor(t *testing.T) {
	f, tree := newForest()
	tree.Select([]string{"read", "Reader", "Board"})
	f.below[""] = []string{"archive", "read"}
	f.below["read/Reader"] = []string{"Audit", "Finance", "Board"}
	tree.Reload()
	if at(tree) != "read/Reader/Board" {
		t.Errorf("the cursor is on %s", at(tree))
	}
	want := []string{"archive", "read", "read/Reader", "read/Reader/Audit", "read/Reader/Finance", "read/Reader/Board"}
	if diff := cmp.Diff(want, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
	f.below["read/Reader/Board"] = []string{"Chair"}
	tree.Reload()
	if want = append(want, "read/Reader/Board/Chair"); !slices.Equal(shownRows(tree), want) {
		t.Errorf("what was a leaf is folded: %v", shownRows(tree))
	}
	f.below["read"] = nil
	tree.Reload()
	if at(tree) != "read" {
		t.Errorf("when its branch is gone the cursor is on %s", at(tree))
	}
}

func TestAFilterShowsMatchesWithTheirAncestors(t *testing.T) {
	_, tree := newForest()
	unfoldAll(tree)
	all := shownRows(tree)
	tree.Select([]string{"approve", "Admin", "Board"})
	tree.SetFilter(ParseQuery("board"))
	want := []string{"approve", "approve/Admin", "approve/Admin/Board", "read", "read/Reader", "read/Reader/Board"}
	if diff := cmp.Diff(want, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
	tree.SetFilter(Query{})
	if diff := cmp.Diff(all, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
	if at(tree) != "approve/Admin/Board" {
		t.Errorf("the cursor is on %s", at(tree))
	}
}

func TestAMatchCanBeUnfoldedUnderAFilter(t *testing.T) {
	_, tree := newForest()
	tree.SetFilter(ParseQuery("read"))
	tree.Unfold()
	if got := shownRows(tree); !slices.Contains(got, "read/Reader") {
		t.Errorf("only %v are shown", got)
	}
}

func TestUnfoldLevelLeavesTheOtherLevels(t *testing.T) {
	_, tree := newForest()
	tree.Unfold()
	tree.Move(1)
	tree.UnfoldLevel()
	want := []string{"approve", "approve/Approver", "approve/Approver/Finance", "approve/Admin", "approve/Admin/Board", "read"}
	if diff := cmp.Diff(want, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
}

func TestAWideTreeUnfoldsSoFarAndSaysSo(t *testing.T) {
	tree := NewTree(testTheme(), func(path []int) []Node[int] {
		nodes := make([]Node[int], 50)
		for i := range nodes {
			nodes[i].Key = i
		}
		return nodes
	})
	if tree.UnfoldLevel() {
		t.Error("more was unfolded than one key should")
	}
	if n := tree.Len(); n < unfoldLimit || n > unfoldLimit+50 {
		t.Errorf("%d rows are shown", n)
	}
}

func TestDeepBranchesLeaveRoomForTheirNames(t *testing.T) {
	tree := NewTree(testTheme(), func(path []int) []Node[int] {
		return []Node[int]{{Key: len(path), Label: Spans{Sayf(theme.Style{}, "deep%d", len(path))}}}
	})
	tree.SetSize(30, 60)
	for range 50 {
		tree.Unfold()
		tree.Move(1)
	}
	if view := ansi.Strip(tree.View()); !strings.Contains(view, fmt.Sprintf("deep%d", 50)) {
		t.Errorf("the deepest name is not there:\n%s", view)
	}
}

// unfoldAll unfolds all that there is.
func unfoldAll[K comparable](t *Tree[K]) {
	for i := 0; i < t.Len(); i++ {
		t.Unfold()
		t.Move(1)
	}
	t.Go(Top)
}

func TestAllBelowTheCursorUnfolds(t *testing.T) {
	_, tree := newForest()
	tree.UnfoldAll()
	want := []string{"approve", "approve/Approver", "approve/Approver/Finance", "approve/Approver/Finance/direct", "approve/Admin", "approve/Admin/Board", "read"}
	if diff := cmp.Diff(want, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyWhatIsToBeOpenUnfoldsFromTheRoots(t *testing.T) {
	_, tree := newForest()
	tree.UnfoldWhere(func(key string) bool { return key == "read" || key == "Reader" || key == "Approver" })
	want := []string{"approve", "read", "read/Reader", "read/Reader/Finance", "read/Reader/Board"}
	if diff := cmp.Diff(want, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
}

func TestATreeWithoutEndUnfoldsSoFarAndSaysSo(t *testing.T) {
	tree := NewTree(testTheme(), func(path []int) []Node[int] { return []Node[int]{{Key: 1}, {Key: 2}} })
	if tree.UnfoldAll() {
		t.Error("a tree without end was unfolded")
	}
	if n := tree.Len(); n < unfoldLimit || n > unfoldLimit+2 {
		t.Errorf("%d rows are shown", n)
	}
	if tree.Load(100) {
		t.Error("a tree without end was loaded")
	}
}

func TestAFilterFindsWhatWasLoadedFolded(t *testing.T) {
	_, tree := newForest()
	if !tree.Load(100) {
		t.Error("not all of it was loaded")
	}
	if diff := cmp.Diff([]string{"approve", "read"}, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
	tree.SetFilter(ParseQuery("board"))
	want := []string{"approve", "approve/Admin", "approve/Admin/Board", "read", "read/Reader", "read/Reader/Board"}
	if diff := cmp.Diff(want, shownRows(tree)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatStandsBesideALabelIsAskedForWhereItIsDrawn(t *testing.T) {
	asked := 0
	tree := NewTree(testTheme(), func([]int) []Node[int] {
		nodes := make([]Node[int], 50)
		for i := range nodes {
			aside := func() Spans { asked++; return Spans{Say(theme.Style{}, " beside")} }
			nodes[i] = Node[int]{Key: i, Label: Spans{Sayf(theme.Style{}, "n%d", i)}, Leaf: true, Aside: aside}
		}
		return nodes
	})
	tree.SetSize(30, 4)
	if view := ansi.Strip(tree.View()); !strings.Contains(view, "n3 beside") || asked != 4 {
		t.Errorf("%d were asked for:\n%s", asked, view)
	}
}
