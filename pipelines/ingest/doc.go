// Package ingest takes what the sources give and stores it: raw payloads,
// versions of submissions, and the registers that a platform can fill. A
// batch's rows and its cursor are one transaction; running again changes
// nothing and writes nothing.
//
// It fetches nothing itself (pipelines/sources does) and understands no text
// (pipelines/enrich does).
package ingest
