#!/usr/bin/env bash
# Checks that the program, with and without libtorch, and the Python package take every crate with the features that the tests
# take it with: then all share what is compiled in target/release, and polars, most of the build, is compiled once.
#
#   scripts/same-features.sh
#
# Prints the crates that differ, with the features as the program or the package has them. State what is lacking in
# crates/table/Cargo.toml.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$(rustc -vV | sed -n 's/^host: //p')
features() {
  cargo tree --locked --target "$target" --prefix none --format '{p} {f}' "$@" |
    sed 's/ (\*)//; s/ (proc-macro)//' | sort -u
}
tests=$(features --edges normal,build,dev --workspace --exclude torch)
for package in epsilon-cli epsilon-python; do
  others=$(comm -13 <(echo "$tests") <(features --edges normal,build --package "$package"))
  if [ -n "$others" ]; then
    printf 'error: %s has other features than the tests:\n%s\n' "$package" "$others" >&2
    exit 1
  fi
done

# Our own crates have a feature for libtorch, and libtorch's bindings bring crates of their own.
torch=$(features --edges normal --workspace --features epsilon-cli/torch)
others=$(comm -13 <(echo "$tests") <(echo "$torch") |
  awk 'NR == FNR { known[$1 $2]; next } $1 $2 in known && !/\(\// ' <(echo "$tests") -)
if [ -n "$others" ]; then
  printf 'error: the program with libtorch has other features than the tests:\n%s\n' "$others" >&2
  exit 1
fi
