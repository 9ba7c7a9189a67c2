# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
#
# make demo        the main job on the embedded default: 15 simulated docks fly a morning peak
# make test        format lint, tidy tests and all tests, the same way as .ci/run
# make core        cores and codecs only: seconds
# make run SITE=config/luohu DATA=var
# make install PREFIX=/usr/local DESTDIR=   after make build: programs, hardware, calendars, unit and its user
# make fuzz SECONDS=60 SEED=7   strange input at every codec, in child processes
# make mutants     puts deliberate bugs into a copy and counts which the checkers see (hours)
# make simulate    SEEDS=1000 HOURS=2: flies that many made-up worlds from FIRST on, or SITE_DAYS=10 days of SITE
# make crash-test  kills roostd again and again during a demo flight and counts what was lost or doubled

SITE ?= config/luohu
DATA ?= var
SPEED ?= 30
STAY ?= 0
PREFIX ?= /usr/local
DESTDIR ?=
SECONDS ?= 60
WORKERS ?= 1
SEEDS ?= 1000
FIRST ?= 1
HOURS ?= 2
FAULTS ?= heavy
SITE_DAYS ?= 0
BUILD = .build/release

.PHONY: deps build install test core demo run format lint fuzz mutants simulate crash-test protocol-check

deps:
	@sh Tests/Scripts/deps.sh

build: deps
	swift build -c release --product roostd
	swift build -c release --product docksim
	swift build -c release --product roost

lint:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

format:
	swift format format --in-place --recursive --parallel Sources Tests Package.swift

core:
	ROOST_CORE_ONLY=1 swift test --scratch-path .build-core

# One target after the other: real brokers, real files and seeded worlds do not wait for one another's cores.
test: deps lint
	swift build --build-tests
	@for target in $$(ls Tests | grep 'Tests$$'); do \
		echo "== $$target"; \
		swift test --skip-build --filter "$$target" || exit 1; \
	done

demo: build
	@SPEED=$(SPEED) STAY=$(STAY) BUILD=$(BUILD) sh Tests/Scripts/demo.sh

run: build
	$(BUILD)/roostd run $(SITE) --data $(DATA)

# Copies what `make build` made; roostd finds share/roost beside its own bin. Nothing is started, no user made.
install:
	@test -x $(BUILD)/roostd -a -x $(BUILD)/roost || { echo "make build first"; exit 1; }
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/roost/calendars
	install -m 755 $(BUILD)/roostd $(BUILD)/roost $(DESTDIR)$(PREFIX)/bin
	install -m 644 config/calendars/*.tsv $(DESTDIR)$(PREFIX)/share/roost/calendars
	@for folder in hardware hardware/docks hardware/aircraft; do \
		install -d $(DESTDIR)$(PREFIX)/share/roost/$$folder; \
		find $$folder -maxdepth 1 -type f -exec install -m 644 {} $(DESTDIR)$(PREFIX)/share/roost/$$folder \; ; \
	done
	install -d $(DESTDIR)$(PREFIX)/share/doc/roost
	install -m 644 README.md CHANGELOG.md docs/*.md $(DESTDIR)$(PREFIX)/share/doc/roost
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/lib/sysusers.d
	sed 's|/usr/bin/roost|$(PREFIX)/bin/roost|; s|/usr/share/|$(PREFIX)/share/|' config/roost.service \
		> $(DESTDIR)$(PREFIX)/lib/systemd/system/roost.service
	chmod 644 $(DESTDIR)$(PREFIX)/lib/systemd/system/roost.service
	install -m 644 config/roost.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/roost.conf

# Only the cores are built, in a folder of their own.
fuzz: deps
	ROOST_CORE_ONLY=1 ROOST_ONLY=roost-fuzz \
		swift build -c release --product roost-fuzz --scratch-path .build-fuzz
	.build-fuzz/release/roost-fuzz --seconds $(SECONDS) --workers $(WORKERS) \
		$(if $(SEED),--seed $(SEED)) $(if $(SURFACE),--surface $(SURFACE))

mutants: deps
	python3 Tests/Scripts/mutants.py $(MUTANTS)

# Seeded worlds in memory; a failure prints its seed and the command that shows it again.
simulate:
	swift build -c release --product docksim
	$(BUILD)/docksim simulate --seed $(FIRST) --count $(SEEDS) --hours $(HOURS) --faults $(FAULTS) --sparse
	@if [ $(SITE_DAYS) -gt 0 ]; then \
		$(BUILD)/docksim simulate --site $(SITE) --seed $(FIRST) --count $(SITE_DAYS) --hours 24 --faults $(FAULTS); \
	fi

crash-test: build
	@BUILD=$(BUILD) python3 Tests/Scripts/crash_test.py

protocol-check: build
	$(BUILD)/roostd protocol check --manifest ../shared/dji-cloud-api/examples/manifest.tsv \
		../shared/dji-cloud-api/examples
