# The pinned version keeps a new release of the linter from failing an old commit.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
GORELEASER := github.com/goreleaser/goreleaser/v2@v2.15.1
CYCLONEDX := github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.9.0
BINARY := bin/authzx
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

.DEFAULT_GOAL := help
.PHONY: help build demo test race lint vuln cross bench benchmarks cover golden keys fuzz screenshots install tools dist reproducible release dist-check module-path licenses held clean

help: ## lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# As it is released: a program that is linked with libc takes a fourth longer to start.
build: ## builds bin/authzx
	CGO_ENABLED=0 go build -trimpath -o $(BINARY) .

# The built program and not `go run`, which would stand between it and the terminal's signals.
demo: build ## opens the explorer on a sample tenant, without network or account
	./$(BINARY) demo

# On a busy machine one package can take longer than the ten minutes that go allows.
# The longest come first, so that none of them is left to the end alone.
LONGEST := ./internal/views ./internal/terminal ./internal/tenant
test: ## runs all tests, and lists those skipped for a missing program
	go test -timeout 30m $(LONGEST) ./...
	@packaging/untried

# Tests of the source text and of packages have no goroutines to watch.
race: ## runs the tests with the race detector, of long walks a sample
	go test -race -timeout 30m $(LONGEST) $$(go list ./... | grep -v -e '/internal$$' -e '/packaging$$')

lint: ## checks format, vet and staticcheck, and golangci-lint if installed
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then printf 'gofmt would change:\n%s\n' "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...
	@if command -v golangci-lint >/dev/null; then golangci-lint run ./...; fi

# A check that could not be made must not pass for one that found nothing.
GOVULNDB ?= https://vuln.go.dev
vuln: ## checks the libraries in use for known vulnerabilities
	@if ! curl --silent --fail --max-time 20 --output /dev/null $(GOVULNDB)/index/db.json; then \
		echo 'not checked: the database of weaknesses at $(GOVULNDB) can not be reached; set GOVULNDB to a copy of it' >&2; exit 1; fi
	go run $(GOVULNCHECK) -db $(GOVULNDB) ./...

# What is released is built for each of them; vet knows systems apart, not processors,
# and with the same flag it takes what was compiled.
cross: ## builds for all platforms, and vets the other systems
	@for p in $(PLATFORMS); do echo "building for $$p"; \
		CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} go build -trimpath -o bin/cross/authzx-$${p%/*}-$${p#*/} . || exit 1; done
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go vet -trimpath ./...
	CGO_ENABLED=0 GOOS=darwin GOARCH=arm64 go vet -trimpath ./...

RUNS := 3
bench: build ## measures the built program from outside, beside fzf if installed (RUNS=3)
	go run ./bench -program $(BINARY) -runs $(RUNS)

benchmarks: ## runs the packages' benchmarks
	go test -run '^$$' -bench . -benchmem ./...

cover: ## shows code that no test reaches, by package; lines in bin/cover.html
	@mkdir -p bin
	go test -coverpkg=./internal/... -coverprofile=bin/cover.out ./...
	go tool cover -html=bin/cover.out -o bin/cover.html
	go tool cover -func=bin/cover.out | tail -n 1

golden: ## updates the recorded frames; read the diff before you commit it
	go test $$(git grep -lE 'x/exp/golden|Bool\("update"' -- 'internal/*_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|') -update

keys: ## writes docs/keys.md from the key table
	go test ./internal/ui -run TestTheDocumentationListsTheKeysOfTheTable -update

# One test at a time is all that the fuzzer takes.
FUZZTIME := 30s
fuzz: ## runs every fuzz test for a while (FUZZTIME=30s)
	@git grep -ho '^func Fuzz[A-Za-z0-9_]*' -- '*_test.go' | sort -u | while read -r _ name; do \
		dir=$$(dirname $$(git grep -l "^func $$name(" -- '*_test.go' | head -n 1)); \
		printf '%s in %s\n' "$$name" "$$dir"; \
		go test "./$$dir" -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) </dev/null || exit 1; \
	done

screenshots: build ## draws screenshots/ from the real program on the sandbox
	go run ./screenshots -program $(BINARY) -out screenshots

PREFIX ?= /usr/local
install: ## installs the program, its manual page and completions below PREFIX (/usr/local) in DESTDIR
	packaging/pages bin/pages
	go build -trimpath -ldflags '-s -w -buildid=' -o bin/install/authzx .
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 bin/install/authzx $(DESTDIR)$(PREFIX)/bin/authzx
	install -m 644 bin/pages/man/authzx.1.gz $(DESTDIR)$(PREFIX)/share/man/man1/authzx.1.gz
	install -m 644 bin/pages/completions/authzx.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/authzx
	install -m 644 bin/pages/completions/_authzx $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_authzx
	install -m 644 bin/pages/completions/authzx.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/authzx.fish

# Where the archives of a release will be found; the formula and the manifest name it.
DOWNLOADS ?= https://downloads.example.invalid/authzx
TOOLS := $(CURDIR)/bin/tools
tools:
	GOBIN=$(TOOLS) GOFLAGS= go install $(CYCLONEDX)
	GOBIN=$(TOOLS) GOFLAGS= go install $(GORELEASER)

dist: tools ## builds archives, packages, checksums and SBOMs of this commit in dist/
	packaging/dist $(TOOLS) $(DOWNLOADS)

release: tools ## makes a draft release of the current tag
	PATH=$(TOOLS):$$PATH GOFLAGS= goreleaser release --clean
	packaging/manifests dist $(DOWNLOADS)

reproducible: tools ## builds dist again elsewhere, and compares all checksums
	packaging/reproducible $(TOOLS) $(DOWNLOADS)

dist-check: ## unpacks what dist built, and runs it from its package
	packaging/dist-check

held: ## checks online that dependencies are current, and those held back still must be
	go test ./packaging -run 'Newest' -newest -v

licenses: ## writes LICENSES.md, the licences of everything linked
	go test ./packaging -run TestTheLicencesOfAllLibrariesAreHandedOut -update

module-path: ## changes the module path everywhere (TO=example.com/owner/authzx)
	packaging/module-path $(TO)

clean: ## removes build output
	rm -rf bin dist
