#!/usr/bin/env bash
# Proves the Python package: builds the wheel, installs it into a fresh environment outside of the checkout, and there runs its
# tests, mypy, the notebook and the README's block.
#
#   scripts/test-python.sh [WHEEL]
#
# WHEEL is one that scripts/package-python.sh has built. Installs NumPy, SciPy and the like (some 150 MB) into a folder of
# its own, which is gone at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib/install.sh
install_python

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
wheel=${1:-}
if [ -z "$wheel" ]; then
  scripts/package-python.sh "$folder"
  wheel=$(ls "$folder"/epsilon_nas-*.whl)
fi
wheel=$(realpath "$wheel")
package=$PWD/crates/python
data=$PWD/data
export EPSILON_SHARED_DATA=${EPSILON_SHARED_DATA:-$PWD/../shared/data}
export PYTHONDONTWRITEBYTECODE=1 MPLBACKEND=Agg

python3 -m venv "$folder/venv"
bin=$folder/venv/bin
"$bin/pip" install --quiet --disable-pip-version-check "$wheel" \
  pytest scipy pandas polars pyarrow mypy nbclient ipykernel matplotlib

mkdir "$folder/work"
cd "$folder/work"
# The accuracies that the README and the notebook compare with.
mkdir data
if [ -d "$data/analog-nasbench" ]; then cp -r "$data/analog-nasbench" data; else "$bin/epsilon" data fetch analog-nasbench; fi

mypy=("$bin/python" -m mypy --strict --config-file "$package/pyproject.toml" --cache-dir "$folder/mypy")
"${mypy[@]}" -p epsilon_nas
MYPYPATH=$package/tests "${mypy[@]}" "$package"/tests/*.py
"$bin/python" -m pytest -q -p no:cacheprovider "$package/tests"
"$bin/python" "$package/tests/documents.py" "$package/../.."
