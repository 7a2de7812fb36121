package views

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

func TestLook(t *testing.T) {
	if os.Getenv("LOOK") == "" {
		t.Skip()
	}
	w, _ := strconv.Atoi(os.Getenv("W"))
	h, _ := strconv.Atoi(os.Getenv("H"))
	e := explore(t, w, h)
	for _, k := range strings.Split(os.Getenv("LOOK"), ",") {
		if k == "SHOW" {
			fmt.Println(e.frame())
			continue
		}
		e.press(k)
	}
	fmt.Println(e.frame())
}
