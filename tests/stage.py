"""Processes that tests kill: the API, the worker and PostgreSQL, on a cluster of their own."""

import itertools
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil

from backend.embedded import APPLICATION_ROLE, ServerLocation, private_server
from tests import forkserver
from tests.installation import add_cluster, new_installation
from tests.servers import free_port

PATIENCE_SECONDS = 120
KILLED = ("API", "worker", "PostgreSQL")
_numbers = itertools.count(1)


@contextmanager
def own_cluster(run_folder: Path) -> Iterator[tuple[ServerLocation, Path]]:
    """A separate PostgreSQL with demo data, and its data directory; its crashes affect no other test."""
    settings = new_installation(run_folder, f"kills-{os.getpid()}-{next(_numbers)}")
    add_cluster(run_folder, settings)
    try:
        with private_server(settings, exclusive=True) as (place, _):
            yield place, settings.data_dir
    finally:
        shutil.rmtree(settings.data_dir, ignore_errors=True)


class Stage:
    """The processes that are killed and restarted."""

    def __init__(
        self, place: ServerLocation, folder: Path, chance: random.Random | None = None, **settings: str
    ) -> None:
        self.url = place.url(APPLICATION_ROLE)
        self._cluster = place.cluster
        self._chance = chance or random.Random()
        self.port = free_port()
        self.environment = {
            **os.environ, "CRM_DATABASE_URL": self.url, "CRM_DATA_DIR": str(folder), "CRM_PORT": str(self.port),
            "CRM_DEMO": "1", "CRM_WORK": "0", **settings,
        }  # fmt: skip
        self._log = (folder / "processes.log").open("ab")
        self._api = self._start("serve")
        self._worker = self._start("work")

    def _start(self, command: str) -> forkserver.Process:
        return forkserver.start(["crm", command], env=self.environment, stdout=self._log, stderr=self._log)

    def log(self) -> str:
        """What both processes have written."""
        return Path(self._log.name).read_text()

    def until_ready(self) -> None:
        for _ in range(PATIENCE_SECONDS * 10):
            with suppress(httpx.HTTPError):
                httpx.get(f"http://127.0.0.1:{self.port}/readyz").raise_for_status()
                return
            time.sleep(0.1)
        raise AssertionError(self.log())

    def restart_ended(self) -> None:
        """Restart ended processes, as a supervisor does: a process that finds no database at its start ends."""
        if self._api.poll() is not None:
            self._api = self._start("serve")
        if self._worker.poll() is not None:
            self._worker = self._start("work")

    def kill(self, which: str) -> None:
        if which == "API":
            self._end(self._api)
        elif which == "worker":
            self._end(self._worker)
        else:
            # PostgreSQL ends all its processes when one crashes, and then recovers.
            postmaster = psutil.Process(int((self._cluster / "postmaster.pid").read_text().split()[0]))
            self._chance.choice(postmaster.children()).kill()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `crm …` with the environment of the processes."""
        return forkserver.run(["crm", *arguments], env=self.environment, timeout=600)

    @staticmethod
    def _end(process: forkserver.Process) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        self._end(self._api)
        self._end(self._worker)
        self._log.close()


@contextmanager
def staged(
    cluster: tuple[ServerLocation, Path], chance: random.Random | None = None, **settings: str
) -> Iterator[Stage]:
    stage = Stage(*cluster, chance, **settings)
    try:
        stage.until_ready()
        yield stage
    finally:
        stage.close()
