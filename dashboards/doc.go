// Package dashboards turns plain values into the site that people open: an
// Arabic one at its root, an English one in en/, both from the disk without
// any network.
//
// It computes no indicator, opens no database and reads no clock: the same
// model gives the same bytes. pipelines/publish fills the model and writes the
// files. To add a page, add a folder under pages and a line in pages.go; to
// add a chart, a folder under charts.
package dashboards
