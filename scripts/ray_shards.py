#!/usr/bin/env python3
"""Runs a study in shards as Ray tasks, and merges them: for those who have a Ray cluster rather than Slurm.

    pip install ray
    python3 scripts/ray_shards.py CONFIG --shards 64 [--cpus 2] [--out RUN] [--program epsilon] [--set KEY=VALUE ...]

The working folder, with the data and the results, must be on a file system that all nodes see. A shard whose node
dies is begun again by Ray and continues from what is stored; so does every shard when this script is started again.
"""

import argparse
import os
import re
import subprocess
import sys


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("config", help="of `epsilon run`, `ablate` or `search`")
    parser.add_argument("--shards", type=int, required=True, help="how many tasks")
    parser.add_argument("--cpus", type=int, default=2, help="CPUs, and threads, of each task (default: 2)")
    parser.add_argument("--out", help="the run's folder (default: results/STUDY/N-shards)")
    parser.add_argument("--program", default="epsilon", help="default: epsilon on the PATH")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="lay a setting over the config")
    given = parser.parse_args()
    # After the arguments, so that --help needs no Ray.
    try:
        import ray
    except ImportError:
        parser.error("Ray is not installed: pip install ray")

    settings = [word for setting in given.set for word in ("--set", setting)]
    out = ["--out", given.out] if given.out else []
    folder = os.getcwd()
    check = [given.program, "config", "check", given.config, *settings]
    checked = subprocess.run(check, stdout=subprocess.PIPE, text=True)
    if checked.returncode != 0:
        return checked.returncode
    command = re.search(r"^ *command +epsilon (\w+)$", checked.stdout, re.MULTILINE)[1]

    @ray.remote(num_cpus=given.cpus, max_retries=3)
    def score(index: int) -> int:
        shard = ["--shard", f"{index}/{given.shards}", "--resume", "--threads", str(given.cpus)]
        words = [given.program, command, given.config, *settings, *out, *shard]
        return subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL).returncode

    ray.init(log_to_driver=True)
    codes = ray.get([score.remote(index) for index in range(1, given.shards + 1)])
    # 5: some architectures failed, which the merge counts and reports.
    bad = [(index, code) for index, code in enumerate(codes, start=1) if code not in (0, 5)]
    for index, code in bad:
        print(f"shard {index}/{given.shards} ended with exit code {code}: start this again", file=sys.stderr)
    if bad:
        # One that was killed has a negative code.
        return next((code for _, code in bad if code > 0), 1)
    parts = [given.out] if given.out else []
    return subprocess.run([given.program, "merge", given.config, *settings, *parts]).returncode


if __name__ == "__main__":
    sys.exit(main())
