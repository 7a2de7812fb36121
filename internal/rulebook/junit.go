package rulebook

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// The shape of a JUnit report: a suite for each file, a case for each test or rule.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr"`
	Line    int           `xml:"line,attr"`
	Failure *junitFailure `xml:"failure"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// JUnit writes outcomes as JUnit XML, which most CI services read. Say is a failure
// in a line.
func JUnit(w io.Writer, outcomes []Outcome, say func(Failure) string) error {
	all := junitSuites{Name: "authzx"}
	at := make(map[string]int)
	for _, o := range outcomes {
		i, known := at[o.File]
		if !known {
			i = len(all.Suites)
			at[o.File] = i
			all.Suites = append(all.Suites, junitSuite{Name: escaped(o.File)})
		}
		suite := &all.Suites[i]
		c := junitCase{Name: o.Name.String(), Class: escaped(o.File) + " " + o.Kind, File: escaped(o.File), Line: o.Line}
		if !o.Held() {
			lines := said(o, say)
			c.Failure = &junitFailure{Message: lines[0] + others(len(lines)-1), Type: o.Kind, Text: strings.Join(lines, "\n")}
			suite.Failures++
			all.Failures++
		}
		suite.Tests++
		all.Tests++
		suite.Cases = append(suite.Cases, c)
	}
	content, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the JUnit report: %w", err)
	}
	if _, err := fmt.Fprintf(w, "%s%s\n", xml.Header, content); err != nil {
		return fmt.Errorf("writing the JUnit report: %w", err)
	}
	return nil
}

func said(o Outcome, say func(Failure) string) []string {
	lines := make([]string, len(o.Failures))
	for i, f := range o.Failures {
		lines[i] = say(f)
	}
	return lines
}

func others(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (+%d more)", n)
}
