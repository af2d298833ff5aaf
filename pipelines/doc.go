// Package pipelines is the map of the flow: each folder below moves rows from
// one stage to the next, and computes nothing that it could ask for.
//
//	sources → ingest → store → enrich → analysis (kpis) → publish
//
// source is the contract of a connector, sources the list of them, registers
// the hand-kept side, workspace what a new user gets. textfilter, themesfilter
// and embed are the filters that need no workspace; eval measures quality.
//
// There is no code here.
package pipelines
