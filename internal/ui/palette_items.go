package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
)

// commands are what keys do: everywhere, then on the screen in view, then what leads
// to where the others can be done, for people who don't know the keys.
func (a *App) commands() []Item {
	var items []Item
	for _, b := range a.Keys.Layer(GlobalLayer) {
		switch b.Action {
		case Palette, NextPane, PrevPane, Escape:
			continue
		}
		items = append(items, command(b))
	}
	items = append(items, command(Binding{Action: Quit, Help: "quit", Keys: []string{"ctrl+c"}}))
	items = append(items, a.screenCommands()...)
	for _, w := range a.Host.Ways() {
		if !slices.ContainsFunc(items, func(i Item) bool { return i.Then == tea.Msg(do{w.Action}) }) {
			items = append(items, w.Item)
		}
	}
	return items
}

// screenCommands are the keys of the screen in view that do something to what it
// shows.
func (a *App) screenCommands() []Item {
	focus := a.focus()
	if focus == nil {
		return nil
	}
	var items []Item
	var seen []Action
	layers := focus.Layers()
	for _, l := range layers {
		if l == GlobalLayer {
			continue
		}
		for _, b := range a.working(layers, l) {
			if _, moves := Motions(b.Action); moves || slices.Contains(seen, b.Action) || handled(b.Action) {
				continue
			}
			seen = append(seen, b.Action)
			items = append(items, command(b))
		}
	}
	return items
}

// handled reports whether an action only makes sense with the hand on its key.
func handled(a Action) bool {
	switch a {
	case Enter, Into, Out, Escape, Accept, Mark, Range, NextHit, PrevHit, NextTab, PrevTab:
		return true
	}
	return false
}

func command(b Binding) Item {
	kind := "command"
	switch b.Action {
	case GoUsers, GoGroups, GoRoles, GoPermissions, GoApps, GoConnections, GoChanges, GoExplorer,
		GoDoctor, GoActivity, GoMatrix, GoConfig, GoProfiles:
		kind = "screen"
	}
	return Item{
		Kind: kind, Label: text.New(b.Help), Extra: text.New(b.Shown()), Also: text.New(otherWords(b.Action)), Then: do{b.Action},
	}
}

// otherWords are what people may type who look for an action under another name.
func otherWords(a Action) string {
	if w := wordsForScreens(a); w != "" {
		return w
	}
	return wordsForKeys(a)
}

func wordsForScreens(a Action) string {
	switch a {
	case GoUsers:
		return "people persons members accounts identities"
	case GoGroups:
		return "teams nested"
	case GoPermissions:
		return "rights scopes"
	case GoApps:
		return "apps clients"
	case GoConnections:
		return "identity providers idp directories strategies"
	case GoChanges:
		return "staged plan history apply"
	case GoExplorer:
		return "endpoints reference requests curl javascript http"
	case GoDoctor:
		return "lint health check problems storage cycles unused dangling"
	case GoActivity:
		return "log audit requests trace"
	case GoMatrix:
		return "grid table cross"
	case GoConfig:
		return "settings options api key webhook"
	case GoProfiles:
		return "tenants switch regions accounts credentials"
	}
	return ""
}

func wordsForKeys(a Action) string {
	switch a {
	case Help:
		return "keys manual"
	case Unlock:
		return "read-only write protect"
	case Refresh:
		return "reload update fetch again"
	case Undo:
		return "revert take back"
	case LastView:
		return "previous toggle"
	case BackOrQuit:
		return "leave"
	case Quit:
		return "exit close"
	case Filter:
		return "find narrow"
	case Search:
		return "find lucene query"
	case Sort:
		return "order by"
	case SortBack:
		return "order descending"
	case MarkAll:
		return "select all"
	case Preview:
		return "split side detail"
	case New:
		return "create make add"
	case AddLink:
		return "assign grant join nest"
	case Edit:
		return "change rename"
	case Unlink:
		return "remove revoke unassign leave"
	case Delete:
		return "remove destroy"
	case ShowAccess:
		return "effective permissions what can why"
	case WhoCan:
		return "who has holders members"
	case Compare:
		return "difference diff"
	case CopyID:
		return "yank clipboard"
	case CopyMenu:
		return "yank clipboard json request curl snippet"
	case Export:
		return "csv json save download file"
	case Application:
		return "client restrict"
	case Login:
		return "simulate connection mapping"
	case WhatIf:
		return "preview staged simulate"
	}
	return ""
}
