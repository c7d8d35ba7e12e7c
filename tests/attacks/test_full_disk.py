"""A full disk under the private PostgreSQL: nothing that was acknowledged is lost, and nobody restarts anything.

The disk is a small tmpfs, which only root may mount; elsewhere the test is skipped.
"""

import asyncio
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import httpx
import psutil
import pytest

from backend.database import connect
from backend.demo.tokens import demo_token
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, free_bytes, locate_server
from backend.settings import Settings
from tests import forkserver
from tests.servers import free_port

pytestmark = pytest.mark.trial

DISK_BYTES, RESERVE_BYTES, MIN_FREE_BYTES = 700 << 20, 48 << 20, 160 << 20
PATIENCE_SECONDS = 180.0
PAY = "mutation($i: GetDepositInput!) { getDeposit(input: $i) { payment { id } errors { code } } }"
# More of the write-ahead log than there are segments of it, none of which may be used again because a replica may ask
# for it; an administrator's statements, which nothing refuses.
KEEP = "select pg_create_physical_replication_slot('keep', true)"
WRITE_AHEAD = """do $$ begin
    for n in 1..600 loop perform pg_logical_emit_message(false, 'x', repeat(md5(n::text), 30000)); end loop;
end $$"""
ATTEMPT = "insert into attempt_counter (name, window_start, attempts) values ('guess', date_trunc('day', now()), 9)"
AGAIN = "PostgreSQL is started again"


@pytest.fixture
def disk() -> Iterator[Path]:
    """An empty disk of DISK_BYTES."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount the tmpfs that the trial fills: run it as root")
    place = Path(tempfile.mkdtemp(prefix="crm-disk-"))
    place.chmod(0o755)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=0755", "tmpfs", str(place)], check=False
    )
    if mounted.returncode:
        place.rmdir()
        pytest.skip("this machine does not let root mount a tmpfs: run it where it does")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


class Installation:
    """`crm serve` with its private PostgreSQL on the disk, and the payments that it acknowledged."""

    def __init__(self, disk: Path, log: Path) -> None:
        self.disk, self.data_dir, self.log = disk, disk / "data", log
        self.port = free_port()
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("CRM_")},
            "CRM_DATA_DIR": str(self.data_dir), "CRM_PORT": str(self.port), "CRM_DEMO": "1",
            "CRM_POSTGRES": os.environ.get("CRM_TEST_POSTGRES", "auto"),
            "CRM_RESERVE_BYTES": str(RESERVE_BYTES), "CRM_MIN_FREE_BYTES": str(MIN_FREE_BYTES),
        }  # fmt: skip
        forkserver.run(["crm", "demo", "--customers", "20"], env=self.environment, check=True)
        with log.open("ab") as out:
            self.process = forkserver.start(["crm", "serve"], env=self.environment, stdout=out, stderr=out)
        self.api = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60)
        self.until(self.ready, "ready at first")
        self.place = locate_server(Settings(data_dir=self.data_dir, postgres=self.environment["CRM_POSTGRES"]))
        settings = Settings(data_dir=self.data_dir)
        issuer = f"http://127.0.0.1:{self.port}"
        token = asyncio.run(demo_token(settings, self.place.url(APPLICATION_ROLE), "operator", 1, issuer))
        self.api.headers["authorization"] = f"Bearer {token}"
        self.contract = self.sql("select 'con_' || id from contract where status = 'ACTIVE' limit 1")
        self.acknowledged: list[str] = []
        self.codes: set[str] = set()
        self._number = 0

    def until(self, condition: Any, what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"{what}: the API has ended\n" + self.log.read_text()[-3000:]
            if condition():
                return
            time.sleep(0.1)
        raise AssertionError(f"not {what}\n{self.postgres_log()[-3000:]}")

    def readiness(self) -> dict[str, str] | None:
        """The answer of /readyz; None when PostgreSQL does not respond."""
        with suppress(httpx.HTTPError):
            answer = self.api.get("/readyz")
            return answer.json() if answer.status_code == 200 else None
        return None

    def ready(self) -> bool:
        return self.readiness() is not None

    def postgres_log(self) -> str:
        files = sorted(self.place.cluster.parent.glob("postgres.log*"), reverse=True)
        return "".join(path.read_text(errors="replace") for path in files)

    def pay(self) -> bool:
        """Pay once; gives whether the payment was acknowledged."""
        self._number += 1
        given = {
            "contractId": self.contract, "amount": {"amount": "1"}, "method": "CASH",
            "idempotencyKey": f"pay {self._number}",
        }  # fmt: skip
        with suppress(httpx.HTTPError):
            answer = self.api.post("/graphql", json={"query": PAY, "variables": {"i": given}}).json()
            if "errors" in answer:
                self.codes.add(answer["errors"][0]["extensions"]["code"])
                return False
            assert answer["data"]["getDeposit"]["errors"] == []
            self.acknowledged.append(answer["data"]["getDeposit"]["payment"]["id"])
            return True
        return False

    def sql(self, statement: str) -> Any:
        async def go() -> Any:
            connection = await connect(self.place.url(OWNER_ROLE), role=None)
            try:
                return await connection.fetchval(statement)
            finally:
                await connection.close()

        return asyncio.run(go())

    @contextmanager
    def administrator(self) -> Iterator[Callable[[str], None]]:
        """Run statements on one connection, which is opened now; their errors are ignored."""
        with asyncio.Runner() as runner:
            connection = runner.run(connect(self.place.url(OWNER_ROLE), role=None))

            def run(statement: str) -> None:
                with suppress(Exception):
                    runner.run(connection.execute(statement))

            try:
                yield run
            finally:
                connection.terminate()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)
        self.api.close()


class Filler:
    """Another program, whose file takes all space of the disk but `left` bytes, again and again."""

    def __init__(self, disk: Path, left: int) -> None:
        self._path = disk / "filler"
        self._left = left
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._fill)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        self._path.unlink()

    def _fill(self) -> None:
        with self._path.open("wb", buffering=0) as file:
            while not self._stopping.is_set():
                more = free_bytes(self._path.parent) - self._left
                with suppress(OSError):
                    if more > 0:
                        os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), min(more, 1 << 20))
                if more < 1 << 20:
                    time.sleep(0.02)


def test_after_a_full_disk_everything_acknowledged_is_there_and_the_process_goes_on(disk: Path, tmp_path: Path) -> None:
    crm = Installation(disk, tmp_path / "log")
    try:
        assert all(crm.pay() for _ in range(20))
        assert crm.readiness() == {"status": "ready", "space": "sufficient"}
        crm.sql(ATTEMPT)

        # Little space: the product says so and refuses, and PostgreSQL does not notice.
        with Filler(disk, MIN_FREE_BYTES // 2):
            crm.until(lambda: (crm.readiness() or {}).get("space") == "low", "low on space")
            assert crm.pay()
        with Filler(disk, MIN_FREE_BYTES // 5):
            crm.until(lambda: (crm.readiness() or {}).get("space") == "exhausted", "exhausted")
            assert not crm.pay()
            assert crm.codes == {"INSUFFICIENT_STORAGE"}
        crm.until(crm.pay, "paying after little space")
        assert AGAIN not in crm.postgres_log()

        # No space: PostgreSQL ends, recovers on the reserve, and ends again.
        crm.sql(KEEP)
        with crm.administrator() as run, Filler(disk, 0):
            crm.pay()
            run(WRITE_AHEAD)
            crm.until(lambda: AGAIN in crm.postgres_log(), "without PostgreSQL")
            time.sleep(5)
            crm.pay()
            assert crm.process.poll() is None
        crm.until(crm.pay, "paying after a full disk")
        crm.sql("select pg_drop_replication_slot('keep')")
        crm.until(lambda: crm.readiness() == {"status": "ready", "space": "sufficient"}, "ready")
        stored = set(crm.sql("select array_agg('pay_' || id) from payment where idempotency_key like 'pay %'"))
        assert set(crm.acknowledged) <= stored
        assert crm.sql("select attempts from attempt_counter where name = 'guess'") == 9
        reserve = crm.place.cluster.parent / "reserve"
        crm.until(lambda: reserve.exists() and reserve.stat().st_size == RESERVE_BYTES, "with a reserve")
    finally:
        crm.close()
    assert not [each for each in psutil.process_iter(["cmdline"]) if str(disk) in " ".join(each.info["cmdline"] or [])]
    assert crm.process.returncode == 0
