"""Disks: what is refused while little space is free, what is cleaned up, what a full disk does to PostgreSQL."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.documents.files import FileStore
from backend.embedded import keep_private, keeper
from backend.errors import InsufficientStorage
from backend.identifiers import FileKey, uuid7
from backend.jobs.worker import Job
from backend.models import Base
from backend.services.attachments import Attachments
from backend.settings import Settings
from backend.space import Space, SpaceLevel
from tests.client import Client
from tests.http.test_uploads import PNG, send

MUCH = 1 << 60  # more than any disk has

OPEN = "mutation($i: OpenTicketInput!) { openTicket(input: $i) { ticket { id } errors { code } } }"


def level(settings: Settings, **changed: Any) -> SpaceLevel:
    return Space.of(settings.model_copy(update=changed)).level()


def test_the_level_depends_on_the_floor_and_on_whose_postgresql_it_is(settings: Settings) -> None:
    free = Space.of(settings).free()
    assert level(settings, min_free_bytes=0) is SpaceLevel.SUFFICIENT
    assert level(settings, min_free_bytes=2 * free) is SpaceLevel.LOW
    assert level(settings, min_free_bytes=MUCH) is SpaceLevel.EXHAUSTED
    elsewhere = "postgresql://crm_app@db.example/crm"
    assert level(settings, min_free_bytes=MUCH, database_url=elsewhere) is SpaceLevel.LOW


@pytest.fixture(scope="module")
def short(module_client: Client, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The API beside a PostgreSQL of another machine, on a disk with too little space."""
    given = {"min_free_bytes": MUCH, "data_dir": tmp_path_factory.mktemp("short"), "database_url": module_client.url}
    opened = Client(module_client.url, settings.model_copy(update=given), beside=module_client)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def exhausted(module_client: Client, settings: Settings) -> Iterator[Client]:
    """The API beside its private PostgreSQL, whose disk is nearly full."""
    given = settings.model_copy(update={"min_free_bytes": MUCH})
    opened = Client(module_client.url, given, beside=module_client)
    yield opened
    opened.close()


@pytest.mark.database
def test_files_are_refused_while_little_space_is_free(short: Client) -> None:
    answer = send(short, {"id": "tic_x"}, {"0": ("a.png", PNG, "image/png")})
    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"] == {"code": "INSUFFICIENT_STORAGE"}
    assert answer.headers["retry-after"] == "60"
    customer = short.value("select 'cus_' || id from customer limit 1")
    assert short.ask(OPEN, {"i": {"subject": "x", "customerId": customer}})["openTicket"]["errors"] == []


@pytest.mark.database
def test_changes_are_refused_before_the_private_postgresql_has_no_space(exhausted: Client) -> None:
    counts = "select (select count(*) from ticket), (select count(*) from audit_entry)"
    before = exhausted.sql(counts)
    customer = exhausted.value("select 'cus_' || id from customer limit 1")
    errors = exhausted.errors(OPEN, {"i": {"subject": "x", "customerId": customer}})
    assert errors[0]["extensions"] == {"code": "INSUFFICIENT_STORAGE", "retryAfterSeconds": 60}
    assert exhausted.sql(counts) == before
    assert exhausted.ask("{ customers { totalCount } }")["customers"]["totalCount"] > 0


@pytest.mark.database
def test_readiness_tells_of_little_space(module_client: Client, short: Client, exhausted: Client) -> None:
    found = [client.run(client.http.get("/readyz")) for client in (module_client, short, exhausted)]
    assert [(each.status_code, each.json()) for each in found] == [
        (200, {"status": "ready", "space": "sufficient"}),
        (200, {"status": "ready", "space": "low"}),
        (200, {"status": "ready", "space": "exhausted"}),
    ]


class _Upload:
    filename: str | None = "a.csv"
    content_type: str | None = "text/csv"
    size: int | None = 4

    def __init__(self) -> None:
        self._left = [b"a;b\n"]

    async def read(self, size: int = -1) -> bytes:  # noqa: ARG002
        return self._left.pop() if self._left else b""


def test_the_file_store_writes_nothing_while_little_space_is_free(tmp_path: Path) -> None:
    store = FileStore.open(None, tmp_path, 100, Space((tmp_path,), None, MUCH))
    for act in (store.put(FileKey(uuid7()), _Upload()), store.take(FileKey(uuid7()), _Upload(), 100)):
        with pytest.raises(InsufficientStorage):
            asyncio.run(act)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.database
def test_old_files_without_a_row_are_swept(module_client: Client, tmp_path: Path) -> None:
    store = FileStore.open(None, tmp_path, 1000)
    kept, young, orphan = FileKey(uuid7()), FileKey(uuid7()), FileKey(uuid7())
    module_client.sql(
        "insert into ticket_attachment (id, ticket_id, customer_id, author, name, media_type, size_bytes, sha256)"
        " select $1, id, customer_id, 'x', 'x', 'text/csv', 4, sha256('x') from ticket limit 1",
        kept,
    )

    for key in (kept, young, orphan):
        module_client.run(store.put(key, _Upload()))
    partial, other = tmp_path / "ab" / f"{uuid7()}#1", tmp_path / "readme"
    partial.parent.mkdir(exist_ok=True)
    two_days_ago = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    for path in (*tmp_path.glob(f"*/{kept}"), *tmp_path.glob(f"*/{orphan}"), partial, other):
        path.touch()
        os.utime(path, (two_days_ago, two_days_ago))
    attachments = Attachments(store, module_client.app.state.database)
    module_client.run(attachments.sweep(Job(1, "sweep files", b"", 1)))
    names = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert names == sorted([str(kept), str(young), "readme"])


@pytest.mark.database
def test_what_limits_guesses_and_writes_survives_a_crash_of_the_database(module_client: Client) -> None:
    """A crash empties unlogged tables. Only budgets of costs may begin anew."""
    rows = module_client.sql(
        "select relname from pg_class where relpersistence = 'u' and relkind = 'r' and relname = any($1)",
        list(Base.metadata.tables),
    )
    assert [row[0] for row in rows] == ["cost_bucket"]


# The keeper of PostgreSQL, with a shell in the place of PostgreSQL


class Kept:
    """A keeper that runs a shell script."""

    def __init__(self, folder: Path, script: str) -> None:
        given: dict[str, Any] = {
            "parent": os.getpid(), "command": ["/bin/sh", "-c", script], "user": None, "group": None,
            "log": str(folder / "log"), "log_bytes": 100_000, "log_files": 3, "reserve": str(folder / "reserve"),
            "reserve_bytes": 1 << 20, "min_free_bytes": 0,
        }  # fmt: skip
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", keeper.__file__, keeper.Plan(**given).text()], stdout=subprocess.PIPE
        )

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""

    def until(self, text: str) -> None:
        for _ in range(600):
            if text in self.log():
                return
            time.sleep(0.05)
        self.end()
        raise AssertionError(self.log())

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self) -> int:
        try:
            self.process.communicate(timeout=60)
        finally:
            self.process.kill()
            self.process.communicate()
        return self.process.returncode


# Ends with the message of a full disk while there is a reserve file, as PostgreSQL does whose recovery cannot write.
FULL = """
trap 'echo shutdown requested; exit 0' INT
if [ -e reserve ]; then echo 'PANIC:  could not write to file: No space left on device'; exit 1; fi
echo ready
while true; do sleep 0.05; done
"""


def test_after_a_full_disk_the_reserve_is_freed_and_postgresql_is_started_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path, f"cd {tmp_path}; {FULL}")
    kept.until("ready")
    assert "PANIC:  could not write to file: No space left on device" in kept.log()
    assert "the disk is full; PostgreSQL is started again, on the reserve" in kept.log()
    for _ in range(600):  # while PostgreSQL runs, the reserve is made again
        if (tmp_path / "reserve").exists():
            break
        time.sleep(0.05)
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= 1 << 20
    assert kept.end() == 0
    assert "shutdown requested" in kept.log()


def test_postgresql_that_ends_for_another_reason_is_not_started_again(tmp_path: Path) -> None:
    assert Kept(tmp_path, "echo FATAL; exit 1").ended() == 1
    assert (tmp_path / "log").read_text() == "FATAL\n"


def test_the_log_is_bounded_whatever_is_written(tmp_path: Path) -> None:
    assert Kept(tmp_path, "seq 100000; exit 3").ended() == 1  # 589 KB
    files = sorted(tmp_path.glob("log*"))
    assert [path.name for path in files] == ["log", "log.1", "log.2"]
    assert all(path.stat().st_size <= 100_000 for path in files)
    assert (tmp_path / "log").read_text().endswith("\n99999\n100000\n")
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_of_older_logs_one_is_kept_while_little_space_is_free(tmp_path: Path) -> None:
    log = keeper.RotatingLog(tmp_path / "log", 100, 5, 0)
    for _ in range(9):
        log.write(b"x" * 60)
    assert len(list(tmp_path.glob("log*"))) == 5
    short_of_space = keeper.RotatingLog(tmp_path / "log", 100, 5, MUCH)
    short_of_space.write(b"x" * 60)
    assert sorted(path.name for path in tmp_path.glob("log*")) == ["log", "log.1"]
    assert all(path.stat().st_size <= 100 for path in tmp_path.glob("log*"))


def test_the_reserve_is_made_only_where_there_is_room(tmp_path: Path) -> None:
    for size in (MUCH, keeper.free_bytes(tmp_path) - (1 << 20)):
        keeper.Reserve(tmp_path / "reserve", size).fill()
        assert list(tmp_path.iterdir()) == []


# The data directory


def test_the_data_directory_is_closed_to_other_users_with_all_that_is_in_it(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "files" / "ab").mkdir(parents=True)
    for path in (folder / "secret", folder / "audit-head.json", folder / "files" / "ab" / "x"):
        path.write_text("x")
        path.chmod(0o644)
    for path in (folder, folder / "files", folder / "files" / "ab"):
        path.chmod(0o755)
    before = os.umask(0o022)
    try:
        keep_private(settings.model_copy(update={"data_dir": folder, "database_url": "postgresql://db.example/crm"}))
        (folder / "later").write_text("x")
        (folder / "folder").mkdir()
    finally:
        os.umask(before)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (folder, *folder.rglob("*"))}
    assert modes == {
        **dict.fromkeys(["data", "files", "ab", "folder"], "0o700"),
        **dict.fromkeys(["secret", "audit-head.json", "x", "later"], "0o600"),
    }


def test_a_new_directory_lets_only_the_account_of_postgresql_pass(settings: Settings, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        folder = tmp_path / "new" / "data"
        keep_private(settings.model_copy(update={"data_dir": folder}))
        folder.mkdir(exist_ok=True)  # by whoever uses it first
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 & ~0o010 == 0o700
    assert folder.stat().st_uid == os.geteuid()
