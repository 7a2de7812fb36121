# The pinned version keeps a new release of the linter from failing an old commit.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
BINARY := bin/authzx

.DEFAULT_GOAL := help
.PHONY: help build demo test race lint bench screenshots clean

help: ## lists the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## builds bin/authzx
	go build -trimpath -o $(BINARY) .

# The built program and not `go run`, which would stand between it and the terminal's signals.
demo: build ## opens the explorer on a sample tenant, without network or account
	./$(BINARY) demo

test: ## runs all tests
	go test ./...

race: ## runs all tests with the race detector
	go test -race ./...

lint: ## checks format, vet and staticcheck
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then printf 'gofmt would change:\n%s\n' "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...

bench: ## runs the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

screenshots: build ## draws screenshots/ from the real program on the sandbox
	go run ./screenshots -program $(BINARY) -out screenshots

clean: ## removes what was built
	rm -rf bin
