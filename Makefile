# `make` alone lists what there is. The launcher ./esimctl builds the program; this file never does so in a second way.

PREFIX = /usr/local
RUNS = 10000000
SEEDS = 10000
SECONDS = 600

program = .build/release/esimctl
system = $(shell uname -s | tr A-Z a-z)-$(shell uname -m)
bash_completions = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zsh_completions = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fish_completions = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
man_pages = $(DESTDIR)$(PREFIX)/share/man/man1

.PHONY: help test kill-test build dist rules man install uninstall bench batch-check fuzz simulate lint format clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1 \2/p' Makefile | while read -r name does; do printf '%-12s %s\n' "$$name" "$$does"; done

test: ## set up what is missing, run the whole test suite
	@scripts/setup.sh test
	swift test

kill-test: ## kill a process that sells and renews a thousand times, and compare the books
	KILLS=$(or $(KILLS),1000) swift test --filter 'A process that is killed'

build: ## set up what is missing, build the release program
	@./esimctl --version

dist: build ## put the program, stripped, and its SHA-256 into .build-dist
	mkdir -p .build-dist
	cp $(program) .build-dist/esimctl-$(system)
	strip .build-dist/esimctl-$(system) 2>/dev/null || true
	cd .build-dist && (sha256sum esimctl-$(system) || shasum -a 256 esimctl-$(system)) >esimctl-$(system).sha256
	@cat .build-dist/esimctl-$(system).sha256

rules: build ## write the pages of the rules into Docs/Rules
	mkdir -p Docs/Rules
	$(program) rule-pages Docs/Rules

man: .build-man/pages/esimctl.1 ## make the man pages, out of the help texts

# In a build folder of its own: the plugin builds the program with other flags than the launcher.
.build-man/pages/esimctl.1: Package.swift $(shell find Sources/esimctl Sources/QRRendering -name '*.swift')
	@scripts/setup.sh build
	mkdir -p .build-man/pages
	swift package --scratch-path .build-man --allow-writing-to-directory .build-man/pages \
		generate-manual --multi-page --output-directory .build-man/pages
	rm -f .build-man/pages/esimctl.rule-pages.1 # a hidden command
	touch $@

install: build man ## put program, man pages and completions under PREFIX (/usr/local; DESTDIR for packagers)
	install -d "$(man_pages)" "$(DESTDIR)$(PREFIX)/bin" "$(bash_completions)" "$(zsh_completions)" "$(fish_completions)"
	install -m 755 $(program) "$(DESTDIR)$(PREFIX)/bin/esimctl"
	install -m 644 .build-man/pages/*.1 "$(man_pages)"
	$(program) --generate-completion-script bash >"$(bash_completions)/esimctl"
	$(program) --generate-completion-script zsh >"$(zsh_completions)/_esimctl"
	$(program) --generate-completion-script fish >"$(fish_completions)/esimctl.fish"

uninstall: ## take away what install put under PREFIX
	rm -f "$(DESTDIR)$(PREFIX)/bin/esimctl" "$(bash_completions)/esimctl" \
		"$(zsh_completions)/_esimctl" "$(fish_completions)/esimctl.fish" \
		"$(man_pages)"/esimctl.1 "$(man_pages)"/esimctl.*.1

bench: build ## measure, beside other programs where there are any
	@scripts/setup.sh bench
	scripts/bench.sh

batch-check: build ## draw 10,000 codes and every length, level and scale, and read all of them back
	@scripts/setup.sh test
	scripts/batch-check.sh

fuzz: ## give each parser RUNS (10000000) random inputs, or as many as it takes in SECONDS (600)
	@scripts/setup.sh build
	scripts/fuzz.sh $(RUNS) $(SECONDS)

simulate: ## let everything happen to renewals that can, in SEEDS (10000) runs
	@scripts/setup.sh build
	swift build -c release --scratch-path .build-simulate --product RenewalSimulator
	.build-simulate/release/RenewalSimulator $(SEEDS)

lint: ## check the layout of the Swift sources
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

format: ## lay out the Swift sources
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks

clean: ## remove everything that was built
	rm -rf .build .build-*
