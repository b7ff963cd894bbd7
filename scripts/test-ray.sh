#!/usr/bin/env bash
# Proves scripts/ray_shards.py on a real Ray: two workers on this machine score a small study in three shards, and the merged
# results must be those of a plain run, byte for byte.
#
#   scripts/test-ray.sh [PROGRAM]
#
# PROGRAM is target/release/epsilon by default. Installs Ray (80 MB and what it needs) into a folder of its own, which is gone at
# the end. Takes about a minute.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "${1:-target/release/epsilon}")
[ -x "$program" ] || { echo "error: $program is missing: build it with cargo build --release -p epsilon-cli" >&2; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
script=$PWD/scripts/ray_shards.py

# Its help is for those who have no Ray yet. (-I -S: without any installed package.)
python3 -I -S "$script" --help >"$folder/help"
grep -q -- '--shards' "$folder/help"

python3 -m pip install --quiet --disable-pip-version-check --no-warn-script-location --target "$folder/packages" ray==2.60.0
cat >"$folder/small.yaml" <<'YAML'
study: small
space: {name: nasbench201, image_size: 8, architectures: {sample: 300}}
batch: {kind: grey, size: 8}
proxies: [epsilon, params]
YAML

cd "$folder"
export PYTHONPATH=$folder/packages RAY_USAGE_STATS_ENABLED=0
"$program" run small.yaml --out plain >/dev/null 2>&1
# A worker for each of two CPUs, however many there are.
export RAY_OVERRIDE_RESOURCES='{"CPU": 2}'
timeout 600 python3 "$script" small.yaml --shards 3 --cpus 1 --out divided --program "$program" >merged 2>ray.log ||
  { echo "error: Ray's run ended with $?" >&2; tail -40 ray.log >&2; exit 1; }
for result in scores.csv scores.parquet summary.json; do
  cmp "plain/$result" "divided/$result"
done
ls -d divided/shards/[123]-of-3 >/dev/null
echo "Ray's three shards have the results of a plain run"
