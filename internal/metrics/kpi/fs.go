// Package kpi holds the built-in indicators, one folder each: kpi.toml says
// what is measured, kpi.sql counts it, cases/ proves it. Adding an indicator is
// adding a folder; package metrics finds it here. fixtures/ holds registers that
// several cases share.
package kpi

import "embed"

// FS is the folder of every built-in indicator.
//
//go:embed */kpi.toml */kpi.sql */cases/*.toml fixtures/*.toml
var FS embed.FS
