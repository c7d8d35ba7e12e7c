"""The private PostgreSQL: when any process is killed, all end, and the next start has all committed data."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from backend.database import connection as database
from backend.demo.tokens import demo_token
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, locate_server, private_server
from backend.errors import StartupError
from backend.events.log import encode_cursor
from backend.settings import Settings
from tests import forkserver
from tests.installation import DEMO_CUSTOMERS, add_cluster, new_installation

CRM = str(Path(sys.executable).parent / "crm")
pytestmark = pytest.mark.database


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """One `crm` process on its own data directory."""

    def __init__(self, data_dir: Path, *command: str, **environment: str) -> None:
        self.port = free_port()
        self.data_dir = data_dir
        kept = {k: v for k, v in os.environ.items() if not k.startswith("CRM_")}
        which = os.environ.get("CRM_TEST_POSTGRES", "auto")
        self.environment = {
            **kept, "CRM_DATA_DIR": str(data_dir), "CRM_PORT": str(self.port), "CRM_POSTGRES": which, **environment,
        }  # fmt: skip
        self.process = forkserver.start(
            ["crm", *command],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def ready(self) -> "Server":
        for _ in range(300):
            assert self.process.poll() is None, self.process.stdout and self.process.stdout.read().decode()
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/readyz").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return self
        raise AssertionError("not ready in time")

    def ask(self, query: str) -> Any:
        headers = {"authorization": f"Bearer {self.token()}"}
        answer = httpx.post(f"http://127.0.0.1:{self.port}/graphql", json={"query": query}, headers=headers).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def token(self) -> str:
        """The token that `crm token --as operator` prints; it is signed in this process, since another one takes two seconds."""
        settings = Settings(data_dir=self.data_dir, postgres=self.environment["CRM_POSTGRES"])
        url = locate_server(settings).url(APPLICATION_ROLE)
        return asyncio.run(demo_token(settings, url, "operator", 1, f"http://127.0.0.1:{self.port}"))

    def stop(self) -> str:
        self.process.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self) -> str:
        output, _ = self.process.communicate(timeout=40)
        return output.decode()


def postgres_of(data_dir: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if any(str(data_dir) in part for part in command) and "postgres" in (command or [""])[0]:
            found.append(process)
    return found


def gone(data_dir: Path) -> bool:
    for _ in range(200):
        if not postgres_of(data_dir):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def data_dir(run_folder: Path) -> Iterator[Path]:
    """A folder with a cluster that has the demo data, accessible to the account that PostgreSQL runs as."""
    settings = new_installation(run_folder, f"embedded-{os.getpid()}")
    add_cluster(run_folder, settings)
    yield settings.data_dir
    shutil.rmtree(settings.data_dir, ignore_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CRM_")}
    return {**kept, "CRM_DATA_DIR": str(folder), "CRM_POSTGRES": os.environ.get("CRM_TEST_POSTGRES", "auto")}


COUNT = "{ customers { totalCount } }"


def test_ctrl_c_stops_everything_and_leaves_no_process(data_dir: Path) -> None:
    server = Server(data_dir, "serve").ready()
    assert server.ask(COUNT)["customers"]["totalCount"] == DEMO_CUSTOMERS
    server.stop()
    assert server.process.returncode == 0
    assert not postgres_of(data_dir)


def test_killing_the_server_ends_postgresql_and_the_next_start_recovers(data_dir: Path) -> None:
    server = Server(data_dir, "serve").ready()
    created = server.ask(
        'mutation { createCustomer(input: { kind: PERSON, name: "До Убийства", phone: "+996555333444" }) { customer { id } } }'
    )
    server.process.kill()
    server.ended()
    again = Server(data_dir, "serve").ready()
    key = created["createCustomer"]["customer"]["id"]
    assert again.ask(f'{{ customer(id: "{key}") {{ name }} }}')["customer"]["name"] == "До Убийства"
    again.stop()
    assert gone(data_dir)


def test_killing_postgresql_ends_the_server_with_one_line_and_the_next_start_recovers(
    data_dir: Path,
) -> None:
    server = Server(data_dir, "serve").ready()
    postmaster = int((next(data_dir.glob("postgres-*")) / "postmaster.pid").read_text().split("\n")[0])
    os.kill(postmaster, signal.SIGKILL)
    output = server.ended()
    assert server.process.returncode == 1
    assert output.strip().splitlines()[-1].startswith("crm: PostgreSQL ended unexpectedly")
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http://127.0.0.1:{server.port}/healthz")
    again = Server(data_dir, "serve").ready()
    assert again.ask(COUNT)["customers"]["totalCount"] >= DEMO_CUSTOMERS
    again.stop()


def test_a_second_server_on_the_same_directory_is_refused_and_commands_are_not(data_dir: Path) -> None:
    first = Server(data_dir, "serve").ready()
    try:
        second = Server(data_dir, "serve")
        output = second.ended()
        assert second.process.returncode == 1
        assert "already uses" in output
        more = str(DEMO_CUSTOMERS + 2)
        beside = forkserver.run(["crm", "demo", "--customers", more], env=_environment(data_dir), check=True)
        assert "2 added" in beside.stderr
        assert first.ask(f'{{ customers(search: "CD000000{more}") {{ totalCount }} }}')["customers"]["totalCount"] == 1
        url = forkserver.run(["crm", "database-url"], env=_environment(data_dir), check=True)
        assert url.stdout.startswith("postgresql://crm_app@/crm?host=")
        assert url.stdout.count("\n") == 1
    finally:
        first.stop()


def test_an_unreachable_database_or_a_used_port_is_reported_in_one_line(data_dir: Path) -> None:
    nowhere = Server(data_dir, "serve", CRM_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert "crm: CRM_DATABASE_URL: cannot connect" in nowhere.ended()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        blocked = Server(data_dir, "serve", CRM_PORT=port).ended().strip().splitlines()
    assert blocked[-1] == f"crm: CRM_HOST=127.0.0.1 CRM_PORT={port}: Address already in use"


def test_a_database_that_is_not_migrated_or_too_old_is_reported_in_one_line(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=data_dir, postgres=os.environ.get("CRM_TEST_POSTGRES", "auto"))
    with private_server(settings, exclusive=True) as (where, _):
        bare = Server(tmp_path, "serve", CRM_DATABASE_URL=where.url(OWNER_ROLE, "postgres")).ended().strip()
        assert bare.splitlines()[-1].endswith("run `crm migrate` first")
        monkeypatch.setattr(database, "MINIMUM_MAJOR_VERSION", 99)
        with pytest.raises(StartupError, match="too old; 99 or later is required"):
            asyncio.run(database.check_server(where.url(OWNER_ROLE, "postgres")))


def test_a_directory_that_only_root_may_enter_works(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    data_dir = closed / "data"
    # This one is executed, and not forked from a process that has imported the product.
    subprocess.run([CRM, "demo", "--customers", "3"], env=_environment(data_dir), check=True, capture_output=True)
    server = Server(data_dir, "serve").ready()
    try:
        assert server.ask(COUNT)["customers"]["totalCount"] == 3
    finally:
        server.stop()
    assert gone(closed)


def test_the_log_has_nothing_that_clients_cause_and_nobody_else_reads_the_data_directory(data_dir: Path) -> None:
    server = Server(data_dir, "serve").ready()
    try:
        query = f'{{ events(since: "{encode_cursor("another", 1)}") {{ endCursor }} }}'
        headers = {"authorization": f"Bearer {server.token()}"}
        answer = httpx.post(f"http://127.0.0.1:{server.port}/graphql", json={"query": query}, headers=headers).json()
        assert answer["errors"][0]["extensions"]["code"] == "SINCE_TOO_OLD"
        log = (data_dir / "postgres.log").read_text()
        assert "LOG:  database system is ready" in log
        assert not [line for line in log.splitlines() if "SINCE_TOO_OLD" in line or "STATEMENT" in line]
        paths = [path for path in data_dir.rglob("*") if path.is_file() or path.is_dir()]
        assert [str(path) for path in paths if path.stat().st_mode & 0o077] == []
        assert data_dir.stat().st_mode & 0o067 == 0  # the group of PostgreSQL's account may pass
    finally:
        server.stop()
