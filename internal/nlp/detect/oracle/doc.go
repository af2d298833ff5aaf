// Package oracle holds package detect against lingua-go, a detector made by
// others. It is a module of its own, because lingua carries 130 MB of models
// that no program of ours needs:
//
//	cd internal/nlp/detect/oracle && go test ./...
package oracle
