#!/usr/bin/env bash
# A release archive for machines without a compiler: the program, stripped, its completions and man pages, the configs, and
# the licence texts of everything that is linked into it.
#
#   scripts/package.sh [--program PROGRAM] [FOLDER]
#
# Writes FOLDER/epsilon-VERSION-TARGET.tar.gz (by default, target/package) and its SHA-256 beside it, tries the unpacked program, and
# says which glibc it needs: build on the oldest system that it shall run on. Needs cargo, python3 and binutils.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib/install.sh

program=
folder=target/package
while [ $# -gt 0 ]; do
  case "$1" in
    --program) program=${2:?--program needs a program}; shift 2 ;;
    -*) echo "usage: scripts/package.sh [--program PROGRAM] [FOLDER]" >&2; exit 2 ;;
    *) folder=$1; shift ;;
  esac
done
need cargo
install_missing python3 python3
install_missing strip binutils

if [ -z "$program" ]; then
  cargo build --release --locked
  program=target/release/epsilon
fi
version=$("$program" --version | cut -d ' ' -f 2)
target=$(rustc -vV | sed -n 's/^host: //p')
name=epsilon-$version-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/$name
mkdir -p "$root/bin" "$root/completions" "$root/man"

cp "$program" "$root/bin/epsilon"
strip "$root/bin/epsilon"
for shell in bash zsh fish; do
  "$program" completions "$shell" >"$root/completions/epsilon.$shell"
done
"$program" man "$root/man"
cp -r README.md CHANGELOG.md CITATION.cff LICENSE-APACHE LICENSE-MIT configs "$root"
{
  scripts/licences.py
  printf '\nThe font in its figures:\n'
  cat crates/report/assets/*LICENSE*
} >"$root/THIRD-PARTY.txt"

mkdir -p "$folder"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -czf "$folder/$name.tar.gz" "$name"
(cd "$folder" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")

# What was packed is what is tried.
rm -r "$root"
tar -C "$work" -xzf "$folder/$name.tar.gz"
"$root/bin/epsilon" score --space nasbench201 --batch grey --batch-size 8 0 >/dev/null
glibc=$(objdump -T "$root/bin/epsilon" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)
echo "$folder/$name.tar.gz ($(du -h "$folder/$name.tar.gz" | cut -f 1)), needs ${glibc:-no glibc}"
