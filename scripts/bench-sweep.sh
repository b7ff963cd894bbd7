#!/usr/bin/env bash
# Times a sweep over a whole search space, as the user would run it, with its peak memory.
#
#   scripts/bench-sweep.sh SPACE WEIGHTS CIFAR10_FILE [BATCH_SIZE] [RUNS]
#
# for example: scripts/bench-sweep.sh nasbench201 1e-7,1 data/cifar10/data_batch_1.bin 256 3
# Prints CSV: precision, run, seconds of wall time, of user time, peak memory in MB, architectures without a score.
set -euo pipefail
cd "$(dirname "$0")/.."

space=${1:?which space: nasbench201 or nasbench101}
weights=${2:?which weights: 1e-7,1}
images=${3:?which CIFAR-10 file}
size=${4:-256}
runs=${5:-3}

cargo build --release --quiet -p epsilon-cli
echo "# $(date -u +%F), $(nproc) x $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $space, batch $size"
echo "precision,run,wall_s,user_s,peak_mb,missing"
for precision in f32 f64; do
  for run in $(seq "$runs"); do
    scores=$(mktemp)
    python3 - "$scores" target/release/epsilon score --space "$space" --weights "$weights" --precision "$precision" \
      --batch "cifar10:$images" --batch-size "$size" --archs all --format csv <<'PY' | sed "s/^/$precision,$run,/"
import resource, subprocess, sys, time
begun = time.perf_counter()
with open(sys.argv[1], "w") as scores:
    subprocess.run(sys.argv[2:], stdout=scores, stderr=subprocess.DEVNULL, check=True)
wall = time.perf_counter() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
missing = sum(line.rstrip().endswith("NaN") for line in open(sys.argv[1]))
print(f"{wall:.2f},{used.ru_utime:.2f},{used.ru_maxrss / 1024:.0f},{missing}")
PY
    rm -f "$scores"
  done
done
