# Two commands do everything on a fresh Debian 12 with Swift: `make sample` and `make test`.

SHELL := /bin/bash
.DEFAULT_GOAL := sample

# What the build needs, and what the tests and checks need besides.
BUILD_PACKAGES := pkg-config libcairo2-dev libpango1.0-dev libharfbuzz-dev libfontconfig-dev \
  librsvg2-dev libzint-dev libqpdf-dev libvips-dev liblcms2-dev libicu-dev \
  nettle-dev libturbojpeg0-dev libfreetype-dev zlib1g-dev libsqlite3-dev libsodium-dev libcups2-dev \
  libcurl4-openssl-dev
TEST_PACKAGES := poppler-utils qpdf ghostscript fonts-noto-cjk fonts-dejavu-core imagemagick python3 \
  curl python3-jsonschema python3-yaml python3-prometheus-client python3-venv hyphen-en-us \
  chromium chromium-driver python3-selenium \
  cups cups-client cups-ipp-utils dbus libxml2-utils openssh-client openssh-server \
  slurmctld slurmd slurm-client munge iproute2 util-linux

FORME := .build/release/forme
ISSUES := Samples/gewu/0512 Samples/gewu/0513 Samples/gewu/0514 Samples/gewu/0517 Samples/gewu/broadsheet

.PHONY: sample proof test bench bench-press docs clean build packages-build packages-test lint

## sample: render the sample issues to print-ready PDF in out/
sample: build
	$(FORME) press $(ISSUES) -o out

## proof: the sample's pages as PNG with the grid and the slots laid over, in proof/
proof: build
	$(FORME) proof Samples/gewu/0512 --overlay slots,diagnostics -o proof

build: packages-build
	swift build -c release --product forme

## test: lint, build without a warning, run all tests
#
# As many tests at once as there are cores. Those that start a browser, a cluster, a plant, or kill
# what they started have the machine to themselves, one after another: what they wait for comes in
# time then.
ALONE := (Browser|Kill|LiveIssue|Slurm|ObjectStore|FetchedInput|Watch|WatchFault|PressRun|PlateUnit|SFTP|Printer|\.Figure)Tests
test: packages-test lint
	swift build --build-tests
	swift test --skip-build --skip '$(ALONE)' --experimental-maximum-parallelization-width $$(nproc)
	swift test --skip-build --filter '$(ALONE)' --no-parallel

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

## bench: pages a second, time of each phase, peak memory, file size; an edit at the proof desk
bench: packages-test
	swift build -c release --product Benchmarks
	swift build -c release --product forme
	.build/release/Benchmarks
	/usr/bin/python3 Tests/ProofingTests/Browser/drive.py $(FORME) --figures --edits 25

## bench-press: press runs: two cores against one, and 500 editions
bench-press: build
	Tests/press-bench.sh

## docs: the documentation as web pages in .build/docs; a dead link fails
docs: packages-build
	.ci/docs

clean:
	rm -rf .build out proof

packages-build:
	@.ci/packages $(BUILD_PACKAGES)

packages-test:
	@.ci/packages $(BUILD_PACKAGES) $(TEST_PACKAGES)
	@.ci/python
