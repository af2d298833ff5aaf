// Package source is the contract between a place that citizens' words come
// from and the ingest stage that stores them.
//
// A connector is a folder under pipelines/sources that returns a Kind. It
// fetches, decodes and names things; it never stores, never sees the database,
// never decides what a deletion or a new version is. Those belong to
// pipelines/ingest, once for every source. The suite in sourcetest is the
// contract in executable form.
package source
