package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// drawPage writes the page: a section for each suite, a table for each set with a
// line for each slice and a column for each metric, in the order of the rows.
func drawPage(rows []row) []byte {
	var b bytes.Buffer
	b.WriteString(`# Quality

Drawn by ` + "`make quality UPDATE=1`" + ` from [baseline.json](quality/baseline.json); do not edit. Measured on the cases and the corpus
that the project bundles. ` + "`make quality`" + ` measures them anew and fails when a value leaves its interval on the wrong side;
` + "`make quality DATA=DIR`" + ` measures public sets too, where they are there. A cell is the value, its 95 % interval, and what is asked
(≥ or ≤); **bold** is below what is asked. Frozen cases were committed before the rules that they judge. The pages of [quality](quality/) say what the numbers mean, what
public sets give, and what goes wrong.
`)
	for _, suite := range order(rows, func(r *row) string { return r.Suite }) {
		fmt.Fprintf(&b, "\n## %s\n", suite)
		in := keep(rows, func(r *row) bool { return r.Suite == suite && betterOf(r.Metric) != neither })
		for _, set := range order(in, func(r *row) string { return r.Set }) {
			drawSet(&b, set, keep(in, func(r *row) bool { return r.Set == set }))
		}
	}
	return b.Bytes()
}

func drawSet(b *bytes.Buffer, set string, rows []row) {
	flows := keep(rows, func(r *row) bool { return flow(r.Metric) })
	rows = keep(rows, func(r *row) bool { return !flow(r.Metric) })
	metrics := order(rows, func(r *row) string { return r.Metric })
	fmt.Fprintf(b, "\n### %s\n| | n |", strings.ReplaceAll(set, "_", " "))
	for _, m := range metrics {
		fmt.Fprintf(b, " %s |", strings.ReplaceAll(m, "_", " "))
	}
	b.WriteString("\n|---|---|" + strings.Repeat("---|", len(metrics)) + "\n")
	for _, slice := range order(rows, func(r *row) string { return r.Slice }) {
		line := keep(rows, func(r *row) bool { return r.Slice == slice })
		fmt.Fprintf(b, "| %s | %d |", strings.ReplaceAll(slice, "_", " "), line[0].N)
		for _, m := range metrics {
			at := slices.IndexFunc(line, func(r row) bool { return r.Metric == m })
			if at < 0 {
				b.WriteString(" |")
				continue
			}
			fmt.Fprintf(b, " %s |", cell(&line[at], line[0].N))
		}
		b.WriteString("\n")
	}
	drawFlows(b, flows)
}

// drawFlows lists what was taken for what, a line for each slice that has several.
func drawFlows(b *bytes.Buffer, flows []row) {
	confused := keep(flows, func(r *row) bool { return r.Metric == "confusion" })
	for i, r := range confused {
		before, after := ";", ""
		if i == 0 {
			before = "\nConfused:"
		}
		if i == len(confused)-1 {
			after = ".\n"
		}
		fmt.Fprintf(b, "%s %s %.0f of %d%s", before, r.Slice, r.Value, r.N, after)
	}
	flows = keep(flows, func(r *row) bool { return r.Metric != "confusion" })
	for _, slice := range order(flows, func(r *row) string { return r.Slice }) {
		fmt.Fprintf(b, "\n%s:", strings.ReplaceAll(slice, "_", " "))
		of := keep(flows, func(r *row) bool { return r.Slice == slice })
		for i, r := range of {
			end := ";"
			if i == len(of)-1 {
				end = ".\n"
			}
			fmt.Fprintf(b, " %s %s of %d%s", r.Metric, figure(r.Value), r.N, end)
		}
	}
}

// cell is a value with its interval, n where it differs from the line's, and what
// is asked.
func cell(r *row, n int) string {
	s := figure(r.Value)
	if counts(r.Metric) {
		s = strconv.FormatFloat(r.Value, 'f', 0, 64)
	}
	if r.Low != r.High {
		s += fmt.Sprintf(" (%s–%s)", figure(r.Low), figure(r.High))
	}
	if r.N != n {
		s += fmt.Sprintf(" of %d", r.N)
	}
	asked, ok := floorOf(r.key())
	if !ok {
		return s
	}
	if betterOf(r.Metric) == lower {
		if r.Value > asked {
			s = "**" + s + "**"
		}
		return s + " ≤ " + figure(asked)
	}
	if r.Value < asked {
		s = "**" + s + "**"
	}
	return s + " ≥ " + figure(asked)
}

// figure writes shares with three places and no zero before the point.
func figure(v float64) string {
	if v < 0 || v > 1 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	s := strconv.FormatFloat(v, 'f', 3, 64)
	return strings.TrimPrefix(s, "0")
}

// order lists what the rows have, each once, as it first appears.
func order(rows []row, of func(*row) string) []string {
	var out []string
	for i := range rows {
		if v := of(&rows[i]); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func keep(rows []row, want func(*row) bool) []row {
	var out []row
	for i := range rows {
		if want(&rows[i]) {
			out = append(out, rows[i])
		}
	}
	return out
}
