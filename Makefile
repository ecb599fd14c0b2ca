# tiaowen 条文. `make test` says what the tests need, installs it and runs them all; `make check` does all that is done before a release.
GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null)
LDFLAGS  = -s -w -X main.release=$(VERSION)
TARGETS ?= linux/amd64 linux/arm64 linux/loong64 linux/riscv64 windows/amd64 darwin/arm64
export CGO_ENABLED ?= 0

.PHONY: build test check lint race mounts contract smoke licences vuln fuzz soak kill bench golden release reproduce clean tools

build:
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o tiaowen ./cmd/tiaowen

# -v prints each test's name. Vetting is lint's, and debug information is nobody's: both cost half a minute of a clean clone.
# The last line says what was skipped and why.
test: tools
	@.ci/test -vet=off -ldflags=-w -timeout 10m ./...

check: test lint licences race contract smoke

# Where requests share memory. The race detector needs a C compiler; without one this step says so and passes.
RACE = ./api ./api/admin ./api/rest ./index ./index/inverted ./index/meaning ./index/ring ./index/store/...
race:
	@if command -v $${CC:-gcc} >/dev/null 2>&1; then \
	  CGO_ENABLED=1 $(GO) test -race -timeout 10m $(RACE); \
	else echo 'race: no C compiler, skipped'; fi

# File systems that are full or read-only, which only root may mount: elsewhere `make test` skips these tests.
mounts:
	$(GO) test -count 1 -run 'Full|ReadOnly' ./index/store ./api/admin ./api/rest ./cmd/tiaowen

# All of staticcheck, doc comments of exported names included; but an error may begin with 《民法典》 or end with a
# sentence that says what to do.
lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "gofmt would change: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck -checks all,-ST1005 ./...

# A running server keeps to openapi.json: schemathesis, EXAMPLES requests an operation.
contract:
	@.ci/contract

# The program for other processors does its work under emulation; where the emulator is missing, this says so.
smoke:
	@TARGETS= .ci/smoke

# Every module in the program has a licence that packaging/licences.txt names.
licences:
	@packaging/licences check $(TARGETS)

# Known vulnerabilities in what the program calls; asks the Go vulnerability database. Where only a module proxy is reached:
# .ci/vulndb DIR && make vuln VULNDB=file://DIR
vuln:
	@VULNDB='$(VULNDB)' .ci/vuln

# A server under a mixed load with imports for SOAK: its memory, goroutines and files must not grow. TIAOWEN_SOAK_DATA names a data
# directory to use, which is changed, TIAOWEN_SOAK_QUESTIONS a file of questions, TIAOWEN_SOAK_RATE the requests a second.
SOAK ?= 1h
soak:
	TIAOWEN_SOAK=$(SOAK) $(GO) test -v -count 1 -timeout 0 -run '^TestSoak$$' ./cmd/tiaowen

# Imports and servers killed at KILLS random moments: nothing that was acknowledged is lost.
KILLS ?= 200
kill:
	TIAOWEN_KILLS=$(KILLS) $(GO) test -v -count 1 -timeout 0 -run '^Test(Server)?Kill$$' ./index/store ./cmd/tiaowen

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

# Rewrites the golden files; read the diff before you commit it.
golden:
	$(GO) test ./segmenter ./corpus ./corpus/reader ./index ./api/answer ./api/eval -run 'Golden|Outlines|Questions' -update
	$(GO) test ./cmd/tiaowen -run TestMessages -update-messages

# What is published, in dist: archives, packages, the source with its modules, checksums, what is inside. Made from the last commit,
# not from the work tree. A tag that is pushed publishes them: .github/workflows/release.yml.
release:
	VERSION='$(VERSION)' packaging/release dist $(TARGETS)

# The same once more, elsewhere and without a cache of compiled packages: every file must have the same bytes. And the source
# archive builds and runs without a network.
reproduce: release
	@again=$$(mktemp -d) && cache=$$(mktemp -d) && \
	GOCACHE=$$cache VERSION='$(VERSION)' packaging/release $$again $(TARGETS) && \
	diff dist/SHA256SUMS $$again/SHA256SUMS && echo 'reproduce: two builds, same bytes' && \
	packaging/offline dist/tiaowen-*-source.tar.gz; \
	status=$$?; rm -rf $$again $$cache; exit $$status

tools:
	@.ci/tools

clean:
	rm -rf tiaowen dist
