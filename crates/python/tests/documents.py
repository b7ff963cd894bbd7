"""Runs what documentation says of Python: the blocks of README.md and docs/python.md, each page in a process of its own,
and the notebooks.

    documents.py CHECKOUT
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat


def main(checkout: Path) -> None:
    for page in ("README.md", "docs/python.md"):
        blocks = re.findall(r"^```python\n(.*?)^```", (checkout / page).read_text(encoding="utf-8"), re.M | re.S)
        if not blocks:
            sys.exit(f"{page} has no block of Python")
        print(f"{page}: {len(blocks)} blocks of Python")
        subprocess.run([sys.executable, "-W", "error", "-c", "\n".join(blocks)], check=True)
    for path in sorted((checkout / "docs/notebooks").glob("*.ipynb")):
        print(path.name)
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()


main(Path(sys.argv[1]))
