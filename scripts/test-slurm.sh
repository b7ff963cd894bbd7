#!/usr/bin/env bash
# Proves `epsilon slurm` on a real Slurm: starts munge, a controller and a node daemon on the loopback interface, submits
# a small study in three shards, stops one of them in its middle as a time limit would, and waits until it has gone back
# into the queue, has continued, and all are merged. The results must be those of a plain run, byte for byte.
#
#   scripts/test-slurm.sh [PROGRAM]
#
# PROGRAM is target/release/epsilon by default. Takes about a minute, and two at most once the packages (slurm-wlm and
# munge) are there. Needs root or sudo; where neither is to be had it says so and skips, except with CI set. Everything it
# starts and writes is gone at its end.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib/install.sh

program=$(realpath "${1:-target/release/epsilon}")
[ -x "$program" ] || { echo "error: $program is missing: build it with cargo build --release -p epsilon-cli" >&2; exit 1; }

skip() {
  if [ -n "${CI:-}" ]; then echo "error: $*" >&2; exit 1; fi
  echo "skipped: $*"
  exit 0
}

if [ "$(id -u)" -ne 0 ]; then
  sudo -n true 2>/dev/null || skip "Slurm's daemons need root, and there is no sudo without a password"
  exec sudo -n --preserve-env=CI,PATH bash "$PWD/scripts/test-slurm.sh" "$program"
fi
for wanted in slurmctld:slurm-wlm slurmd:slurm-wlm munged:munge; do
  command -v "${wanted%%:*}" >/dev/null 2>&1 && continue
  command -v apt-get >/dev/null 2>&1 || skip "${wanted%%:*} is missing, and there is no apt-get to install it"
  install_packages slurm-wlm munge
done

folder=$(mktemp -d)
# Set before anything can fail: what cleans up must never talk to a cluster that this machine belongs to.
export SLURM_CONF=$folder/slurm.conf
daemons=()
finish() {
  code=$?
  trap - EXIT
  if [ "$code" -ne 0 ]; then
    echo "-- what the daemons and jobs said" >&2
    tail -n 15 "$folder"/[ms]*.log "$folder"/study/run/slurm/*.log >&2 2>/dev/null || true
  fi
  scancel --quiet --user root 2>/dev/null || true
  # The last one started is the first to go.
  for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do
    kill "${daemons[i]}" 2>/dev/null || true
    wait "${daemons[i]}" 2>/dev/null || true
  done
  rm -rf "$folder"
  exit "$code"
}
trap finish EXIT

# until_true SECONDS WHAT COMMAND...: waits until COMMAND succeeds.
until_true() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    if [ "$SECONDS" -ge "$end" ]; then echo "error: $what did not come about in time" >&2; exit 1; fi
    sleep 0.1
  done
}

host=$(hostname -s)
port=$((20000 + RANDOM % 20000))
mkdir "$folder/state" "$folder/spool" "$folder/study"
# A task that was put back waits for as long as a credential lives; two minutes by default, five seconds at least.
cat >"$SLURM_CONF" <<CONF
ClusterName=epsilon-test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket,cred_expire=5
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=60 State=UP
CONF
# No job is to be put into a control group, which a container may not let one make. Before release 23 that cannot be
# said; the plugin for version 1 does not touch any as long as nothing asks for it.
version=$(slurmd -V | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
if [ "$version" -ge 23 ]; then plugin=disabled; else plugin=cgroup/v1; fi
echo "CgroupPlugin=$plugin" >"$folder/cgroup.conf"

dd if=/dev/urandom of="$folder/munge.key" bs=128 count=1 status=none
chmod 400 "$folder/munge.key"
munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
  --pid-file="$folder/munge.pid" --log-file="$folder/munge.log" --seed-file="$folder/munge.seed" \
  >"$folder/munged.log" 2>&1 &
daemons+=($!)
until_true 10 "munge's socket" test -S "$folder/munge.socket"
slurmctld -D >"$folder/slurmctld.out.log" 2>&1 &
daemons+=($!)
slurmd -D >"$folder/slurmd.out.log" 2>&1 &
daemons+=($!)
node_is_idle() { [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ]; }
until_true 30 "an idle node" node_is_idle
begun=$SECONDS

cd "$folder/study"
cat >study.yaml <<'STUDY'
study: slurm-test
space: {name: nasbench201, architectures: {sample: 5000}}
batch: {kind: grey, size: 64}
proxies:
  - epsilon: {precision: f32}
  - epsilon: {precision: f64}
  - params
STUDY
"$program" slurm study.yaml --shards 3 --cpus 1 --time 10 --out run --submit
if command -v shellcheck >/dev/null 2>&1; then shellcheck run/slurm/*.sh; fi

# Jobs are numbered from 1, and an array comes before what depends on it.
array=$(squeue --noheader --array --format=%F | sort -n | head -n 1)
store=run/shards/1-of-3/scores.store
has_scores() { [ "$(stat -c %s "$store" 2>/dev/null || echo 0)" -gt 10000 ]; }
until_true 60 "a score of the first shard" has_scores
# As a time limit would: to the script alone.
scancel --signal=TERM --batch "${array}_1"
was_put_back() { [[ "$(scontrol show job "${array}_1" 2>/dev/null)" == *Restarts=1* ]]; }
until_true 20 "the stopped shard in the queue again" was_put_back
stored=$(stat -c %s "$store")

jobs_are_done() { [ -z "$(squeue --noheader 2>/dev/null)" ]; }
until_true $((120 - SECONDS + begun)) "the end of all jobs" jobs_are_done

grep -q "^interrupted with .* functions left" run/slurm/shard-1.log
grep -q " [1-9][0-9]* done before$" run/slurm/shard-1.log
[ "$(stat -c %s "$store")" -gt "$stored" ]
"$program" run study.yaml --out plain >/dev/null 2>&1
for name in config.yaml scores.csv scores.parquet correlations.csv summary.json report.html; do
  cmp "run/$name" "plain/$name"
done
echo "slurm $(slurmd -V | sed 's/^[^0-9]*//'): three shards, one of them stopped and continued, are the plain run ($((SECONDS - begun)) s)"
