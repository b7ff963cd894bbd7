#!/usr/bin/env python3
"""Draws the workspace's crates and who uses whom, from what cargo says, as docs/figures/crates.svg.

    scripts/crate-graph.py            writes the drawing
    scripts/crate-graph.py --check    ends with 1 if the committed drawing is not current

A crate stands in the row above all crates that it uses. An arrow that others imply is left out.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs/figures/crates.svg"
WIDTH, BOX, ROW, MARGIN = 900, (104, 30), 74, 16


def workspace():
    """For each crate the crates of the workspace that it uses, without those for tests."""
    command = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    packages = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)["packages"]
    # The program's package is called otherwise than its folder.
    folder = {package["name"]: pathlib.Path(package["manifest_path"]).parent.name for package in packages}
    return {
        folder[package["name"]]: sorted(
            {
                folder[dependency["name"]]
                for dependency in package["dependencies"]
                if dependency["name"] in folder and dependency["kind"] is None
            }
        )
        for package in packages
    }


def reachable(uses, start):
    found, left = set(), list(uses[start])
    while left:
        crate = left.pop()
        if crate not in found:
            found.add(crate)
            left += uses[crate]
    return found


def levels(uses):
    level = {}

    def of(crate):
        if crate not in level:
            level[crate] = 1 + max((of(used) for used in uses[crate]), default=-1)
        return level[crate]

    for crate in uses:
        of(crate)
    return level


def place(uses, level):
    """The centre of each box. Boxes of a row are ordered by the mean place of what they use."""
    rows = [sorted(crate for crate in uses if level[crate] == row) for row in range(max(level.values()) + 1)]
    x = {}
    for row in rows:
        row.sort(key=lambda crate: (sum(x[used] for used in uses[crate]) / max(len(uses[crate]), 1), crate))
        step = (WIDTH - 2 * MARGIN) / len(row)
        for position, crate in enumerate(row):
            x[crate] = MARGIN + step * (position + 0.5)
    height = 2 * MARGIN + BOX[1] + ROW * (len(rows) - 1)
    return {crate: (x[crate], height - MARGIN - BOX[1] / 2 - ROW * level[crate]) for crate in uses}, height


def draw(uses):
    centre, height = place(uses, levels(uses))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'role="img" aria-label="The crates and who uses whom">',
        "<style>rect{fill:#fff;stroke:#345}text{font:13px sans-serif;fill:#123;text-anchor:middle}"
        "path{fill:none;stroke:#89a;stroke-width:1.2}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" style="fill:#89a;stroke:none"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{height}" style="stroke:none"/>',
    ]
    for crate in sorted(uses):
        implied = set().union(*(reachable(uses, used) for used in uses[crate]), set())
        for used in uses[crate]:
            if used in implied:
                continue
            (x1, y1), (x2, y2) = centre[crate], centre[used]
            y1, y2 = y1 + BOX[1] / 2, y2 - BOX[1] / 2 - 2
            bend = (y1 + y2) / 2
            lines.append(f'<path d="M{x1:.0f} {y1:.0f}C{x1:.0f} {bend:.0f} {x2:.0f} {bend:.0f} {x2:.0f} {y2:.0f}" marker-end="url(#tip)"/>')
    for crate in sorted(uses):
        x, y = centre[crate]
        lines.append(f'<rect x="{x - BOX[0] / 2:.0f}" y="{y - BOX[1] / 2:.0f}" width="{BOX[0]}" height="{BOX[1]}" rx="5"/>')
        lines.append(f'<text x="{x:.0f}" y="{y + 4.5:.0f}">{crate}</text>')
    return "\n".join([*lines, "</svg>", ""])


def main():
    picture = draw(workspace())
    if sys.argv[1:] == ["--check"]:
        if not PICTURE.exists() or PICTURE.read_text() != picture:
            sys.exit(f"{PICTURE.relative_to(ROOT)} is not current: run scripts/crate-graph.py")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        PICTURE.write_text(picture)


if __name__ == "__main__":
    main()
