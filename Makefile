# Two commands for a newcomer: `make demo` runs the main job end to end on
# bundled input, `make test` runs every test. Both install what they need.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: demo test check build assets setup lint fmt vet race allocations browser firefox e2e bench quality screenshots clean

GO      ?= go
TAGS    := duckdb_arrow
BIN     := bin
CACHE   := $(CURDIR)/.cache
LINT    := $(CACHE)/bin/golangci-lint
LINTVER := v2.15.0
export GOFLAGS := -tags=$(TAGS)

build: assets ## the two programs in bin/
	@mkdir -p $(BIN)
	$(GO) build -trimpath -o $(BIN)/ ./cmd/ingest ./cmd/analyze

setup:
	@./tools/setup.sh

assets: setup dashboards/assets/vendor/.stamp

dashboards/assets/vendor/.stamp: dashboards/package-lock.json dashboards/assets.mjs
	cd dashboards && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node assets.mjs
	@touch $@

demo: build ## a workspace from the bundled corpus, analysed and drawn
	$(GO) run ./tools/demo -bin $(BIN) -dir demo

test: check browser e2e ## every test
	@echo "make test: all passed"

check: fmt vet lint race allocations ## format, vet, lint, race tests

fmt: setup
	@out=$$(git ls-files '*.go' | xargs gofmt -l); test -z "$$out" || { echo "gofmt -w is due for:"; echo "$$out"; exit 1; }

vet: assets
	$(GO) vet ./...

lint: assets $(LINT)
	$(LINT) run ./...

$(LINT):
	@mkdir -p $(CACHE)/bin
	GOFLAGS= GOBIN=$(CACHE)/bin $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINTVER)

race: assets
	$(GO) test -race -short -timeout 30m $$($(GO) list ./... | grep -v -e /browsertest -e /tools/e2e)

allocations: assets ## what the race detector would blur
	$(GO) test -count=1 -run Allocations ./internal/nlp

browser: build
	$(GO) test -timeout 15m -count=1 ./dashboards/browsertest/...

firefox: build ## the one-file dashboards and the explorer in Firefox, which is large and installed here only
	./tools/setup.sh firefox
	$(GO) test -timeout 5m -count=1 -v -run Firefox ./dashboards/browsertest

e2e: build ## the demo twice with no number changed
	$(GO) test -timeout 20m -count=1 -v ./tools/e2e/...

bench: build ## go benchmarks, then end to end
	$(GO) test -run '^$$' -bench . -benchtime 1s ./...
	$(GO) run ./tools/bench -bin $(BIN)

DATA ?= testdata/none
quality: build ## hold the bundled cases to the baseline; DATA=DIR measures public sets too, UPDATE=1 renews the baseline
	@if test -d '$(DATA)'; then echo "quality: public sets of $(DATA) are measured too"; \
	elif test -d ../shared/data; then echo "quality: bundled cases only; make quality DATA=../shared/data measures the public sets too"; \
	else echo "quality: bundled cases only: there are no public sets in ../shared/data"; fi
	@mkdir -p $(CACHE)
	$(BIN)/analyze eval --data '$(DATA)' --format json > $(CACHE)/quality.json 2> $(CACHE)/quality.log || { cat $(CACHE)/quality.log; exit 1; }
	$(GO) run ./tools/quality -now $(CACHE)/quality.json $(if $(UPDATE),-update)

screenshots: demo ## the pictures of the README
	$(GO) run ./tools/screenshots -site demo/out/internal/site -out docs/images -full=false -width 1280 -height 860 index.html en/index.html

clean:
	rm -rf $(BIN) demo
