"""The cluster of the private server: its creation, the lock on the data directory, a predecessor that still runs."""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import IO, Any

from backend.embedded.location import OWNER_ROLE, Account, ServerLocation, private_folder
from backend.errors import StartupError

STOP_TIMEOUT_SECONDS = 20.0


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_"))}
    return kept | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def initialise(where: ServerLocation) -> None:
    if (where.cluster / "PG_VERSION").exists():
        return
    partial = where.cluster.with_name(where.cluster.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    private_folder(partial, where.account)
    command: list[str | Path] = [
        where.binaries.directory / "initdb", "-D", partial, "-U", OWNER_ROLE, "-A", "trust",
        "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions",
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", env=environment(), **as_account(where.account)
    )
    if done.returncode:
        raise StartupError("initdb failed: " + " ".join((done.stderr or done.stdout).split())[-300:])
    # The final name appears only once the cluster is complete; after a kill before that, the next start begins anew.
    partial.rename(where.cluster)


def as_account(account: Account | None) -> dict[str, Any]:
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}


def postmaster_pid(cluster: Path) -> int | None:
    """The PostgreSQL process that runs on the cluster; None when there is none."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if b"postgres" in command and os.fsencode(cluster) in command else None


def wait_for_predecessor(cluster: Path) -> None:
    """Wait until a server whose owner was killed has shut down; after STOP_TIMEOUT_SECONDS end it with SIGQUIT."""
    deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
    while (pid := postmaster_pid(cluster)) is not None:
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGQUIT)
            deadline += STOP_TIMEOUT_SECONDS
        time.sleep(0.05)


class DataDirectoryLock:
    """An exclusive lock on the data directory. The kernel releases it when the process ends, in whatever way."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "lock"
        self._file: IO[str] | None = None

    def acquire(self) -> bool:
        """Take the lock; False when another process holds it. Raises StartupError."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("a+")
        except OSError as error:
            raise StartupError(f"CRM_DATA_DIR {self._path.parent} cannot be used: {error.strerror}") from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
