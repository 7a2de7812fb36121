//go:build unix

package main

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"authzx/internal/terminal"
)

// film is a moving picture: keys are typed one by one.
type film struct {
	name  string
	w, h  int
	steps []step
}

// tour finds a person, sees why, adds to a group with its effect, and takes it back.
func tour() film {
	return film{name: "tour", w: narrow, h: 24, steps: []step{
		{"/ann arch", "1 of 61"}, {enter, "1 of 61"},
		{"E", "Permissions 21"}, {"j", "Permissions 21"}, {enter, "role Submitter"}, {"\x1b", "1 of 61"},
		{"a", "Groups of"}, {"treas", "Treasury"}, {"\t", "+1"}, {enter, "enter means no"},
		{"y", "applied, verified"}, {"u", "enter means no"}, {"y", "undone, verified"},
	}}
}

// How long a picture stands, in hundredths of a second: while typing, after a step, at the
// end.
const (
	whileTyping = 12
	afterStep   = 170
	atTheEnd    = 400
)

// shoot plays the film and writes it.
func (f film) shoot(program, out string, fonts *fonts) error {
	t, done, err := start(program, f.w, f.h, nil)
	if err != nil {
		return err
	}
	defer done()
	var r reel
	take := func(stands int) { r.add(fonts.picture(t.Screen(), false), stands) }
	if err := rest(t, step{"", ready}); err != nil {
		return err
	}
	take(afterStep)
	for _, s := range f.steps {
		for _, key := range s.keys[:len(s.keys)-1] {
			if err := rest(t, step{string(key), ""}); err != nil {
				return err
			}
			take(whileTyping)
		}
		if err := rest(t, step{s.keys[len(s.keys)-1:], s.until}); err != nil {
			return err
		}
		take(afterStep)
	}
	take(atTheEnd)
	return r.write(filepath.Join(out, f.name+".gif"))
}

// rest takes a step and waits until the screen stays as it is.
func rest(t *terminal.Program, s step) error {
	if err := reach(t, s); err != nil {
		return err
	}
	return settled(t)
}

// reel is the pictures of a film, and how long each stands.
type reel struct {
	pictures []*image.RGBA
	stands   []int
}

func (r *reel) add(picture *image.RGBA, stands int) {
	r.pictures, r.stands = append(r.pictures, picture), append(r.stands, stands)
}

// colours are the 256 that the pictures have most of.
func (r *reel) colours() color.Palette {
	count := map[color.RGBA]int{}
	for _, p := range r.pictures {
		for y := range p.Rect.Dy() {
			for x := range p.Rect.Dx() {
				count[p.RGBAAt(x, y)]++
			}
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var palette color.Palette
	for _, c := range all[:min(len(all), 256)] {
		palette = append(palette, c)
	}
	return palette
}

// write puts into each frame only what has changed.
func (r *reel) write(path string) error {
	palette := r.colours()
	moving := &gif.GIF{}
	for i, p := range r.pictures {
		box := p.Rect
		if i > 0 {
			box = changed(r.pictures[i-1], p)
		}
		frame := image.NewPaletted(box, palette)
		draw.Draw(frame, box, p, box.Min, draw.Src)
		moving.Image, moving.Delay = append(moving.Image, frame), append(moving.Delay, r.stands[i])
		moving.Disposal = append(moving.Disposal, gif.DisposalNone)
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	err = gif.EncodeAll(file, moving)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("writing the moving picture: %w", err)
	}
	return nil
}

// changed is the least box around what differs; one point where nothing does.
func changed(before, after *image.RGBA) image.Rectangle {
	box := image.Rectangle{}
	for y := range after.Rect.Dy() {
		for x := range after.Rect.Dx() {
			if before.RGBAAt(x, y) != after.RGBAAt(x, y) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if box.Empty() {
		return image.Rect(0, 0, 1, 1)
	}
	return box
}
