package widget

// sideBySide is the width from which labels stand beside the fields.
const sideBySide = 48

// labelCells is the most that labels beside the fields take.
const labelCells = 22

// View is exactly the size given, scrolled so that the focused field is in it.
func (f *Form) View() string {
	if f.w == 0 || f.h == 0 {
		return ""
	}
	var lines []string
	from, to := 0, 0
	for i, s := range f.fields {
		if i == f.focus {
			from = len(lines)
		}
		lines = append(lines, f.drawField(s, i == f.focus)...)
		if i == f.focus {
			to = len(lines)
		}
	}
	f.top = max(0, min(f.top, len(lines)-f.h))
	if to > f.top+f.h {
		f.top = to - f.h
	}
	// A field that is higher than the form shows its upper end, except that the
	// caret of a text stays visible.
	if from < f.top {
		f.top = from
	}
	if caret := f.caretLine(from); caret >= f.top+f.h {
		f.top = caret - f.h + 1
	}
	return Block(lines[f.top:min(len(lines), f.top+f.h)], f.w, f.h)
}

// caretLine is the line of the caret in a form whose focused field begins at from.
func (f *Form) caretLine(from int) int {
	if f.focus < 0 {
		return 0
	}
	s := f.fields[f.focus]
	at := from
	if f.w < sideBySide {
		at++
	}
	if s.area != nil {
		at += s.area.Line() - s.area.top
	}
	return at
}

// labelWidth is the cells that labels take, the gutter and the gap included.
func (f *Form) labelWidth() int {
	n := 0
	for _, s := range f.fields {
		n = max(n, width(string(s.Label)))
	}
	return min(n, labelCells) + 4
}

// drawField is the lines of one field: label and value, then what is wrong.
func (f *Form) drawField(s *formField, focused bool) []string {
	th := f.theme
	mark := Say(th.Text, " ")
	style := th.Muted
	if focused {
		mark, style = Say(th.Cursor, th.Glyphs.Cursor), th.Title
	}
	label := Spans{mark, Say(th.Text, " "), Say(style, s.Label)}
	if s.dirty() && !f.bare {
		label = append(label, Say(th.Marked, "*"))
	}
	indent := 2
	var lines []string
	if f.w >= sideBySide {
		indent = f.labelWidth()
		lines = f.beside(label, s, focused, indent)
	} else {
		lines = append(lines, Line(th, f.w, f.withCounter(label, s, f.w)...))
		for _, row := range f.drawValue(s, focused, f.w-indent) {
			lines = append(lines, Fit(blanks(indent)+row, f.w, ""))
		}
	}
	for _, row := range f.faultLines(s, f.w-indent) {
		lines = append(lines, Fit(blanks(indent)+row, f.w, th.Glyphs.Ellipsis))
	}
	return lines
}

// beside draws the label to the left of the value and the counter to its right.
func (f *Form) beside(label Spans, s *formField, focused bool, indent int) []string {
	counter := f.counter(s)
	room := f.w - indent - counter.Width()
	if len(counter) > 0 {
		room--
	}
	values := f.drawValue(s, focused, room)
	lines := make([]string, len(values))
	for i, row := range values {
		left := blanks(indent)
		right := blanks(f.w - indent - room)
		if i == 0 {
			left = label.fit(indent, f.theme.Glyphs.Ellipsis)
			right = counter.fitRight(f.w-indent-room, "")
		}
		lines[i] = left + row + right
	}
	return lines
}

func (f *Form) withCounter(label Spans, s *formField, w int) Spans {
	counter := f.counter(s)
	fill := w - label.Width() - counter.Width()
	if len(counter) == 0 || fill < 1 {
		return label
	}
	return append(append(label, Say(f.theme.Text, Words(blanks(fill)))), counter...)
}

// counter is how many UTF-16 units of the limit are used.
func (f *Form) counter(s *formField) Spans {
	if s.Limit <= 0 || s.Kind != LineField && s.Kind != LinesField {
		return nil
	}
	n := s.value().Units()
	style := f.theme.Muted
	if n > s.Limit {
		style = f.theme.Bad
	}
	return Spans{Sayf(style, "%d/%d", n, s.Limit)}
}

func (f *Form) faultLines(s *formField, w int) []string {
	if len(s.fault) == 0 || w <= 0 {
		return nil
	}
	line := append(Spans{Say(f.theme.Bad, f.theme.Glyphs.Cross), Say(f.theme.Text, " ")}, s.fault...)
	var rows []string
	for _, part := range line.Wrap(w) {
		rows = append(rows, part.fit(w, f.theme.Glyphs.Ellipsis))
	}
	return rows
}

// FaultRows is how many lines all that is wrong takes in a form that is w cells wide.
func (f *Form) FaultRows(w int) int {
	indent, n := 2, 0
	if w >= sideBySide {
		indent = f.labelWidth()
	}
	for _, s := range f.fields {
		n += len(f.faultLines(s, w-indent))
	}
	return n
}

// drawValue is the lines of the value, w cells each.
func (f *Form) drawValue(s *formField, focused bool, w int) []string {
	if w <= 0 {
		return []string{""}
	}
	th, g := f.theme, f.theme.Glyphs
	switch s.Kind {
	case LineField, SecretField:
		s.input.SetSize(w, 1)
		return []string{s.input.View()}
	case LinesField:
		rows := s.Rows
		if rows <= 0 {
			rows = 3
		}
		s.area.SetSize(w, rows)
		return splitLines(s.area.View())
	case ToggleField:
		line := Spans{Say(th.Muted, g.Off), Say(th.Text, " off")}
		if s.on {
			line = Spans{Say(th.Good, g.On), Say(th.Text, " on")}
		}
		if focused {
			line = f.withTurns(line, w)
		}
		return []string{Line(th, w, line...)}
	case ChoiceField:
		return []string{f.drawChoice(s, focused, w)}
	default:
		shown := s.Shown
		if shown == nil {
			shown = Spans{Foreign(th.Text, s.ref)}
		}
		if shown.Width() == 0 {
			shown = Spans{Say(th.Muted, s.Hint)}
		}
		if s.Kind == ReferenceField && focused {
			shown = append(append(Spans{}, shown...), Keyed(th, th.Muted, "  {form.open} choose")...)
		}
		return []string{Line(th, w, shown...)}
	}
}

func (f *Form) drawChoice(s *formField, focused bool, w int) string {
	th, g := f.theme, f.theme.Glyphs
	if len(s.Options) == 0 {
		return Line(th, w, Say(th.Muted, "no options"))
	}
	o := s.Options[s.choice]
	label := o.Label
	if label.IsZero() {
		label = o.Value
	}
	line := Spans{Foreign(th.Text, label)}
	if focused && len(s.Options) > 1 {
		line = f.withTurns(Spans{Say(th.Key, g.Less+" "), Foreign(th.Text, label), Say(th.Key, " "+g.More),
			Sayf(th.Muted, "  %d of %d", s.choice+1, len(s.Options))}, w)
	}
	return Line(th, w, line...)
}

// withTurns says after a choice or a switch how it is changed, where that has room.
func (f *Form) withTurns(line Spans, w int) Spans {
	th, g := f.theme, f.theme.Glyphs
	turns := Spans{Say(th.Key, "  "+g.LeftKey+"/"+g.RightKey), Say(th.Muted, " change")}
	if line.Width()+turns.Width() > w {
		return line
	}
	return append(line, turns...)
}
