#!/usr/bin/env bash
# Makes the figures of docs/coverage.md again: one study a benchmark, of which the plot of coverage against rank
# correlation is kept. Wants the data files that the configs name (data/README.md says where from).
#
#   scripts/figures.sh [nasbench201] [nasbench101] [nasbenchnlp]     (all of them by default)
#
# PROGRAM is the epsilon to run (target/release/epsilon by default); runs go to results/figures/.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${PROGRAM:-target/release/epsilon}

# figure NAME CONFIG LABEL: runs CONFIG and keeps its plot for LABEL as docs/figures/NAME-coverage.svg.
figure() {
  local name=$1 config=$2 label=$3 out=results/figures/$1
  rm -rf "$out"
  "$program" run "$config" --out "$out"
  cp "$out/plots/coverage-$label.svg" "docs/figures/$name-coverage.svg"
}

mkdir -p docs/figures
[ $# -gt 0 ] || set -- nasbench201 nasbench101 nasbenchnlp
for benchmark in "$@"; do
  case "$benchmark" in
    nasbench201) figure nasbench201 configs/nasbench201-comparison.yaml cifar10_test ;;
    nasbench101) figure nasbench101 configs/nasbench101-valid30001.yaml val_108 ;;
    nasbenchnlp) figure nasbenchnlp configs/nasbenchnlp-ptb.yaml test_loss ;;
    *) echo "usage: scripts/figures.sh [nasbench201] [nasbench101] [nasbenchnlp]" >&2; exit 2 ;;
  esac
done
