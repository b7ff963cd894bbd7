#!/usr/bin/env bash
# The Python package as a wheel, for CPython 3.9 and later: module and program in one file that needs no compiler.
#
#   scripts/package-python.sh [FOLDER]
#
# Writes FOLDER/epsilon_nas-VERSION-cp39-abi3-PLATFORM.whl (by default, target/package); the platform says which glibc it needs:
# build on the oldest system that it shall run on. Needs cargo and python3; brings maturin into a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib/install.sh

case ${1:-} in -*) echo "usage: scripts/package-python.sh [FOLDER]" >&2; exit 2 ;; esac
folder=$(realpath -m "${1:-target/package}")
need cargo
install_python

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check 'maturin>=1.9.4,<2'
rm -f "$folder"/epsilon_nas-*.whl
"$tools/bin/maturin" build --quiet --release --manifest-path crates/python/Cargo.toml --out "$folder"
ls "$folder"/epsilon_nas-*.whl
