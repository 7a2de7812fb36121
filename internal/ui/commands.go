package ui

import "sync"

// Command is what is said of an action wherever it stands; what it does in a layer,
// and by which keys, stands in the table of keys.
type Command struct {
	Action Action
	Word   string // on the bottom line
	Also   string // other words by which the palette finds it
	Offer  Offer  // how the palette offers it
}

// Offer is how the palette offers an action.
type Offer int

// Ways to offer an action.
const (
	AsCommand Offer = iota
	AsScreen
	// AtHand makes sense with the hand on its key only: it is not offered.
	AtHand
)

// Commands lists all actions.
func Commands() []Command {
	return append(append(everywhereCommands(), listCommands()...), screenCommands()...)
}

func everywhereCommands() []Command {
	return []Command{
		{Help, "help", "keys manual", AsCommand},
		{Palette, "palette", "", AtHand},
		{GoUsers, "users", "people persons members accounts identities", AsScreen},
		{GoGroups, "groups", "teams nested", AsScreen},
		{GoRoles, "roles", "", AsScreen},
		{GoPermissions, "permissions", "rights scopes", AsScreen},
		{GoApps, "applications", "apps clients", AsScreen},
		{GoConnections, "connections", "identity providers idp directories strategies", AsScreen},
		{GoChanges, "changes", "staged plan runs history apply", AsScreen},
		{GoExplorer, "explorer", "endpoints reference requests curl javascript http", AsScreen},
		{GoDoctor, "doctor", "lint health check problems storage cycles unused dangling", AsScreen},
		{GoActivity, "activity", "log audit requests trace", AsScreen},
		{GoMatrix, "matrix", "grid table cross", AsScreen},
		{GoHierarchy, "hierarchy", "groups tree nested nesting parents ancestors descendants structure", AsScreen},
		{GoHistory, "history", "saved states earlier past time machine as of snapshots", AsScreen},
		{GoConfig, "configuration", "settings options api key webhook", AsScreen},
		{GoProfiles, "profiles", "tenants switch regions accounts credentials", AsScreen},
		{GoWayOut, "way out", "exit login rule rules action actions migrate migration token tokens replace verify proof", AsScreen},
		{Unlock, "unlock", "read-only write protect", AsCommand},
		{NextPane, "next", "", AtHand},
		{PrevPane, "previous pane", "", AtHand},
		{LastView, "last view", "previous toggle", AsCommand},
		{JumpBack, "jump back", "where was previous history", AsCommand},
		{JumpOn, "jump forward", "where next history", AsCommand},
		{Escape, "cancel", "", AtHand},
		{BackOrQuit, "back", "leave", AsCommand},
		{Interrupt, "interrupt", "", AtHand},
		{Suspend, "suspend", "", AtHand},
		{Refresh, "refresh", "reload update fetch again", AsCommand},
		{Redraw, "redraw", "", AtHand},
		{Undo, "undo", "revert take back", AsCommand},
		{Quit, "quit", "exit close", AsCommand},
	}
}

func listCommands() []Command {
	return []Command{
		{Down, "down", "", AtHand},
		{Up, "up", "", AtHand},
		{Top, "top", "", AtHand},
		{Bottom, "bottom", "", AtHand},
		{HalfDown, "half page down", "", AtHand},
		{HalfUp, "half page up", "", AtHand},
		{PageDown, "page down", "", AtHand},
		{PageUp, "page up", "", AtHand},
		{Enter, "open", "", AtHand},
		{Into, "open", "", AtHand},
		{Out, "collapse or back", "", AtHand},
		{UnfoldAll, "expand all", "expand open", AsCommand},
		{Filter, "filter", "find narrow", AsCommand},
		{Search, "server search", "find lucene query", AsCommand},
		{Sort, "sort", "order by", AsCommand},
		{SortBack, "reverse sort", "order descending", AsCommand},
		{KeptFilters, "saved filters", "kept searches bookmarks keep", AsCommand},
		{Columns, "columns", "show hide fields", AsCommand},
		{Mark, "mark", "", AtHand},
		{Range, "range", "", AtHand},
		{MarkAll, "all", "select all", AsCommand},
		{Preview, "preview", "split side detail", AsCommand},
		{New, "new", "create make add", AsCommand},
		{AddLink, "add link", "assign grant join nest", AsCommand},
		{Edit, "edit", "change rename", AsCommand},
		{Unlink, "unlink", "remove revoke unassign leave", AsCommand},
		{Delete, "delete", "remove destroy", AsCommand},
		{ShowAccess, "access", "effective permissions what can why", AsCommand},
		{WhoCan, "who can", "who-can who has holders members", AsCommand},
		{Compare, "compare", "difference diff", AsCommand},
		{MakeItSo, "make it so", "make it so give take grant revoke suggest ways", AsCommand},
		{CopyID, "copy id", "yank clipboard", AsCommand},
		{CopyMenu, "copy", "yank clipboard json request curl snippet", AsCommand},
		{Export, "export", "csv json save download file", AsCommand},
		{NextTab, "tabs", "", AtHand},
		{PrevTab, "previous tab", "", AtHand},
		{NextHit, "next match", "", AtHand},
		{PrevHit, "previous match", "", AtHand},
		{FirstColumn, "first column", "", AsCommand},
		{LastColumn, "last column", "", AsCommand},
		{ColumnsDown, "columns on", "", AsCommand},
		{ColumnsUp, "columns back", "", AsCommand},
	}
}

func screenCommands() []Command {
	return []Command{
		{Accept, "accept", "", AtHand},
		{Review, "save", "", AsCommand},
		{Stage, "stage", "", AsCommand},
		{Editor, "editor", "", AsCommand},
		{Toggle, "toggle", "", AsCommand},
		{AsTyped, "use as typed", "", AsCommand},
		{Drop, "drop", "", AsCommand},
		{MoveDown, "move down", "", AsCommand},
		{MoveUp, "move up", "", AsCommand},
		{Apply, "apply", "", AsCommand},
		{WhatIf, "what if", "preview staged simulate", AsCommand},
		{Write, "write", "", AsCommand},
		{Verify, "verify", "", AsCommand},
		{Send, "send", "", AsCommand},
		{Fix, "fix", "", AsCommand},
		{AcceptKnown, "accept", "known ignore suppress waive exception", AsCommand},
		{RunTests, "run a file", "tests rules assertions check", AsCommand},
		{Application, "application", "client restrict", AsCommand},
		{Login, "login", "simulate connection mapping", AsCommand},
		{Yes, "yes", "", AtHand},
		{No, "no", "", AtHand},
		{Reveal, "reveal", "", AsCommand},
		{Format, "format", "", AsCommand},
		{Insert, "insert", "", AsCommand},
		{Example, "example", "", AsCommand},
		{Link, "go to undo", "", AsCommand},
		{Reason, "reason", "", AsCommand},
		{GoOn, "continue", "", AsCommand},
		{Retry, "retry", "", AsCommand},
		{KeepRest, "stage the rest", "", AsCommand},
		{Check, "check", "", AsCommand},
		{Who, "who", "", AsCommand},
		{Guide, "guide", "first use steps set up", AsCommand},
		{Resume, "resume", "", AsCommand},
		{Dismiss, "forget", "", AsCommand},
		{AsOf, "as of", "time machine past earlier", AsCommand},
		{Difference, "other source", "diff drift promote state file profile", AsCommand},
	}
}

// byAction are the commands by their actions: every frame looks some up.
var byAction = sync.OnceValue(func() map[Action]Command {
	all := make(map[Action]Command)
	for _, c := range Commands() {
		all[c.Action] = c
	}
	return all
})

func commandOf(a Action) Command {
	if c, known := byAction()[a]; known {
		return c
	}
	return Command{Action: a, Word: string(a)}
}
