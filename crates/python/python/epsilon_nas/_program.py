"""The `epsilon` program."""

from __future__ import annotations

import os
import signal
import sys

from . import _native


def main() -> None:
    """Does what the command line says, and ends with the program's exit code."""
    # The program has handlers of its own, in the commands that can be resumed.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.program(sys.argv, os.path.abspath(sys.argv[0])))
