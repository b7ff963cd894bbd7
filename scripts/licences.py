#!/usr/bin/env python3
"""Prints name, version, licence and licence texts of every crate that is linked into the program.

    scripts/licences.py >THIRD-PARTY.txt

Ends with 1 if the licence of one of them is not known.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = ("license", "licence", "copying", "notice", "unlicense", "copyright")


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def linked():
    """Names and versions of what `cargo build` of the program links, this workspace left out."""
    tree = cargo("tree", "--package", "epsilon-cli", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--locked")
    lines = {line.split(" (")[0] for line in tree.splitlines() if line and "(/" not in line}
    return sorted(tuple(line.split(" v")) for line in lines)


def main():
    metadata = json.loads(cargo("metadata", "--format-version", "1", "--locked"))
    packages = {(package["name"], package["version"]): package for package in metadata["packages"]}
    unwritten, texts = [], {}
    for key in linked():
        package = packages[key]
        folder = pathlib.Path(package["manifest_path"]).parent
        # C sources that a crate brings along lie in a folder of their own.
        paths = [*folder.iterdir(), *(folder.glob("*/*") if key[0].endswith("-sys") else [])]
        files = sorted(path for path in paths if path.is_file() and path.name.lower().startswith(NAMES))
        if package["license_file"]:
            files.append(folder / package["license_file"])
        licence = package["license"] or "see below"
        found = [path.read_text(errors="replace").strip() for path in dict.fromkeys(files)]
        if not found:
            unwritten.append((key, licence))
        for text in found or [""]:
            texts.setdefault(text, []).append(f"{key[0]} {key[1]} ({licence})")
    print("The program holds code of these crates. Their licences, each text once:")
    for text, names in texts.items():
        if text:
            print("\n" + "=" * 100, *names, "-" * 100, text, sep="\n")
    if unwritten:
        print("\n" + "=" * 100 + "\nWithout a text of their own, under the licences named:")
        for (name, version), licence in unwritten:
            print(f"{name} {version} ({licence})")
    unnamed = [name for (name, _), licence in unwritten if licence == "see below"]
    if unnamed:
        sys.exit(f"no licence is known of {', '.join(unnamed)}")


main()
