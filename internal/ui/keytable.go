package ui

// Bindings is the table of all keys. Some keys are never used, because
// screen, tmux or the terminal take them: ctrl+a, ctrl+b, ctrl+\, ctrl+h,
// ctrl+i, ctrl+j and ctrl+m.
func Bindings() []Binding {
	var all []Binding
	for _, part := range [][]Binding{
		alwaysKeys(), globalKeys(), listKeys(), markKeys(), listedKeys(), lookKeys(), entryKeys(), workKeys(),
	} {
		all = append(all, part...)
	}
	return all
}

func alwaysKeys() []Binding {
	const l = InterruptLayer
	return []Binding{
		{l, Interrupt, []string{"ctrl+c"}, "", "cancel a running request, else quit"},
		{l, Suspend, []string{"ctrl+z"}, "", "suspend"},
		{l, Redraw, []string{"ctrl+l"}, "", "redraw"},
	}
}

func globalKeys() []Binding {
	const l = GlobalLayer
	return []Binding{
		{l, Help, []string{"?"}, "", "help"},
		{l, Palette, []string{":", "ctrl+p"}, ": ctrl+p", "any screen, object or command"},
		{l, GoUsers, []string{"1"}, "", "users"},
		{l, GoGroups, []string{"2"}, "", "groups"},
		{l, GoRoles, []string{"3"}, "", "roles"},
		{l, GoPermissions, []string{"4"}, "", "permissions"},
		{l, GoApps, []string{"5"}, "", "applications"},
		{l, GoConnections, []string{"6"}, "", "connections"},
		{l, GoChanges, []string{"7"}, "", "changes"},
		{l, GoExplorer, []string{"8"}, "", "API explorer"},
		{l, GoDoctor, []string{"9"}, "", "doctor"},
		{l, GoActivity, []string{"@"}, "", "activity"},
		{l, GoMatrix, []string{"M"}, "", "matrix"},
		{l, GoConfig, []string{"C"}, "", "configuration"},
		{l, GoProfiles, []string{"P"}, "", "profiles"},
		{l, Unlock, []string{"!"}, "", "unlock or lock writing"},
		{l, NextPane, []string{"tab"}, "", "next pane or tab"},
		{l, PrevPane, []string{"shift+tab"}, "", "previous pane or tab"},
		{l, LastView, []string{"-"}, "", "last view"},
		{l, Escape, []string{"esc"}, "", "clear filter or marks, back"},
		{l, BackOrQuit, []string{"q"}, "", "back; at the start quit"},
		{l, Refresh, []string{"r"}, "", "refresh"},
		{l, Undo, []string{"u"}, "", "undo the last applied change"},
	}
}

func listKeys() []Binding {
	const l = ListLayer
	return append(movement(l), []Binding{
		{l, Enter, []string{"enter"}, "", "open"},
		{l, Into, []string{"l", "right"}, "l →", "open"},
		{l, Out, []string{"h", "left"}, "h ←", "back"},
		{l, Filter, []string{"/"}, "", "filter"},
		{l, Sort, []string{"s"}, "", "sort by the next column"},
		{l, SortBack, []string{"S"}, "", "reverse the order"},
		{l, CopyID, []string{"y"}, "", "copy the id"},
	}...)
}

func markKeys() []Binding {
	const l = MarkLayer
	return []Binding{
		{l, Mark, []string{"space"}, "", "mark"},
		{l, Range, []string{"v"}, "", "mark a range"},
		{l, MarkAll, []string{"A"}, "", "mark all that is shown"},
	}
}

// listedKeys are those of lists of users, groups, roles and what else a tenant
// holds.
func listedKeys() []Binding {
	const l = ListedLayer
	return []Binding{
		{l, Search, []string{"ctrl+f"}, "", "search users on the server"},
		{l, Preview, []string{"p"}, "", "preview"},
		{l, New, []string{"n"}, "", "new"},
		{l, AddLink, []string{"a"}, "", "add member, role, nested group or mapping"},
		{l, Edit, []string{"e"}, "", "edit"},
		{l, Unlink, []string{"d"}, "", "unlink"},
		{l, Delete, []string{"D"}, "", "delete the object"},
		{l, ShowAccess, []string{"E"}, "", "access of the user"},
		{l, WhoCan, []string{"W"}, "", "who can"},
		{l, Compare, []string{"="}, "", "compare two marked users"},
		{l, CopyMenu, []string{"Y"}, "", "copy id, name, JSON or the request"},
		{l, Export, []string{"x"}, "", "export what is shown"},
	}
}

func movement(l Layer) []Binding {
	return []Binding{
		{l, Down, []string{"j", "down"}, "j ↓", "down"},
		{l, Up, []string{"k", "up"}, "k ↑", "up"},
		{l, Top, []string{"g", "home"}, "g", "top"},
		{l, Bottom, []string{"G", "end"}, "G", "bottom"},
		{l, HalfDown, []string{"ctrl+d"}, "", "half a page down"},
		{l, HalfUp, []string{"ctrl+u"}, "", "half a page up"},
		{l, PageDown, []string{"pgdown"}, "pgdn", "a page down"},
		{l, PageUp, []string{"pgup"}, "", "a page up"},
	}
}

// lookKeys are those of the screens that show and alter nothing.
func lookKeys() []Binding {
	keys := []Binding{
		{DetailLayer, NextTab, []string{"]"}, "", "next tab"},
		{DetailLayer, PrevTab, []string{"["}, "", "previous tab"},
		{ThingLayer, AddLink, []string{"a"}, "", "add member, role, nested group or mapping"},
		{ThingLayer, Edit, []string{"e"}, "", "edit"},
		{ThingLayer, Delete, []string{"D"}, "", "delete the object"},
		{ThingLayer, ShowAccess, []string{"E"}, "", "access of the user"},
		{ThingLayer, WhoCan, []string{"W"}, "", "who can"},
		{ThingLayer, Compare, []string{"="}, "", "compare with another user"},
	}
	keys = append(keys, movement(TreeLayer)...)
	keys = append(keys, []Binding{
		{TreeLayer, Enter, []string{"enter"}, "", "unfold, or open what it names"},
		{TreeLayer, Into, []string{"l", "right"}, "l →", "unfold"},
		{TreeLayer, Out, []string{"h", "left"}, "h ←", "fold"},
		{TreeLayer, Filter, []string{"/"}, "", "filter"},
		{TreeLayer, CopyID, []string{"y"}, "", "copy the id"},
		{TreeLayer, CopyMenu, []string{"Y"}, "", "copy id, name, JSON or the request"},
		{TreeLayer, Export, []string{"x"}, "", "export what is shown"},
		{TreeLayer, WhoCan, []string{"W"}, "", "who can"},
		{TreeLayer, Preview, []string{"o"}, "", "open what the line names"},
		{AccessLayer, Application, []string{"f"}, "", "choose the application"},
		{AccessLayer, Login, []string{"m"}, "", "simulate a login: connection and groups"},
		{AccessLayer, WhatIf, []string{"t"}, "", "with the staged changes or without"},
		{AccessLayer, Compare, []string{"="}, "", "compare with another user"},
		{AccessLayer, NextTab, []string{"]"}, "", "next: permissions, roles, groups"},
		{AccessLayer, PrevTab, []string{"["}, "", "previous"},
		{WhoCanLayer, Application, []string{"f"}, "", "choose the application"},
		{WhoCanLayer, Login, []string{"m"}, "", "simulate a login: connection and groups"},
		{CompareLayer, NextTab, []string{"]"}, "", "next: only one, only the other, both"},
		{CompareLayer, PrevTab, []string{"["}, "", "previous"},
		{CompareLayer, Application, []string{"f"}, "", "choose the application"},
		{CompareLayer, Login, []string{"m"}, "", "simulate a login: connection and groups"},
		{CompareLayer, Compare, []string{"="}, "", "compare with another user"},
		{ActivityLayer, NextTab, []string{"]"}, "", "request, answer, snippet"},
		{ActivityLayer, PrevTab, []string{"["}, "", "request, answer, snippet"},
		{ActivityLayer, Send, []string{"ctrl+r"}, "", "send again"},
		{ActivityLayer, CopyMenu, []string{"Y"}, "", "copy the request"},
		{ActivityLayer, Preview, []string{"p"}, "", "preview"},
		{ActivityLayer, Link, []string{"U"}, "", "go to the undo of a write"},
	}...)
	keys = append(keys, matrixKeys()...)
	keys = append(keys, movement(JSONLayer)...)
	return append(keys, []Binding{
		{JSONLayer, Enter, []string{"enter"}, "", "fold, or follow a reference"},
		{JSONLayer, Into, []string{"l", "right"}, "l →", "unfold"},
		{JSONLayer, Out, []string{"h", "left"}, "h ←", "fold"},
		{JSONLayer, Filter, []string{"/"}, "", "search"},
		{JSONLayer, NextHit, []string{"n"}, "", "next match"},
		{JSONLayer, PrevHit, []string{"N"}, "", "previous match"},
		{JSONLayer, CopyID, []string{"y"}, "", "copy the value"},
		{JSONLayer, CopyMenu, []string{"Y"}, "", "copy"},
	}...)
}

func matrixKeys() []Binding {
	const l = MatrixLayer
	return append(movement(l), []Binding{
		{l, Into, []string{"l", "right"}, "l →", "right"},
		{l, Out, []string{"h", "left"}, "h ←", "left"},
		{l, ColumnsDown, []string{">"}, "", "a page to the right"},
		{l, ColumnsUp, []string{"<"}, "", "a page to the left"},
		{l, FirstColumn, []string{"0"}, "", "first column"},
		{l, LastColumn, []string{"$"}, "", "last column"},
		{l, Enter, []string{"enter"}, "", "why: the access of the row, at the column"},
		{l, Preview, []string{"o"}, "", "open the column"},
		{l, Filter, []string{"/"}, "", "filter the rows"},
		{l, Application, []string{"f"}, "", "choose the application"},
		{l, NextTab, []string{"]"}, "", "other rows or columns"},
		{l, PrevTab, []string{"["}, "", "other rows or columns"},
		{l, ShowAccess, []string{"E"}, "", "access of the user"},
		{l, WhoCan, []string{"W"}, "", "who has the column"},
		{l, CopyID, []string{"y"}, "", "copy the id of the row"},
		{l, CopyMenu, []string{"Y"}, "", "copy id, name, JSON or the request"},
	}...)
}

// entryKeys are those in force while text is entered or a question stands:
// every other single character is text.
func entryKeys() []Binding {
	return []Binding{
		{FilterLayer, Accept, []string{"enter"}, "", "keep the filter"},
		{FilterLayer, Escape, []string{"esc"}, "", "clear the filter"},
		{FilterLayer, Down, []string{"down", "ctrl+n"}, "↓", "down"},
		{FilterLayer, Up, []string{"up", "ctrl+p"}, "↑", "up"},
		{FormLayer, NextPane, []string{"tab", "down"}, "tab", "next field"},
		{FormLayer, PrevPane, []string{"shift+tab", "up"}, "shift+tab", "previous field"},
		{FormLayer, Enter, []string{"enter"}, "", "choose, or next field"},
		{FormLayer, Review, []string{"ctrl+s"}, "", "review and save"},
		{FormLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{FormLayer, Editor, []string{"ctrl+o"}, "", "open $EDITOR"},
		{FormLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests of what is entered"},
		{FormLayer, Escape, []string{"esc"}, "", "cancel"},
		{LoginLayer, NextPane, []string{"tab", "down"}, "tab", "next field"},
		{LoginLayer, PrevPane, []string{"shift+tab", "up"}, "shift+tab", "previous field"},
		{LoginLayer, Enter, []string{"enter", "ctrl+s"}, "enter ctrl+s", "apply"},
		{LoginLayer, Escape, []string{"esc"}, "", "cancel"},
		{TextLayer, NextPane, []string{"tab"}, "", "next field"},
		{TextLayer, PrevPane, []string{"shift+tab"}, "", "previous field"},
		{TextLayer, Review, []string{"ctrl+s"}, "", "review and save"},
		{TextLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{TextLayer, Editor, []string{"ctrl+o"}, "", "open $EDITOR"},
		{TextLayer, Escape, []string{"esc"}, "", "cancel"},
		{PickerLayer, Down, []string{"down", "ctrl+n"}, "↓ ctrl+n", "down"},
		{PickerLayer, Up, []string{"up", "ctrl+p"}, "↑ ctrl+p", "up"},
		{PickerLayer, PageDown, []string{"pgdown"}, "pgdn", "a page down"},
		{PickerLayer, PageUp, []string{"pgup"}, "", "a page up"},
		{PickerLayer, Toggle, []string{"tab"}, "tab", "choose (space too while nothing is typed)"},
		{PickerLayer, Enter, []string{"enter"}, "", "review and save"},
		{PickerLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{PickerLayer, Editor, []string{"ctrl+o"}, "", "load a list from a file"},
		{PickerLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests of what is chosen"},
		{PickerLayer, Escape, []string{"esc"}, "", "cancel"},
		{ChoiceLayer, Enter, []string{"enter"}, "", "choose"},
		{ChoiceLayer, AsTyped, []string{"tab"}, "", "take what is typed as it is"},
		{ConfirmLayer, Yes, []string{"y"}, "", "yes"},
		{ConfirmLayer, No, []string{"n", "enter"}, "n enter", "no"},
		{ConfirmLayer, Escape, []string{"esc"}, "", "no"},
		{ConfirmLayer, Stage, []string{"ctrl+t"}, "", "stage instead"},
		{ConfirmLayer, Reason, []string{"r"}, "", "say why, for the audit trail"},
		{ConfirmLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests that would be sent"},
		{ConfirmLayer, Down, []string{"j", "down"}, "j ↓", "down"},
		{ConfirmLayer, Up, []string{"k", "up"}, "k ↑", "up"},
		{ConfirmLayer, PageDown, []string{"pgdown"}, "pgdn", "a page down"},
		{ConfirmLayer, PageUp, []string{"pgup"}, "", "a page up"},
		{TypedLayer, Accept, []string{"enter"}, "", "send what is typed"},
		{TypedLayer, Down, []string{"down"}, "↓", "down"},
		{TypedLayer, Up, []string{"up"}, "↑", "up"},
		{TypedLayer, PageDown, []string{"pgdown"}, "pgdn", "a page down"},
		{TypedLayer, PageUp, []string{"pgup"}, "", "a page up"},
		{TypedLayer, Stage, []string{"ctrl+t"}, "", "stage instead"},
		{TypedLayer, Reason, []string{"ctrl+r"}, "", "say why, for the audit trail"},
		{TypedLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests that would be sent"},
		{TypedLayer, Escape, []string{"esc"}, "", "no"},
		{OverlayLayer, Escape, []string{"esc", "q", "?"}, "esc", "close"},
		{OverlayLayer, Enter, []string{"enter"}, "", "choose"},
		{OverlayLayer, Down, []string{"j", "down"}, "j ↓", "down"},
		{OverlayLayer, Up, []string{"k", "up"}, "k ↑", "up"},
		{OverlayLayer, PageDown, []string{"pgdown", "ctrl+d"}, "pgdn", "a page down"},
		{OverlayLayer, PageUp, []string{"pgup", "ctrl+u"}, "pgup", "a page up"},
		{OverlayLayer, Top, []string{"g", "home"}, "g", "top"},
		{OverlayLayer, Bottom, []string{"G", "end"}, "G", "bottom"},
	}
}

// workKeys are those of the screens on which one works.
func workKeys() []Binding {
	return []Binding{
		{ChangesLayer, Enter, []string{"enter"}, "", "unfold the requests"},
		{ChangesLayer, Drop, []string{"d"}, "", "drop"},
		{ChangesLayer, MoveDown, []string{"J"}, "", "move down"},
		{ChangesLayer, MoveUp, []string{"K"}, "", "move up"},
		{ChangesLayer, Apply, []string{"a"}, "", "apply"},
		{ChangesLayer, WhatIf, []string{"t"}, "", "access of a user as it would be"},
		{ChangesLayer, Write, []string{"w"}, "", "write plan or script to a file"},
		{ChangesLayer, CopyMenu, []string{"Y"}, "", "copy the request"},
		{ChangesLayer, NextTab, []string{"]"}, "", "staged, effect, history"},
		{ChangesLayer, PrevTab, []string{"["}, "", "staged, effect, history"},
		{HistoryLayer, Enter, []string{"enter"}, "", "show what was done"},
		{HistoryLayer, Undo, []string{"u"}, "", "take this plan back"},
		{HistoryLayer, Resume, []string{"R"}, "", "go on with an unfinished plan"},
		{HistoryLayer, Export, []string{"x"}, "", "export the audit trail"},
		{HistoryLayer, CopyMenu, []string{"Y"}, "", "copy the requests of the plan"},
		{ApplyLayer, Retry, []string{"r"}, "", "try again what was not done"},
		{ApplyLayer, GoOn, []string{"g"}, "", "try again, and go on past failures"},
		{ApplyLayer, Undo, []string{"u"}, "", "take back what was done"},
		{ApplyLayer, KeepRest, []string{"s"}, "", "stage what was not done"},
		{ApplyLayer, Enter, []string{"enter"}, "", "go to what stands in the way"},
		{ApplyLayer, Down, []string{"j", "down"}, "j ↓", "down"},
		{ApplyLayer, Up, []string{"k", "up"}, "k ↑", "up"},
		{ApplyLayer, PageDown, []string{"pgdown"}, "pgdn", "a page down"},
		{ApplyLayer, PageUp, []string{"pgup"}, "", "a page up"},
		{ApplyLayer, Escape, []string{"esc"}, "", "close"},
		{UnfinishedLayer, Check, []string{"c"}, "", "read how far it came"},
		{UnfinishedLayer, Resume, []string{"r"}, "", "send what is missing"},
		{UnfinishedLayer, Undo, []string{"u"}, "", "take back what was done"},
		{UnfinishedLayer, Dismiss, []string{"f"}, "", "forget it"},
		{UnfinishedLayer, Down, []string{"j", "down"}, "j ↓", "down"},
		{UnfinishedLayer, Up, []string{"k", "up"}, "k ↑", "up"},
		{UnfinishedLayer, Escape, []string{"esc"}, "", "later"},
		{ExplorerLayer, Enter, []string{"enter"}, "", "fill in"},
		{ExplorerLayer, Send, []string{"ctrl+r"}, "", "send what needs no filling in"},
		{ExplorerLayer, CopyMenu, []string{"Y"}, "", "copy the request"},
		{ExplorerLayer, Preview, []string{"p"}, "", "explanation"},
		{RequestLayer, Send, []string{"ctrl+r"}, "", "send"},
		{RequestLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the snippet"},
		{RequestLayer, Reveal, []string{"ctrl+g"}, "", "show the token in snippets, or hide it"},
		{RequestLayer, Format, []string{"ctrl+t"}, "", "next snippet format"},
		{RequestLayer, Insert, []string{"ctrl+f"}, "", "choose an id to put into the body"},
		{RequestLayer, Editor, []string{"ctrl+o"}, "", "write the body in $EDITOR"},
		{RequestLayer, NextTab, []string{"ctrl+n"}, "", "next: request, answer, headers, about, token"},
		{RequestLayer, PrevTab, []string{"ctrl+p"}, "", "previous"},
		{RequestLayer, PageDown, []string{"pgdown"}, "pgdn", "a page down; beside a form, of the snippet"},
		{RequestLayer, PageUp, []string{"pgup"}, "", "a page up"},
		{DoctorLayer, Enter, []string{"enter"}, "", "go there"},
		{DoctorLayer, Search, []string{"ctrl+f"}, "", "look up the users whom no list gives"},
		{DoctorLayer, Mend, []string{"m"}, "", "stage the mend"},
		{DoctorLayer, MarkAll, []string{"A"}, "", "mark all of the rule"},
		{DoctorLayer, CopyMenu, []string{"Y"}, "", "copy id, name, JSON or requests, those of the mend too"},
		{ConfigLayer, Mark, []string{"space"}, "", "switch on or off"},
		{ConfigLayer, Review, []string{"ctrl+s"}, "", "review and save"},
		{ConfigLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{ConfigLayer, CopyMenu, []string{"Y"}, "", "copy the request that saves, or reads"},
		{ConfigLayer, Export, []string{"x"}, "", "export what is shown"},
		{ProfilesLayer, Enter, []string{"enter"}, "", "switch to the profile"},
		{ProfilesLayer, Check, []string{"t"}, "", "test the connection"},
		{ProfilesLayer, New, []string{"n"}, "", "add a profile"},
		{WelcomeLayer, Down, []string{"j", "down"}, "j ↓", "down"},
		{WelcomeLayer, Up, []string{"k", "up"}, "k ↑", "up"},
		{WelcomeLayer, Enter, []string{"enter"}, "", "choose"},
		{WelcomeLayer, BackOrQuit, []string{"q"}, "", "quit"},
		{WelcomeLayer, Help, []string{"?"}, "", "help"},
	}
}
