#!/usr/bin/env bash
# Makes the figures of docs/coverage.md again: one study a benchmark, of which the plot of coverage against rank
# correlation is kept. The study is the command below the figure, so the tables that it names have to be in data/
# (docs/reproduction.md says which they are).
#
#   scripts/figures.sh [nasbench201] [nasbench101] [nasbenchnlp]     (all of them by default)
#
# PROGRAM is the epsilon to run (target/release/epsilon by default); runs go to results/figures/.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${PROGRAM:-target/release/epsilon}

# figure NAME LABEL: runs the command below NAME's figure and keeps its plot for LABEL as docs/figures/NAME-coverage.svg.
figure() {
  local name=$1 label=$2 out=results/figures/$1 command
  command=$(awk -v figure="figures/$name-coverage.svg" '
    index($0, figure) { below = 1 }
    below && /^```$/ { exit }
    inside
    below && /^```sh$/ { inside = 1 }' docs/coverage.md)
  rm -rf "$out"
  # The shell takes the quotes of --set away.
  eval "'$program' ${command#epsilon} --out '$out'"
  cp "$out/plots/coverage-$label.svg" "docs/figures/$name-coverage.svg"
}

mkdir -p docs/figures
[ $# -gt 0 ] || set -- nasbench201 nasbench101 nasbenchnlp
for benchmark in "$@"; do
  case "$benchmark" in
    nasbench201) figure nasbench201 cifar10_test ;;
    nasbench101) figure nasbench101 val_108 ;;
    nasbenchnlp) figure nasbenchnlp test_loss ;;
    *) echo "usage: scripts/figures.sh [nasbench201] [nasbench101] [nasbenchnlp]" >&2; exit 2 ;;
  esac
done
