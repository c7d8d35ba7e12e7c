"""One running private PostgreSQL, and the context in which commands run it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import structlog

from backend.embedded import keeper
from backend.embedded.cluster import (
    STOP_TIMEOUT_SECONDS,
    DataDirectoryLock,
    environment,
    initialise,
    wait_for_predecessor,
)
from backend.embedded.keeper import Plan
from backend.embedded.location import PORT, ServerLocation, locate_server, private_folder
from backend.errors import StartupError
from backend.settings import Settings

START_TIMEOUT_SECONDS = 60.0
# The write-ahead log takes at most about a tenth of the disk.
LEAST_WAL_BYTES, MOST_WAL_BYTES = 64 << 20, 4 << 30
WAL_SHARE = 0.1

log = structlog.get_logger()


class PrivateServer:
    """One running private PostgreSQL."""

    def __init__(self, where: ServerLocation, settings: Settings) -> None:
        self.location = where
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None  # the keeper, which ends when PostgreSQL ends

    def start(self) -> None:
        """Initialise the cluster if it is new, start the server, and wait until it accepts connections.

        Must run in the main thread, since the parent-death signal is sent when the thread that forked ends.
        Raises StartupError.
        """
        where = self.location
        where.cluster.parent.mkdir(parents=True, exist_ok=True)
        initialise(where)
        private_folder(where.socket_directory, where.account)
        wait_for_predecessor(where.cluster)
        logfile = where.cluster.parent / "postgres.log"
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", keeper.__file__, self._plan(logfile).text()],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/",
            env=environment(), start_new_session=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        with self._process.stdout as told:
            self._await_ready(told, logfile)
        log.info(
            "postgresql started",
            version=where.binaries.major_version,
            cluster=str(where.cluster),
            account=where.account.name if where.account else None,
        )

    def _plan(self, logfile: Path) -> Plan:
        where, settings = self.location, self._settings
        wal_bytes = int(shutil.disk_usage(where.cluster).total * WAL_SHARE)
        wal_megabytes = max(LEAST_WAL_BYTES, min(MOST_WAL_BYTES, wal_bytes)) >> 20
        command = [
            where.binaries.directory / "postgres", "-D", where.cluster, "-k", where.socket_directory, "-p", PORT,
            "-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=256MB",
            "-c", "timezone=UTC", "-c", "log_timezone=UTC", "-c", "jit=off",
            "-c", f"max_wal_size={wal_megabytes}MB", "-c", "random_page_cost=1.1", "-c", "unix_socket_permissions=0700",
            # A statement may be as long as a request; the API logs its unexpected errors itself.
            "-c", "log_min_error_statement=panic",
        ]  # fmt: skip
        return Plan(
            parent=os.getpid(),
            command=[str(part) for part in command],
            user=where.account.uid if where.account else None,
            group=where.account.gid if where.account else None,
            log=str(logfile),
            log_bytes=settings.postgres_log_bytes,
            log_files=settings.postgres_log_files,
            reserve=str(where.cluster.parent / "reserve"),
            reserve_bytes=settings.reserve_bytes,
            min_free_bytes=settings.min_free_bytes,
        )

    def _await_ready(self, told: IO[bytes], logfile: Path) -> None:
        os.set_blocking(told.fileno(), False)
        postmasters = b""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            if not self.running():
                tail = logfile.read_text(errors="replace").strip().splitlines()[-1:] if logfile.exists() else []
                raise StartupError(f"PostgreSQL did not start ({' '.join(tail)}); see {logfile}")
            # A later process id follows when PostgreSQL was started again because the disk is full.
            postmasters += told.read() or b""
            try:
                # The eighth line of the file becomes `ready` once connections are accepted, after any recovery.
                lines = (self.location.cluster / "postmaster.pid").read_bytes().split(b"\n")
            except OSError:
                lines = []
            if lines[:1] == postmasters.split()[-1:] and len(lines) > 7 and lines[7].strip() == b"ready":
                return
            if time.monotonic() > deadline:
                self.stop()
                raise StartupError(f"PostgreSQL was not ready after {START_TIMEOUT_SECONDS:.0f} s; see {logfile}")
            time.sleep(0.02)

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Request a fast shutdown and wait; after STOP_TIMEOUT_SECONDS request an immediate shutdown."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()


@contextmanager
def private_server(settings: Settings, *, exclusive: bool) -> Iterator[tuple[ServerLocation, PrivateServer | None]]:
    """Run the private server for the length of the block; gives its location and the server.

    When another process runs it already, `exclusive` callers (the API) are refused. Other callers (a command beside a
    running API) use that server, and get None in place of the server. Raises StartupError.
    """
    lock = DataDirectoryLock(settings.data_dir)
    if not lock.acquire():
        if exclusive:
            raise StartupError(
                f"another process already uses {settings.data_dir}: use that one, or set CRM_DATA_DIR and CRM_PORT"
            )
        yield locate_server(settings), None
        return
    try:
        where = locate_server(settings)
        if where.cluster.parent != settings.data_dir:
            log.info("the account of PostgreSQL cannot access CRM_DATA_DIR", cluster=str(where.cluster))
        server = PrivateServer(where, settings)
        try:
            server.start()
            yield where, server
        finally:
            server.stop()
    finally:
        lock.release()
