//go:build unix

package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/go-fonts/dejavu/dejavusansmonobold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"authzx/internal/terminal"
)

// The size of a cell and of the margin, in pixels.
const (
	cellW, cellH = 9, 18
	baseline     = 14
	margin       = 12
	pointSize    = 15
)

// fonts are the two weights that the pictures are set in.
type fonts struct{ regular, bold font.Face }

func loadFonts() (*fonts, error) {
	regular, err := face(dejavusansmono.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := face(dejavusansmonobold.TTF)
	return &fonts{regular, bold}, err
}

func face(ttf []byte) (font.Face, error) {
	parsed, err := opentype.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("reading a font: %w", err)
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: pointSize, DPI: 72, Hinting: font.HintingFull})
}

// picture draws the cells of a screen, on a light ground or a dark one.
func (f *fonts) picture(screen terminal.Screen, light bool) *image.RGBA {
	ground, ink := color.RGBA{0x16, 0x18, 0x1d, 0xff}, color.RGBA{0xd7, 0xda, 0xe0, 0xff}
	if light {
		ground, ink = color.RGBA{0xfb, 0xfb, 0xf9, 0xff}, color.RGBA{0x24, 0x27, 0x2c, 0xff}
	}
	w, h := screen.Columns, screen.Rows
	img := image.NewRGBA(image.Rect(0, 0, w*cellW+2*margin, h*cellH+2*margin))
	draw.Draw(img, img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	for y := range h {
		for x := range w {
			if cell := screen.Cell(x, y); cell.Width > 0 {
				f.cell(img, x, y, cell, ground, ink)
			}
		}
	}
	return img
}

func (f *fonts) cell(img draw.Image, x, y int, cell terminal.Cell, ground, ink color.RGBA) {
	fg, bg := color.Color(ink), color.Color(ground)
	if cell.Style.Foreground != nil {
		fg = cell.Style.Foreground
	}
	if cell.Style.Background != nil {
		bg = cell.Style.Background
	}
	if cell.Style.Reverse {
		fg, bg = bg, fg
	}
	if cell.Style.Faint {
		fg = between(fg, bg)
	}
	left, top := margin+x*cellW, margin+y*cellH
	box := image.Rect(left, top, left+cell.Width*cellW, top+cellH)
	if bg != color.Color(ground) {
		draw.Draw(img, box, image.NewUniform(bg), image.Point{}, draw.Src)
	}
	face := f.regular
	if cell.Style.Bold {
		face = f.bold
	}
	pen := font.Drawer{Dst: img, Src: image.NewUniform(fg), Face: face, Dot: fixed.P(left, top+baseline)}
	pen.DrawString(drawable(cell.Text))
	if cell.Style.Underline {
		line := image.Rect(left, top+cellH-2, box.Max.X, top+cellH-1)
		draw.Draw(img, line, image.NewUniform(fg), image.Point{}, draw.Src)
	}
}

// between is the colour half way from a to b.
func between(a, b color.Color) color.Color {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	half := func(x, y uint32) uint8 { return uint8((x + y) >> 9) }
	return color.RGBA{half(ar, br), half(ag, bg), half(ab, bb), 0xff}
}

// drawable is a sign that the fonts have, like the one on the screen.
func drawable(sign string) string {
	if sign == "⟳" {
		return "↻"
	}
	return sign
}
