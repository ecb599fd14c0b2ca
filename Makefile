# tiaowen 条文. `make test` installs what the tests need and runs them all; `make check` lints and looks for data races too.
GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null)
LDFLAGS  = -s -w -X main.release=$(VERSION)
TARGETS  = linux/amd64 linux/arm64 linux/loong64
export CGO_ENABLED ?= 0

.PHONY: build test check lint race fuzz bench golden cross clean tools

build:
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o tiaowen ./cmd/tiaowen

# -v prints each test's name. Vetting is lint's, and debug information is nobody's: both cost half a minute of a clean clone.
test: tools
	$(GO) test -v -vet=off -ldflags=-w -timeout 10m ./...

check: test lint race

# Where requests share memory. The race detector needs a C compiler; without one this step says so and passes.
RACE = ./api ./api/rest ./index ./index/meaning ./index/store
race:
	@if command -v $${CC:-gcc} >/dev/null 2>&1; then \
	  CGO_ENABLED=1 $(GO) test -race -timeout 10m $(RACE); \
	else echo 'race: no C compiler, skipped'; fi

# All of staticcheck, doc comments of exported names included; but an error may begin with 《民法典》 or end with a
# sentence that says what to do.
lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "gofmt would change: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck -checks all,-ST1005 ./...

# Each fuzz target for FUZZTIME; the seeds alone run with every `make test`.
FUZZTIME ?= 20s
fuzz:
	@$(GO) test -list '^Fuzz' ./... | awk '/^Fuzz/{f[n++]=$$1} /^ok/{for(i=0;i<n;i++)print $$2, f[i]; n=0}' | \
	while read -r package target; do \
	  echo "$$package $$target"; \
	  $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
	done

# TIAOWEN_LAWS=DIR adds the benchmarks over a folder of statutes.
bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

# Writes the golden files anew; read the diff before you commit it.
golden:
	$(GO) test ./... -run Golden -update

# One file for each machine, without cgo.
cross:
	@for target in $(TARGETS); do \
	  echo $$target; \
	  CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o dist/tiaowen-$${target%/*}-$${target#*/} ./cmd/tiaowen || exit 1; \
	done

tools:
	@.ci/tools

clean:
	rm -rf tiaowen dist
