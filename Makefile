# `make` alone lists what there is. The launcher ./esimctl builds the program; this file never does so in a second way.

PREFIX = /usr/local
RUNS = 10000000

program = .build/release/esimctl
bash_completions = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zsh_completions = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fish_completions = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

.PHONY: help test build install uninstall bench fuzz lint format clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1 \2/p' Makefile | while read -r name does; do printf '%-10s %s\n' "$$name" "$$does"; done

test: ## set up what is missing, run the whole test suite
	@scripts/setup.sh test
# Tests that start the release program would need it built here: a line with `./esimctl --version`.
	swift test

build: ## set up what is missing, build the release program
	@./esimctl --version

install: build ## put program and shell completions under PREFIX (/usr/local; DESTDIR for packagers)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(bash_completions)" "$(zsh_completions)" "$(fish_completions)"
	install -m 755 $(program) "$(DESTDIR)$(PREFIX)/bin/esimctl"
	$(program) --generate-completion-script bash >"$(bash_completions)/esimctl"
	$(program) --generate-completion-script zsh >"$(zsh_completions)/_esimctl"
	$(program) --generate-completion-script fish >"$(fish_completions)/esimctl.fish"

uninstall: ## take away what install put under PREFIX
	rm -f "$(DESTDIR)$(PREFIX)/bin/esimctl" "$(bash_completions)/esimctl" \
		"$(zsh_completions)/_esimctl" "$(fish_completions)/esimctl.fish"

bench: build ## measure, beside other programs where there are any
	@scripts/setup.sh bench
	scripts/bench.sh

fuzz: ## give the parsers RUNS (10000000) random inputs
	@scripts/setup.sh build
	scripts/fuzz.sh $(RUNS)

lint: ## check the layout of the Swift sources
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

format: ## lay out the Swift sources
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks

clean: ## remove everything that was built
	rm -rf .build .build-*
