#!/usr/bin/env bash
# From a fresh clone to the correlation table and the report: builds, fetches labels, scores NAS-Bench-201.
#
#   scripts/quickstart.sh [--sample N] [--out FOLDER] [--program FILE]
#
# --sample N scores N architectures instead of all 15,625; --out is the run's folder (results/quickstart/TIME by
# default); --program runs a program that is built already.
# Needs cargo; touches nothing outside this folder but cargo's caches.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/lib/install.sh

run=()
program=
while [ $# -gt 0 ]; do
  case "$1" in
    --sample) run+=(--set "space.architectures={sample: ${2:?--sample needs a number}}"); shift 2 ;;
    --out) run+=(--out "${2:?--out needs a folder}"); shift 2 ;;
    --program) program=${2:?--program needs a file}; shift 2 ;;
    -h | --help) echo "usage: scripts/quickstart.sh [--sample N] [--out FOLDER] [--program FILE]"; exit ;;
    *) echo "usage: scripts/quickstart.sh [--sample N] [--out FOLDER] [--program FILE]" >&2; exit 2 ;;
  esac
done

if [ -z "$program" ]; then
  need cargo
  echo "Building (some minutes the first time) ..." >&2
  cargo build --release
  program=target/release/epsilon
fi
"$program" data fetch analog-nasbench
"$program" run configs/quickstart.yaml "${run[@]}"
