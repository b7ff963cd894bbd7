# shellcheck shell=bash
# Finding, and where that is possible installing, what a script needs. Sourced, not run.

# need PROGRAM: stops with a message where PROGRAM is missing and no package manager should be trusted with it.
need() {
  command -v "$1" >/dev/null 2>&1 && return
  echo "error: $1 is missing." >&2
  [ "$1" = cargo ] && echo "Install Rust (rustup, stable 1.95 or newer), open a new shell and run this again." >&2
  exit 1
}

# install_packages PACKAGE...: through apt, as root or with sudo.
install_packages() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "error: please install $* (this needs root): apt-get install $*" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "error: please install $* with your package manager." >&2
    exit 1
  fi
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# install_missing PROGRAM PACKAGE: installs PACKAGE where PROGRAM is not there.
install_missing() {
  command -v "$1" >/dev/null 2>&1 || install_packages "$2"
}

# install_python: Python with pip and environments, which Debian packs apart.
install_python() {
  install_missing python3 python3
  python3 -c 'import ensurepip' >/dev/null 2>&1 || install_packages python3-venv
}
