"""A server process for tests that need sockets: npm clients, browsers, several processes."""

import asyncio
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from backend.demo.tokens import demo_token
from backend.settings import Settings
from tests import forkserver

TOOLS = Path(__file__).parent / "node"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass(frozen=True)
class Server:
    url: str
    environment: dict[str, str]
    log: Path
    pid: int

    @property
    def database_url(self) -> str:
        return self.environment["CRM_DATABASE_URL"]

    def command(self, *arguments: str, **environment: str) -> str:
        """Run `crm …` with the server's environment. Returns its standard output."""
        done = forkserver.run(["crm", *arguments], env={**self.environment, **environment})
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def token(self, role: str) -> str:
        """The token that `crm token --as` prints; it is signed in this process, since another one takes two seconds."""
        settings = Settings(data_dir=Path(self.environment["CRM_DATA_DIR"]))
        issuer = self.environment.get("CRM_PUBLIC_URL", self.url)
        asked = demo_token(settings, self.database_url, role, 1, issuer)
        with ThreadPoolExecutor(1) as beside:  # the caller may have a running event loop
            return beside.submit(asyncio.run, asked).result()


def environment_of(database_url: str, data_dir: Path, **settings: str) -> dict[str, str]:
    """The environment of every `crm …` of one installation. `data_dir` has the installation's secret."""
    given = {"CRM_DATABASE_URL": database_url, "CRM_DATA_DIR": str(data_dir), "CRM_DEMO": "1", **settings}
    return {**os.environ, **given}


@contextmanager
def served(database_url: str, data_dir: Path, folder: Path, **settings: str) -> Iterator[Server]:
    """Run `crm serve` on a migrated database for the length of the block.

    Its simulated network has no lines, since other databases have contracts with the same numbers.
    """
    for each in data_dir.glob("network-simulator.sqlite*"):
        each.unlink(missing_ok=True)
    port = free_port()
    environment = environment_of(database_url, data_dir, CRM_PORT=str(port), **settings)
    log = folder / f"server-{port}.log"
    with log.open("wb") as out:
        process = forkserver.start(["crm", "serve"], env=environment, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(f"{url}/readyz").raise_for_status()
                break
            except httpx.HTTPError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
        else:
            raise AssertionError(log.read_text())
        yield Server(url, environment, log, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def node(*packages: str) -> str:
    """The Node.js binary, with these packages installed. Without Node.js the test is skipped, with a notice."""
    found = shutil.which("node")
    if found is None:
        print(f"\n*** NO Node.js HERE: {', '.join(packages)} WERE NOT RUN ***", file=sys.__stderr__)
        pytest.skip("no Node.js")
    with (TOOLS / "package.json").open() as one_at_a_time:  # workers of pytest are processes
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        if not all((TOOLS / "node_modules" / package).exists() for package in packages):
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=TOOLS, check=True)
    return found
