package report

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"authzx/internal/text"
)

// harness does in the page what a reader would, and writes down what is then to be seen.
const harness = `<!DOCTYPE html><meta charset="utf-8"><pre id="seen">nothing</pre><iframe src="/review.html" width="1200" height="700"></iframe><script>
document.querySelector("iframe").addEventListener("load", (event) => {
  const page = event.target.contentDocument;
  const one = (selector) => page.querySelector(selector);
  const count = () => one("#count").textContent;
  const first = (column) => [...page.querySelectorAll("tbody tr")].filter((row) => !row.hidden).map((row) => row.cells[column].textContent);
  const put = (selector, value) => {
    one(selector).value = value;
    one(selector).dispatchEvent(new Event("input"));
    return count();
  };
  const seen = { all: count(), scripts: page.scripts.length, images: page.images.length, names: first(0) };
  // An id, a long one too, takes no room from the path.
  const table = one(".table");
  const id = one("tbody th").textContent;
  one("tbody th").textContent = "auth0|0c1669da0bcc76c3f75a276d".repeat(4);
  seen.fits = table.scrollWidth <= table.clientWidth;
  one("tbody th").textContent = id;
  seen.searched = put("#search", "BOB never");
  put("#search", "");
  seen.blocked = put("#status", "blocked");
  put("#status", "");
  seen.application = put("#application", one("#application").options[1].value);
  put("#application", "");
  const head = page.querySelectorAll("thead th")[1];
  head.querySelector("button").click();
  seen.up = [head.getAttribute("aria-sort"), ...first(1)];
  head.querySelector("button").click();
  seen.down = [head.getAttribute("aria-sort"), ...first(1)];
  const added = page.createElement("script");
  added.textContent = "document.title = 'broken into'";
  page.body.append(added);
  seen.title = page.title;
  document.getElementById("seen").textContent = JSON.stringify(seen);
});
</script>`

// A browser runs the page's own script, which its policy must let run, and nothing else.
func TestABrowserShowsThePage(t *testing.T) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
		}
	}
	if browser == "" {
		t.Skip("there is no Chromium")
	}
	r, _ := review(t)
	var page bytes.Buffer
	if err := r.HTML(&page); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	asked := make(map[string]bool)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		mu.Lock()
		asked[q.URL.Path] = true
		mu.Unlock()
		w.Header().Set("Content-Type", "text/html")
		if q.URL.Path == "/review.html" {
			_, _ = w.Write(page.Bytes())
		} else {
			_, _ = w.Write([]byte(harness))
		}
	}))
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	dump, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000",
		"--user-data-dir="+t.TempDir(), "--dump-dom", server.URL).Output()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(dump), `<pre id="seen">`)
	written, _, _ := strings.Cut(rest, "</pre>")
	var seen struct {
		All, Searched, Blocked, Application, Title string
		Scripts, Images                            int
		Fits                                       bool
		Names, Up, Down                            []string
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(written)), &seen); err != nil {
		t.Fatalf("%v in\n%.2000s", err, dump)
	}
	name := text.Escape(hostile)
	if strings.Join(seen.Names, "\n") != strings.Join([]string{"Bob", name, name}, "\n") || seen.Scripts != 1 || seen.Images != 0 {
		t.Errorf("names %q, %d scripts, %d images", seen.Names, seen.Scripts, seen.Images)
	}
	if !seen.Fits {
		t.Error("the table is wider than its window")
	}
	if seen.All != "3 of 3 rows" || seen.Searched != "1 of 3 rows" || seen.Blocked != "1 of 3 rows" || seen.Application != "3 of 3 rows" {
		t.Errorf("search and filters: %+v", seen)
	}
	if up, down := strings.Join(seen.Up, " "), strings.Join(seen.Down, " "); up != "ascending  ann@acme.test ann@acme.test" || down != "descending ann@acme.test ann@acme.test " {
		t.Errorf("sorted: %q, %q", up, down)
	}
	if !strings.HasPrefix(seen.Title, "Access review: ") {
		t.Errorf("a script that was put in ran: %q", seen.Title)
	}
	for path := range asked {
		if path != "/" && path != "/review.html" && path != "/favicon.ico" {
			t.Errorf("the page asked for %s", path)
		}
	}
}
