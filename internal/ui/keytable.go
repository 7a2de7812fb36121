package ui

// Bindings is the table of all keys. Some keys are never used, because
// screen, tmux or the terminal take them: ctrl+a, ctrl+b, ctrl+\, ctrl+h,
// ctrl+i, ctrl+j and ctrl+m.
func Bindings() []Binding {
	var all []Binding
	for _, part := range [][]Binding{
		alwaysKeys(), globalKeys(), listKeys(), markKeys(), listedKeys(), kindKeys(), lookKeys(), entryKeys(), workKeys(),
	} {
		all = append(all, part...)
	}
	return all
}

func alwaysKeys() []Binding {
	const l = InterruptLayer
	return []Binding{
		{l, Interrupt, []string{"ctrl+c"}, "", "cancel the request, or quit"},
		{l, Suspend, []string{"ctrl+z"}, "", "suspend"},
		{l, Redraw, []string{"ctrl+l"}, "", "redraw"},
	}
}

func globalKeys() []Binding {
	const l = GlobalLayer
	return []Binding{
		{l, Help, []string{"?", "f1"}, "", "help"},
		{l, Palette, []string{":", "ctrl+p"}, "", "go to any screen, object or command"},
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
		{l, GoHierarchy, []string{"H"}, "", "group hierarchy"},
		{l, GoHistory, []string{"T"}, "", "history, or back to now"},
		{l, GoConfig, []string{"C"}, "", "configuration"},
		{l, GoProfiles, []string{"P"}, "", "profiles"},
		{l, GoWayOut, []string{"X"}, "", "the way out"},
		{l, Unlock, []string{"!"}, "", "unlock or lock writing"},
		{l, NextPane, []string{"tab"}, "", "next pane or tab"},
		{l, PrevPane, []string{"shift+tab"}, "", "previous pane or tab"},
		{l, LastView, []string{"-"}, "", "last view"},
		{l, JumpBack, []string{"<"}, "", "jump back"},
		{l, JumpOn, []string{">"}, "", "jump forward"},
		{l, Escape, []string{"esc"}, "", "clear filter or marks, then back"},
		{l, BackOrQuit, []string{"q"}, "", "back; on the first screen, quit"},
		{l, Refresh, []string{"r"}, "", "refresh"},
		{l, Undo, []string{"u"}, "", "undo the last applied change"},
	}
}

func listKeys() []Binding {
	const l = ListLayer
	return append(movement(l), []Binding{
		{l, Enter, []string{"enter"}, "", "open"},
		{l, Into, []string{"l", "right"}, "", "open"},
		{l, Out, []string{"h", "left"}, "", "back"},
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
		{l, MarkAll, []string{"A"}, "", "mark all shown"},
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
		{l, MakeItSo, []string{"+"}, "", "give or take a permission, role or group"},
		{l, CopyMenu, []string{"Y"}, "", "copy id, name, JSON or request"},
		{l, Export, []string{"x"}, "", "export as shown"},
	}
}

// kindKeys are those of the lists of all things of a kind.
func kindKeys() []Binding {
	return []Binding{
		{KindLayer, KeptFilters, []string{"F"}, "", "saved filters; save this one"},
		{KindLayer, Columns, []string{"c"}, "", "choose the columns"},
	}
}

func movement(l Layer) []Binding {
	return []Binding{
		{l, Down, []string{"j", "down"}, "", "down"},
		{l, Up, []string{"k", "up"}, "", "up"},
		{l, Top, []string{"g", "home"}, "", "top"},
		{l, Bottom, []string{"G", "end"}, "", "bottom"},
		{l, HalfDown, []string{"ctrl+d"}, "", "half page down"},
		{l, HalfUp, []string{"ctrl+u"}, "", "half page up"},
		{l, PageDown, []string{"pgdown"}, "", "page down"},
		{l, PageUp, []string{"pgup"}, "", "page up"},
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
		{ThingLayer, MakeItSo, []string{"+"}, "", "give or take a permission, role or group"},
	}
	keys = append(keys, movement(TreeLayer)...)
	keys = append(keys, []Binding{
		{TreeLayer, Enter, []string{"enter"}, "expand", "expand or collapse"},
		{TreeLayer, Into, []string{"l", "right"}, "expand", "expand"},
		{TreeLayer, Out, []string{"h", "left"}, "", "collapse"},
		{TreeLayer, Filter, []string{"/"}, "", "filter"},
		{TreeLayer, CopyID, []string{"y"}, "", "copy the id"},
		{TreeLayer, CopyMenu, []string{"Y"}, "", "copy id, name, JSON or request"},
		{TreeLayer, Export, []string{"x"}, "", "export as shown"},
		{TreeLayer, WhoCan, []string{"W"}, "", "who can"},
		{TreeLayer, Preview, []string{"o"}, "", "open the item on this line"},
		{HierarchyLayer, Enter, []string{"enter"}, "", "open the group or role"},
		{HierarchyLayer, UnfoldAll, []string{"*"}, "", "expand all below"},
		{HierarchyLayer, NextTab, []string{"]"}, "roles", "show or hide roles"},
		{HierarchyLayer, PrevTab, []string{"["}, "roles", "show or hide roles"},
		{AccessLayer, UnfoldAll, []string{"*"}, "", "expand all below"},
		{AccessLayer, Application, []string{"f"}, "", "choose the application"},
		{AccessLayer, Login, []string{"m"}, "", "simulate a login: connection and groups"},
		{AccessLayer, WhatIf, []string{"t"}, "", "with or without staged changes"},
		{AccessLayer, Compare, []string{"="}, "", "compare with another user"},
		{AccessLayer, Verify, []string{"V"}, "", "ask the server and compare its answer"},
		{AccessLayer, MakeItSo, []string{"+"}, "", "give or take what this line is about"},
		{AccessLayer, NextTab, []string{"]"}, "", "next: permissions, roles, groups, lacking"},
		{AccessLayer, PrevTab, []string{"["}, "", "previous"},
		{WhoCanLayer, NextTab, []string{"]"}, "by path", "by path, or user by user"},
		{WhoCanLayer, PrevTab, []string{"["}, "by path", "by path, or user by user"},
		{WhoCanLayer, Application, []string{"f"}, "", "choose the application"},
		{WhoCanLayer, Login, []string{"m"}, "", "simulate a login: connection and groups"},
		{CompareLayer, NextTab, []string{"]"}, "", "next tab: only the first, only the second, both"},
		{CompareLayer, PrevTab, []string{"["}, "", "previous"},
		{CompareLayer, Application, []string{"f"}, "", "choose the application"},
		{CompareLayer, Login, []string{"m"}, "", "simulate a login: connection and groups"},
		{CompareLayer, Compare, []string{"="}, "", "compare with another user"},
		{CompareLayer, MakeItSo, []string{"+"}, "", "give one what the other has, or some of it"},
		{CompareLayer, WhatIf, []string{"t"}, "", "with or without staged changes"},
		{ActivityLayer, NextTab, []string{"]"}, "", "request, response, snippet"},
		{ActivityLayer, PrevTab, []string{"["}, "", "request, response, snippet"},
		{ActivityLayer, Send, []string{"ctrl+r"}, "", "resend"},
		{ActivityLayer, CopyMenu, []string{"Y"}, "", "copy the request"},
		{ActivityLayer, Preview, []string{"p"}, "", "preview"},
		{ActivityLayer, Link, []string{"U"}, "", "go to the undo of this request"},
	}...)
	keys = append(keys, matrixKeys()...)
	keys = append(keys, movement(JSONLayer)...)
	return append(keys, []Binding{
		{JSONLayer, Enter, []string{"enter"}, "expand", "expand or collapse, follow a reference"},
		{JSONLayer, Into, []string{"l", "right"}, "expand", "expand"},
		{JSONLayer, Out, []string{"h", "left"}, "", "collapse"},
		{JSONLayer, Filter, []string{"/"}, "search", "search"},
		{JSONLayer, NextHit, []string{"n"}, "", "next match"},
		{JSONLayer, PrevHit, []string{"N"}, "", "previous match"},
		{JSONLayer, CopyID, []string{"y"}, "copy value", "copy the value"},
		{JSONLayer, CopyMenu, []string{"Y"}, "", "copy"},
	}...)
}

func matrixKeys() []Binding {
	const l = MatrixLayer
	return append(movement(l), []Binding{
		{l, Into, []string{"l", "right"}, "", "right"},
		{l, Out, []string{"h", "left"}, "", "left"},
		{l, ColumnsDown, []string{">"}, "", "page right"},
		{l, ColumnsUp, []string{"<"}, "", "page left"},
		{l, FirstColumn, []string{"0"}, "", "first column"},
		{l, LastColumn, []string{"$"}, "", "last column"},
		{l, Enter, []string{"enter"}, "", "why: access of the row, at this column"},
		{l, Preview, []string{"o"}, "", "open the column"},
		{l, Filter, []string{"/"}, "", "filter the rows"},
		{l, Application, []string{"f"}, "", "choose the application"},
		{l, NextTab, []string{"]"}, "", "switch what is compared"},
		{l, PrevTab, []string{"["}, "", "switch what is compared"},
		{l, ShowAccess, []string{"E"}, "", "access of the user"},
		{l, WhoCan, []string{"W"}, "", "who has this column"},
		{l, MakeItSo, []string{"+"}, "", "give or take what this cell is about"},
		{l, Export, []string{"x"}, "", "export as shown"},
		{l, CopyID, []string{"y"}, "", "copy the row's id"},
		{l, CopyMenu, []string{"Y"}, "", "copy id, name, JSON or request"},
	}...)
}

// entryKeys are those in force while text is entered or a question stands:
// every other single character is text.
func entryKeys() []Binding {
	return []Binding{
		{FilterLayer, Accept, []string{"enter"}, "", "keep the filter"},
		{FilterLayer, Escape, []string{"esc"}, "", "clear the filter"},
		{FilterLayer, Down, []string{"down", "ctrl+n"}, "", "down"},
		{FilterLayer, Up, []string{"up", "ctrl+p"}, "", "up"},
		{FilterLayer, Help, []string{"f1"}, "", "help"},
		{FormLayer, NextPane, []string{"tab", "down"}, "", "next field"},
		{FormLayer, PrevPane, []string{"shift+tab", "up"}, "", "previous field"},
		{FormLayer, Enter, []string{"enter"}, "", "choose, or next field (space changes a choice or switch)"},
		{FormLayer, Review, []string{"ctrl+s"}, "", "review and save"},
		{FormLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{FormLayer, Editor, []string{"ctrl+o"}, "", "open $EDITOR"},
		{FormLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests"},
		{FormLayer, Escape, []string{"esc"}, "", "cancel"},
		{FormLayer, Help, []string{"f1"}, "", "help"},
		{LoginLayer, NextPane, []string{"tab"}, "", "next field, then the mapped group names"},
		{LoginLayer, PrevPane, []string{"shift+tab"}, "", "previous field"},
		{LoginLayer, Down, []string{"down", "ctrl+n"}, "", "down"},
		{LoginLayer, Up, []string{"up", "ctrl+p"}, "", "up"},
		{LoginLayer, PageDown, []string{"pgdown"}, "", "page down"},
		{LoginLayer, PageUp, []string{"pgup"}, "", "page up"},
		{LoginLayer, Enter, []string{"enter", "ctrl+s"}, "apply", "apply"},
		{LoginLayer, Escape, []string{"esc"}, "", "cancel"},
		{LoginLayer, Help, []string{"f1"}, "", "help"},
		{TextLayer, NextPane, []string{"tab"}, "", "next field"},
		{TextLayer, PrevPane, []string{"shift+tab"}, "", "previous field"},
		{TextLayer, Review, []string{"ctrl+s"}, "", "review and save"},
		{TextLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{TextLayer, Editor, []string{"ctrl+o"}, "", "open $EDITOR"},
		{TextLayer, Escape, []string{"esc"}, "", "cancel"},
		{TextLayer, Help, []string{"f1"}, "", "help"},
		{PickerLayer, Down, []string{"down", "ctrl+n"}, "", "down"},
		{PickerLayer, Up, []string{"up", "ctrl+p"}, "", "up"},
		{PickerLayer, PageDown, []string{"pgdown"}, "", "page down"},
		{PickerLayer, PageUp, []string{"pgup"}, "", "page up"},
		{PickerLayer, Toggle, []string{"tab"}, "select", "select (space too while nothing is typed)"},
		{PickerLayer, Enter, []string{"enter"}, "choose", "review and save"},
		{PickerLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{PickerLayer, Editor, []string{"ctrl+o"}, "", "load a list from a file"},
		{PickerLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests"},
		{PickerLayer, Escape, []string{"esc"}, "", "cancel"},
		{PickerLayer, Help, []string{"f1"}, "", "help"},
		{LinkLayer, Enter, []string{"enter"}, "review", "review and save"},
		{LinkLayer, PrevPane, []string{"shift+tab"}, "other kind", "other kinds: groups, roles, mappings, …"},
		{ChoiceLayer, Enter, []string{"enter"}, "choose", "choose"},
		{ChoiceLayer, AsTyped, []string{"tab"}, "", "use as typed"},
		{ConfirmLayer, Yes, []string{"y"}, "", "yes"},
		{ConfirmLayer, No, []string{"n", "enter"}, "", "no"},
		{ConfirmLayer, Escape, []string{"esc"}, "", "no"},
		{ConfirmLayer, Unlock, []string{"!"}, "", "unlock writing"},
		{ConfirmLayer, Stage, []string{"ctrl+t"}, "", "stage instead"},
		{ConfirmLayer, Reason, []string{"r"}, "", "add a reason to the audit trail"},
		{ConfirmLayer, Who, []string{"o"}, "", "list everyone affected; show one in full"},
		{ConfirmLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests"},
		{ConfirmLayer, Down, []string{"j", "down"}, "", "down"},
		{ConfirmLayer, Up, []string{"k", "up"}, "", "up"},
		{ConfirmLayer, PageDown, []string{"pgdown"}, "", "page down"},
		{ConfirmLayer, PageUp, []string{"pgup"}, "", "page up"},
		{ConfirmLayer, Help, []string{"?", "f1"}, "", "help"},
		{TypedLayer, Accept, []string{"enter"}, "", "confirm"},
		{TypedLayer, Down, []string{"down"}, "", "down"},
		{TypedLayer, Up, []string{"up"}, "", "up"},
		{TypedLayer, PageDown, []string{"pgdown"}, "", "page down"},
		{TypedLayer, PageUp, []string{"pgup"}, "", "page up"},
		{TypedLayer, Stage, []string{"ctrl+t"}, "", "stage instead"},
		{TypedLayer, Reason, []string{"ctrl+r"}, "", "add a reason to the audit trail"},
		{TypedLayer, Who, []string{"f4"}, "", "list everyone affected; show one in full"},
		{TypedLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests"},
		{TypedLayer, Escape, []string{"esc"}, "", "no"},
		{TypedLayer, Help, []string{"f1"}, "", "help"},
		{WaysLayer, Enter, []string{"enter"}, "review", "review and send"},
		{WaysLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{WaysLayer, NextPane, []string{"tab"}, "give or take", "switch between give and take"},
		{WaysLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the requests"},
		{WaysLayer, Refresh, []string{"r"}, "", "search again"},
		{WaysLayer, Down, []string{"j", "down"}, "", "down"},
		{WaysLayer, Up, []string{"k", "up"}, "", "up"},
		{WaysLayer, Top, []string{"g", "home"}, "", "top"},
		{WaysLayer, Bottom, []string{"G", "end"}, "", "bottom"},
		{WaysLayer, PageDown, []string{"pgdown"}, "", "page down in the effect"},
		{WaysLayer, PageUp, []string{"pgup"}, "", "page up"},
		{WaysLayer, Help, []string{"?", "f1"}, "", "help"},
		{WaysLayer, Escape, []string{"esc"}, "close", "close"},
		{OverlayLayer, Escape, []string{"esc", "q", "?", "f1"}, "close", "close"},
		{OverlayLayer, Enter, []string{"enter"}, "", "choose"},
		{OverlayLayer, Down, []string{"j", "down"}, "", "down"},
		{OverlayLayer, Up, []string{"k", "up"}, "", "up"},
		{OverlayLayer, PageDown, []string{"pgdown", "ctrl+d"}, "", "page down"},
		{OverlayLayer, PageUp, []string{"pgup", "ctrl+u"}, "", "page up"},
		{OverlayLayer, Top, []string{"g", "home"}, "", "top"},
		{OverlayLayer, Bottom, []string{"G", "end"}, "", "bottom"},
	}
}

// workKeys are those of the screens on which one works.
func workKeys() []Binding {
	keys := append(movement(WayOutLayer), movement(TokenLayer)...)
	return append(keys, []Binding{
		{ChangesLayer, Enter, []string{"enter"}, "expand", "show or hide the requests"},
		{ChangesLayer, Drop, []string{"d"}, "", "drop"},
		{ChangesLayer, MoveDown, []string{"J"}, "", "move down"},
		{ChangesLayer, MoveUp, []string{"K"}, "", "move up"},
		{ChangesLayer, Apply, []string{"a"}, "", "apply"},
		{ChangesLayer, WhatIf, []string{"t"}, "", "a user's access with the staged changes"},
		{ChangesLayer, Write, []string{"w"}, "", "write a plan or script to a file"},
		{ChangesLayer, CopyMenu, []string{"Y"}, "", "copy the request"},
		{ChangesLayer, NextTab, []string{"]"}, "", "staged, effect, runs"},
		{ChangesLayer, PrevTab, []string{"["}, "", "staged, effect, runs"},
		{RunsLayer, Enter, []string{"enter"}, "", "show details"},
		{RunsLayer, Undo, []string{"u"}, "", "undo this plan"},
		{RunsLayer, Resume, []string{"R"}, "", "resume an unfinished plan"},
		{RunsLayer, Export, []string{"x"}, "", "export the audit trail"},
		{RunsLayer, CopyMenu, []string{"Y"}, "", "copy the requests"},
		{HistoryLayer, Enter, []string{"enter", "l", "right"}, "what changed", "what changed since the state before"},
		{HistoryLayer, Compare, []string{"="}, "", "compare with the present, or two marked states with each other"},
		{HistoryLayer, AsOf, []string{"o"}, "", "open the explorer as of this state"},
		{HistoryLayer, Difference, []string{"n"}, "", "compare the present with a file or profile"},
		{DifferenceLayer, Enter, []string{"enter", "l", "right"}, "", "open what it is about"},
		{DifferenceLayer, Stage, []string{"ctrl+t"}, "", "stage the changes that restore the left side"},
		{DifferenceLayer, Difference, []string{"n"}, "", "compare the present with a file or profile"},
		{DifferenceLayer, Export, []string{"x"}, "", "export as shown"},
		{ApplyLayer, Retry, []string{"R"}, "", "retry what was not done"},
		{ApplyLayer, GoOn, []string{"g"}, "", "retry, continue past failures"},
		{ApplyLayer, Undo, []string{"u"}, "", "undo what was done"},
		{ApplyLayer, KeepRest, []string{"s"}, "", "stage the rest"},
		{ApplyLayer, Enter, []string{"enter"}, "", "go to what blocks it"},
		{ApplyLayer, Down, []string{"j", "down"}, "", "down"},
		{ApplyLayer, Up, []string{"k", "up"}, "", "up"},
		{ApplyLayer, PageDown, []string{"pgdown"}, "", "page down"},
		{ApplyLayer, PageUp, []string{"pgup"}, "", "page up"},
		{ApplyLayer, Escape, []string{"esc"}, "close", "close"},
		{ApplyLayer, Help, []string{"?", "f1"}, "", "help"},
		{UnfinishedLayer, Check, []string{"c"}, "", "check how far it got"},
		{UnfinishedLayer, Resume, []string{"R"}, "", "send the rest"},
		{UnfinishedLayer, Undo, []string{"u"}, "", "undo what was done"},
		{UnfinishedLayer, Dismiss, []string{"f"}, "", "discard"},
		{UnfinishedLayer, Down, []string{"j", "down"}, "", "down"},
		{UnfinishedLayer, Up, []string{"k", "up"}, "", "up"},
		{UnfinishedLayer, Escape, []string{"esc"}, "later", "later"},
		{UnfinishedLayer, Help, []string{"?", "f1"}, "", "help"},
		{ExplorerLayer, Enter, []string{"enter"}, "", "fill in"},
		{ExplorerLayer, Send, []string{"ctrl+r"}, "", "send a request without parameters"},
		{ExplorerLayer, CopyMenu, []string{"Y"}, "", "copy the request"},
		{ExplorerLayer, Preview, []string{"p"}, "", "explanation"},
		{RequestLayer, Send, []string{"ctrl+r"}, "", "send"},
		{RequestLayer, CopyMenu, []string{"ctrl+y"}, "", "copy the snippet"},
		{RequestLayer, Reveal, []string{"ctrl+g"}, "", "show the token in snippets, or hide it"},
		{RequestLayer, Format, []string{"f2"}, "", "next snippet format"},
		{RequestLayer, Insert, []string{"ctrl+f"}, "", "insert an id into the body"},
		{RequestLayer, Example, []string{"ctrl+x"}, "", "start from the example body"},
		{RequestLayer, Editor, []string{"ctrl+o"}, "", "edit the body in $EDITOR"},
		{RequestLayer, NextTab, []string{"ctrl+n"}, "", "next tab: request, response, headers, about, token"},
		{RequestLayer, PrevTab, []string{"ctrl+p"}, "", "previous"},
		{RequestLayer, PageDown, []string{"pgdown"}, "", "page down; in the snippet beside a form"},
		{RequestLayer, PageUp, []string{"pgup"}, "", "page up"},
		{DoctorLayer, Enter, []string{"enter"}, "", "open"},
		{DoctorLayer, Search, []string{"ctrl+f"}, "", "look up unlisted users"},
		{DoctorLayer, Fix, []string{"f"}, "", "stage the fix"},
		{DoctorLayer, AcceptKnown, []string{"a"}, "", "accept the finding, with a reason"},
		{TestsLayer, Enter, []string{"enter"}, "why", "why: the user's access, at what is asserted"},
		{TestsLayer, RunTests, []string{"e"}, "", "run another file of tests and rules"},
		{TestsLayer, Refresh, []string{"r"}, "", "read the file and the tenant again"},
		{TestsLayer, Export, []string{"x"}, "", "export as shown"},
		{DoctorLayer, MarkAll, []string{"A"}, "", "mark all findings of this rule"},
		{DoctorLayer, CopyMenu, []string{"Y"}, "", "copy id, name, JSON, request or fix"},
		{WayOutLayer, Enter, []string{"enter", "l", "right"}, "who loses what", "who loses what"},
		{WayOutLayer, Write, []string{"w"}, "", "write the files"},
		{WayOutLayer, Verify, []string{"V"}, "", "verify a folder"},
		{ConfigLayer, Mark, []string{"space"}, "switch", "switch on or off"},
		{ConfigLayer, Review, []string{"ctrl+s"}, "", "review and save"},
		{ConfigLayer, Stage, []string{"ctrl+t"}, "", "stage"},
		{ConfigLayer, CopyMenu, []string{"Y"}, "", "copy the request"},
		{ConfigLayer, Export, []string{"x"}, "", "export as shown"},
		{ProfilesLayer, Enter, []string{"enter"}, "switch to it", "switch to the profile"},
		{ProfilesLayer, Check, []string{"c"}, "", "test the connection"},
		{ProfilesLayer, New, []string{"n"}, "", "add a profile"},
		{ProfilesLayer, Edit, []string{"e"}, "", "edit the configuration file"},
		{ProfilesLayer, Delete, []string{"D"}, "", "delete the profile"},
		{WelcomeLayer, Down, []string{"j", "down"}, "", "down"},
		{WelcomeLayer, Up, []string{"k", "up"}, "", "up"},
		{WelcomeLayer, Enter, []string{"enter"}, "choose", "choose"},
		{WelcomeLayer, BackOrQuit, []string{"q"}, "quit", "quit"},
		{WelcomeLayer, Help, []string{"?", "f1"}, "", "help"},
		{TokenLayer, New, []string{"n"}, "new token", "get a new token"},
		{TokenLayer, CopyID, []string{"y"}, "copy missing", "copy the missing scopes"},
		{GuideLayer, Down, []string{"j", "down"}, "", "next step"},
		{GuideLayer, Up, []string{"k", "up"}, "", "previous step"},
		{GuideLayer, PageDown, []string{"pgdown", "ctrl+d"}, "", "page down in the step"},
		{GuideLayer, PageUp, []string{"pgup", "ctrl+u"}, "", "page up"},
		{GuideLayer, Enter, []string{"enter"}, "next step", "next step; at the last, the form of a profile"},
		{GuideLayer, Check, []string{"c"}, "", "test the open profile"},
		{GuideLayer, New, []string{"n"}, "new profile", "new profile"},
		{GuideLayer, CopyID, []string{"y"}, "copy", "copy the audience, or the read scopes"},
		{GuideLayer, Escape, []string{"esc"}, "back", "back"},
		{WizardLayer, Guide, []string{"f3"}, "", "show how to prepare a tenant"},
	}...)
}
