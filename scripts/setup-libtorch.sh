#!/usr/bin/env bash
# Sets up the libtorch that crates/torch builds against: CPU only, Linux on x86-64, no CUDA toolkit needed.
#
#     scripts/setup-libtorch.sh [--force]
#
# Fetches three pinned wheels with pip (540 MB; pip compares their SHA-256), unpacks what is needed into
# third_party/libtorch (490 MB) and writes .cargo/libtorch.toml, through which cargo finds it. Both are
# ignored by git. Does nothing when the pinned version is there already; --force does it again.
#
# Elsewhere: set LIBTORCH to a libtorch of the same version (with CUDA, if wanted), or build the program
# with `--features epsilon-cli/download-libtorch`, the crate with `--features torch/download-libtorch`.
set -euo pipefail

readonly version=2.13.0
# The stamp names the layout too, so that a change of this script sets up anew.
readonly stamp="$version layout 1"

force=no
for argument in "$@"; do
    case $argument in
    --force) force=yes ;;
    -h | --help)
        sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
        exit 0
        ;;
    *)
        echo "setup-libtorch: unknown argument '$argument' (known: --force)" >&2
        exit 2
        ;;
    esac
done

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
readonly target=$root/third_party/libtorch
readonly config=$root/.cargo/libtorch.toml

# Written last, so that an interrupted run never looks like a finished one.
write_config() {
    mkdir -p "$root/.cargo"
    cat >"$config" <<'TOML'
# Written by scripts/setup-libtorch.sh.
[env]
LIBTORCH = { value = "third_party/libtorch", relative = true }
TOML
}

if [[ $force == no && -f $target/.stamp && $(<"$target/.stamp") == "$stamp" ]]; then
    write_config
    echo "setup-libtorch: libtorch $version is in third_party/libtorch already" >&2
    exit 0
fi

if [[ $(uname -s) != Linux || $(uname -m) != x86_64 ]]; then
    echo "setup-libtorch: pinned for Linux on x86_64, this is $(uname -s) on $(uname -m):" \
        "set LIBTORCH to a libtorch $version, or build with --features torch/download-libtorch" >&2
    exit 1
fi
if ! python3 -m pip --version >/dev/null 2>&1; then
    echo "setup-libtorch: needs python3 with pip (only to fetch and unpack; nothing is installed)" >&2
    exit 1
fi

# On the same file system as the target, so that the last step is a rename.
mkdir -p "$root/third_party"
work=$(mktemp -d "$root/third_party/.setup.XXXXXX")
readonly work
trap 'rm -rf "$work"' EXIT

cat >"$work/wheels.txt" <<'WHEELS'
torch==2.13.0 --hash=sha256:60fcdcb2f3876e21146cb4524ef06397d727ca9ad5f020818547e25075fe3cb7
nvidia-cuda-runtime==13.0.96 --hash=sha256:7f82250d7782aa23b6cfe765ecc7db554bd3c2870c43f3d1821f1d18aebf0548
nvidia-cuda-cupti==13.0.85 --hash=sha256:4eb01c08e859bf924d222250d2e8f8b8ff6d3db4721288cf35d14252a4d933c8
WHEELS

echo "setup-libtorch: fetching libtorch $version (540 MB)" >&2
# Which interpreter runs pip must not matter: the wheel that the hash belongs to is named in full.
python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary=:all: --implementation cp --python-version 3.11 --abi cp311 --abi none \
    --platform manylinux_2_28_x86_64 --platform manylinux_2_25_x86_64 --platform manylinux2014_x86_64 \
    --requirement "$work/wheels.txt" --dest "$work/wheels" >&2

# The folders stay as they are in the wheels: libtorch_cpu.so finds the two CUDA libraries, which it wants
# even where there is no GPU, by a path relative to itself.
python3 - "$work" <<'PYTHON'
import pathlib, re, sys, zipfile

work = pathlib.Path(sys.argv[1])
wanted = re.compile(
    r"torch/include/.+"
    r"|torch/lib/(libtorch_cpu\.so|libc10\.so|libgomp[^/]*\.so[^/]*)"
    r"|nvidia/cu13/lib/(libcudart\.so\.13|libcupti\.so\.13)"
)
for wheel in sorted((work / "wheels").glob("*.whl")):
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if wanted.fullmatch(name) and not name.endswith("/")]
        archive.extractall(work / "unpacked", names)
PYTHON
rm -rf "$work/wheels"

for library in torch/lib/libtorch_cpu.so torch/lib/libc10.so torch/lib/libgomp.so.1 \
    nvidia/cu13/lib/libcudart.so.13 nvidia/cu13/lib/libcupti.so.13; do
    if [[ ! -f $work/unpacked/$library ]]; then
        echo "setup-libtorch: the wheels hold no $library, the pinned versions do not fit together" >&2
        exit 1
    fi
done

# The real libtorch.so pulls in the CUDA half; a linker script in its place leaves it out.
echo 'INPUT(libtorch_cpu.so libc10.so)' >"$work/unpacked/torch/lib/libtorch.so"
# `-lgomp` needs the name without a version.
ln -s libgomp.so.1 "$work/unpacked/torch/lib/libgomp.so"
echo "$version" >"$work/unpacked/torch/build-version"

# LIBTORCH is the folder that holds include/ and lib/.
ln -s torch/include torch/lib torch/build-version "$work/unpacked/"
echo "$stamp" >"$work/unpacked/.stamp"

rm -rf "$target"
mv "$work/unpacked" "$target"
write_config
echo "setup-libtorch: libtorch $version is in third_party/libtorch; cargo finds it by .cargo/libtorch.toml" >&2
