"""Compares the locked packages with security advisories in a local directory or archive, without network.

    python scripts/advisories.py PATH

PATH is a directory, or a zip archive, of advisories in the OSV format (https://ossf.github.io/osv-schema/), one JSON
file each, such as the export of the ecosystem PyPI. Prints each advisory that concerns a locked version. The exit
status is 1 if there is one, and 2 if PATH holds no advisory at all. Without PATH and without `CRM_ADVISORIES` nothing
is compared.
"""

import json
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).parents[1]


def locked(text: str) -> dict[str, Version]:
    """The versions of a lock file, by normalised name."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in found}


def advisories(path: Path) -> Iterator[dict[str, Any]]:
    """The advisories of a directory or of a zip archive."""
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            yield json.loads(file.read_bytes())
    else:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))


def concerns(affected: dict[str, Any], version: Version) -> bool:
    """Whether an entry of `affected` contains a version: it is listed, or lies in a range of versions."""
    if str(version) in affected.get("versions", ()):
        return True
    return any(_within(r["events"], version) for r in affected.get("ranges", ()) if r["type"] == "ECOSYSTEM")


def _within(events: list[dict[str, str]], version: Version) -> bool:
    """Whether a version lies in a range: the last event at or below it decides."""
    inside = False
    for event in sorted(events, key=lambda event: _version(next(iter(event.values())))):
        kind, text = next(iter(event.items()))
        if kind == "introduced" and version >= _version(text):
            inside = True
        elif (kind == "fixed" and version >= _version(text)) or (kind == "last_affected" and version > _version(text)):
            inside = False
    return inside


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")  # OSV writes "0" for the beginning; other texts are no versions of the ecosystem


def main(arguments: list[str]) -> int:
    """Compare, print, and return the exit status."""
    given = arguments[0] if arguments else os.environ.get("CRM_ADVISORIES")
    if given is None:
        print("advisories: not compared (CRM_ADVISORIES names a directory or an archive in the OSV format)")
        return 0
    versions = locked((ROOT / "requirements-development.txt").read_text())
    read, hits = 0, 0
    for advisory in advisories(Path(given)):
        read += 1
        if advisory.get("withdrawn"):
            continue
        for affected in advisory.get("affected", ()):
            package = affected.get("package", {})
            name = canonicalize_name(package.get("name", ""))
            if package.get("ecosystem") == "PyPI" and name in versions and concerns(affected, versions[name]):
                hits += 1
                print(f"{name} {versions[name]}: {advisory['id']} {advisory.get('summary', '')}")
    print(f"advisories: {read} read, {hits} concern a locked version")
    return 2 if not read else min(hits, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
