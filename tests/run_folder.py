"""The folder of a run of the tests: its databases and files are in it.

It is in memory where there is room, since nothing of it need reach a disk. Each process of the run holds a shared lock
on a file in it. The kernel releases the lock when the process ends, in whatever way, so the next run finds the folders
that killed runs left, and removes them.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

RUN_FOLDER = pytest.StashKey[Path]()  # of pytest's configuration
PREFIX = "crm-test-"
IN_MEMORY, NEEDED_BYTES = Path("/dev/shm"), 4 << 30  # noqa: S108
PATIENCE_SECONDS = 20.0
_HELD = "held"


def place_of_runs() -> Path:
    """The folder of all runs: in memory where there is room."""
    roomy = os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > NEEDED_BYTES
    return IN_MEMORY if roomy else Path(tempfile.gettempdir())


@contextlib.contextmanager
def new_folder(place: Path) -> Iterator[Path]:
    """A new folder that is held for the length of the block, and then removed. PostgreSQL's account may pass through it."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    folder.chmod(0o711)
    # Under its final name the file is never without its lock.
    draft = folder / f"{_HELD}.new"
    with draft.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        draft.rename(folder / _HELD)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder of another process, which made it, for the length of the block."""
    with (folder / _HELD).open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def remove_abandoned(place: Path) -> list[Path]:
    """Remove the folders whose processes have all ended, and end the PostgreSQL servers that still run in them.

    Folders of other users, and folders that no run holds or held, stay. Returns what was removed.
    """
    return [folder for folder in place.glob(f"{PREFIX}*") if _removed(folder)]


def _removed(folder: Path) -> bool:
    try:
        with (folder / _HELD).open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for known in folder.rglob("postmaster.pid"):
                _end(known.parent)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:  # held, of another user, or removed by another run meanwhile
        return False
    return True


def _end(cluster: Path) -> None:
    from backend.embedded.cluster import postmaster_pid  # a process that distributes tests need not import the product

    deadline = time.monotonic() + PATIENCE_SECONDS
    while (pid := postmaster_pid(cluster)) is not None and time.monotonic() < deadline:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)
        time.sleep(0.05)
