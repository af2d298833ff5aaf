// Package daemon is `ingest serve`: it runs the sources on their schedules,
// one pass of a source at a time, takes wishes from `ingest run`, starts the
// analysis when its time has come, and tells how it is doing.
//
// What a pass does is pipelines/ingest's; nothing is fetched or stored here.
package daemon
