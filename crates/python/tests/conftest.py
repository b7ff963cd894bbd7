"""What the tests share. They run outside of the checkout, against the installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Callable

import pytest

Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def program() -> Program:
    """The console script of this environment."""
    script = Path(sys.executable).parent / "epsilon"

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(script), *map(str, arguments)], capture_output=True, text=True, timeout=300)

    return call


@pytest.fixture
def data() -> Path:
    """Real benchmark files."""
    folder = Path(os.environ.get("EPSILON_SHARED_DATA", "absent"))
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("EPSILON_SHARED_DATA has no real data")
        pytest.skip("no EPSILON_SHARED_DATA")
    return folder


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has an empty working directory."""
    monkeypatch.chdir(tmp_path)
