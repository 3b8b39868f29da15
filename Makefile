# The book's commands. `make help` lists them.
#
# Variables: MNIST_DIR=folder  use the real MNIST, whose four files are in this folder
#            THREADS=n         how many threads train a network; the results are the same
#            TORCH_PYTHON=file the Python whose PyTorch and other packages `make bench`
#                              compares with
#            EDITION=student   leave the solutions of exercises out
#            FIGURES=svg,pdf   write each figure in these forms too, linked under it
#            JOBS=n            how many chapters run side by side; the results are the same
#            PORT=n            where `make preview` is found, on this machine

.PHONY: help setup site gallery test preview bench lint clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

# Other programs run in other folders: the path is made absolute for all of them.
ifneq ($(MNIST_DIR),)
  mnist := $(shell cd "$(MNIST_DIR)" 2>/dev/null && pwd)
  ifeq ($(mnist),)
    $(error MNIST_DIR: expected a folder with MNIST's four files, found no folder "$(MNIST_DIR)")
  endif
  override MNIST_DIR := $(mnist)
  export MNIST_DIR
endif
ifneq ($(THREADS),)
  export LENET_THREADS := $(THREADS)
endif

book = .build/release/book
forms = $(if $(FIGURES), --figures "$(FIGURES)")

setup: ## Install the system's packages that are missing
	@scripts/setup

site: setup ## Build the book into output/index.html
	swift build -c release
	$(book) build$(if $(EDITION), --edition "$(EDITION)")$(forms)$(if $(JOBS), --jobs $(JOBS))

gallery: setup ## Build the manual of the figures into docs/gallery/output/index.html
	swift build -c release
	$(book) build docs/gallery$(forms)$(if $(JOBS), --jobs $(JOBS))

# Tests see what any reader sees, so they are built as the site is, and neither is built twice.
test: setup ## Run all tests
	swift test -c release --disable-testable-imports --disable-xctest

preview: setup ## Show the book in a browser and rebuild it while chapters are edited
	swift build -c release
	$(book) preview$(if $(PORT), --port $(PORT))

bench: setup ## Check the code against plain loops and other frameworks, then time it
	swift build -c release
	.build/release/Benchmarks --output .build/benchmarks
	scripts/edits

lint: setup ## Check format, spelling, and that imports go one way
	scripts/lint

clean: ## Remove what was built
	@if [ -x $(book) ]; then $(book) clean; else \
	  echo "output and .build-book stay: \`book\`, which cleans them, is not built"; fi
	rm -rf .build
