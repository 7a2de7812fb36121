package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"slices"
	"time"
)

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

// HTML writes a review as one page that needs nothing else: no network, no file. Its
// policy lets nothing run or be loaded but what stands in it.
func (r Review) HTML(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	title := "Access review: " + r.Tenant.String()
	fmt.Fprintf(out, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>%s</title>
<style>%s</style>
</head>
<body>
<main>
<h1>%s</h1>
<p>%s</p>
`, sourceHash(pageStyle), sourceHash(pageScript), html.EscapeString(title), pageStyle, html.EscapeString(title), r.Made.UTC().Format("2006-01-02 15:04 UTC"))
	r.controls(out)
	r.table(out)
	fmt.Fprintf(out, "</main>\n<script>%s</script>\n</body>\n</html>\n", pageScript)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}

// sourceHash is a script or style as a content security policy names it.
func sourceHash(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func (r Review) controls(out *bufio.Writer) {
	fmt.Fprint(out, `<form id="controls" role="search">
<label>Search <input id="search" type="search" autocomplete="off"></label>
<label>Application <select id="application"><option value="">all</option>`)
	var names []string
	for _, row := range r.Rows {
		if name := row.application(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(out, `<option value="%[1]s">%[1]s</option>`, html.EscapeString(name))
	}
	fmt.Fprint(out, `</select></label>
<label>Status <select id="status"><option value="">all</option><option value="gone">gone</option><option value="blocked">blocked</option></select></label>
</form>
<p id="count" role="status" aria-live="polite"></p>
`)
}

func (r Row) application() string {
	if r.ApplicationName.IsZero() {
		return r.Application.String()
	}
	return r.ApplicationName.String()
}

func (r Review) table(out *bufio.Writer) {
	fmt.Fprint(out, "<div class=\"table\">\n<table>\n<caption>Who has which permission, and by which path</caption>\n<thead><tr>")
	for _, head := range []string{"User", "Email", "Status", "Last login", "Application", "Permission", "Since", "Path"} {
		fmt.Fprintf(out, `<th scope="col" aria-sort="none"><button type="button">%s</button></th>`, head)
	}
	fmt.Fprint(out, "</tr></thead>\n<tbody>\n")
	for _, row := range r.Rows {
		row.html(out)
	}
	fmt.Fprint(out, "</tbody>\n</table>\n</div>\n")
}

func (r Row) html(out *bufio.Writer) {
	name := r.Person.Name.String()
	if name == "" {
		name = r.Person.ID.String()
	}
	login := "never seen"
	if !r.Person.LastLogin.IsZero() {
		login = r.Person.LastLogin.UTC().Format(time.DateOnly)
	}
	permission := r.PermissionName.String()
	if permission == "" {
		permission = r.Permission.String()
	}
	fmt.Fprintf(out, `<tr data-application="%s" data-status="%s">`, html.EscapeString(r.application()), r.Status())
	fmt.Fprintf(out, `<th scope="row" title="%s">%s</th>`, html.EscapeString(r.Person.ID.String()), html.EscapeString(name))
	for i, cell := range []string{r.Person.Email.String(), r.Status(), login, r.application(), permission, r.Since.words(time.DateOnly), r.Path} {
		class := ""
		if i == 1 {
			class = ` class="status"`
		}
		fmt.Fprintf(out, "<td%s>%s</td>", class, html.EscapeString(cell))
	}
	fmt.Fprint(out, "</tr>\n")
}
