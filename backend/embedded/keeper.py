"""The process between the API and PostgreSQL: it starts PostgreSQL, writes its log, and keeps space for a recovery.

It is a program that uses only the standard library: `python keeper.py PLAN`, where PLAN is a `Plan` as JSON. It writes
the process id of each PostgreSQL to standard output, and ends when PostgreSQL ends, with two exceptions:

- SIGINT and SIGTERM request a fast shutdown of PostgreSQL, SIGQUIT an immediate one. The kernel sends SIGINT when the
  process that started this one ends, in whatever way (Linux prctl(2)).
- When PostgreSQL ended because the disk is full, the reserve file is deleted, so that a recovery can write, and
  PostgreSQL is started again, until it stays. Clients see a server that is not reachable meanwhile.
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NO_SPACE = (b"No space left on device", b"Disk quota exceeded")
LEAST_FREE_BYTES = 32 << 20  # two segments of the write-ahead log
TICK_SECONDS = 1.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 10.0
PIECE_BYTES = 1 << 16


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


@dataclass(frozen=True)
class Plan:
    """What to start and what to keep. `user` and `group`: ids to switch to, None to keep those of this process."""

    parent: int
    command: Sequence[str]
    user: int | None
    group: int | None
    log: str
    log_bytes: int
    log_files: int
    reserve: str
    reserve_bytes: int
    min_free_bytes: int

    def text(self) -> str:
        return json.dumps(asdict(self))


def free_bytes(folder: Path) -> int:
    """The bytes that an ordinary user may still write on the disk of `folder`."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


class RotatingLog:
    """A log of at most `files` files of about `largest_bytes` each: NAME, NAME.1 and so on, the newest first.

    While less than `min_free_bytes` are free, one older file is kept. Lines that the disk does not take are dropped.
    """

    def __init__(self, path: Path, largest_bytes: int, files: int, min_free_bytes: int) -> None:
        self._path = path
        self._largest_bytes = largest_bytes
        self._files = files
        self._min_free_bytes = min_free_bytes
        self._file: int | None = None
        self._size = 0

    def write(self, piece: bytes) -> None:
        with contextlib.suppress(OSError):
            if self._file is None:
                self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
                os.fchmod(self._file, 0o600)
                self._size = os.fstat(self._file).st_size
            if self._size and self._size + len(piece) > self._largest_bytes:
                self._rotate()
                self.write(piece)
                return
            self._size += os.write(self._file, piece)

    def note(self, text: str) -> None:
        """Write a line of this process."""
        self.write(f"{time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())} UTC [keeper] {text}\n".encode())

    def _rotate(self) -> None:
        assert self._file is not None
        os.close(self._file)
        self._file = None
        kept = self._files - 1
        if free_bytes(self._path.parent) < self._min_free_bytes:
            kept = min(kept, 1)
        for older in self._path.parent.glob(self._path.name + ".*"):
            if older.suffix[1:].isdecimal() and int(older.suffix[1:]) >= max(kept, 1):
                older.unlink()
        if not kept:
            self._path.unlink()
            return
        for number in range(kept - 1, 0, -1):
            with contextlib.suppress(FileNotFoundError):
                self._numbered(number).rename(self._numbered(number + 1))
        self._path.rename(self._numbered(1))

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")


class Reserve:
    """A file whose blocks are allocated and never used: deleting it makes room on a full disk."""

    def __init__(self, path: Path, size_bytes: int) -> None:
        self._path = path
        self._size_bytes = size_bytes
        self._draft = path.with_name(path.name + ".new")

    @property
    def short(self) -> bool:
        """Whether PostgreSQL cannot be expected to run on what is free."""
        return free_bytes(self._path.parent) < max(self._size_bytes, LEAST_FREE_BYTES)

    def fill(self) -> None:
        """Make the file where it is missing and there is room for it, and for as much besides."""
        if self._path.exists() and self._path.stat().st_size == self._size_bytes:
            return
        if free_bytes(self._path.parent) < self._size_bytes + max(self._size_bytes, LEAST_FREE_BYTES):
            return
        try:
            file = os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            try:
                _allocate(file, self._size_bytes)
            finally:
                os.close(file)
            self._draft.rename(self._path)
        except OSError:
            self._draft.unlink(missing_ok=True)

    def free(self) -> bool:
        """Delete the file; gives whether there was one."""
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        return True


def _allocate(file: int, size_bytes: int) -> None:
    if sys.platform == "linux" and size_bytes:
        os.posix_fallocate(file, 0, size_bytes)
        return
    zeros = bytes(1 << 20)
    for position in range(0, size_bytes, len(zeros)):
        os.write(file, zeros[: size_bytes - position])


class Keeper:
    """One PostgreSQL, started again as often as the disk was full."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._log = RotatingLog(Path(plan.log), plan.log_bytes, plan.log_files, plan.min_free_bytes)
        self._reserve = Reserve(Path(plan.reserve), plan.reserve_bytes)
        self._process: subprocess.Popen[Any] | None = None
        self._stopping = False
        self._full = False  # whether PostgreSQL wrote that the disk is full

    def run(self) -> int:
        """Keep PostgreSQL until it ends. Returns the exit status: 0 when its end was requested."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
            signal.signal(number, self._stop)
        pause = FIRST_PAUSE_SECONDS
        self._reserve.fill()
        while not self._stopping:
            began = time.monotonic()
            output = self._start()
            if output is None:
                break
            self._watch(output)
            if self._stopping:
                break
            if not (self._full or self._reserve.short):
                return 1
            freed = self._reserve.free()
            self._log.note(f"the disk is full; PostgreSQL is started again{', on the reserve' if freed else ''}")
            pause = FIRST_PAUSE_SECONDS if time.monotonic() - began > LONGEST_PAUSE_SECONDS else pause
            self._pause(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        return 0

    def _stop(self, number: int, _: object) -> None:
        self._stopping = True
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGQUIT if number == signal.SIGQUIT else signal.SIGINT)

    def _start(self) -> int | None:
        """Start PostgreSQL; gives the pipe of its output, or None when the end was requested meanwhile."""
        plan = self._plan
        signals = {signal.SIGINT, signal.SIGTERM, signal.SIGQUIT}
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        follow = die_with_parent(os.getpid())

        def prepare() -> None:
            follow()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)

        self._full = False
        self._process = None
        # Between the check and the assignment no signal may be missed.
        signal.pthread_sigmask(signal.SIG_BLOCK, signals)
        try:
            if not self._stopping:
                self._process = subprocess.Popen(
                    plan.command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, cwd="/",
                    start_new_session=True, preexec_fn=prepare, user=plan.user, group=plan.group,
                    extra_groups=None if plan.user is None else [],
                )  # fmt: skip
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
            os.close(theirs)
        if self._process is None or self._process.returncode is not None:
            os.close(ours)
            return None
        with contextlib.suppress(OSError):  # nobody reads it once PostgreSQL was ready
            os.write(sys.stdout.fileno(), b"%d\n" % self._process.pid)
        return ours

    def _watch(self, output: int) -> None:
        """Write the log until PostgreSQL has ended."""
        assert self._process is not None
        ended = os.pidfd_open(self._process.pid) if hasattr(os, "pidfd_open") else None
        waiting = select.poll()
        waiting.register(output, select.POLLIN)
        if ended is not None:
            waiting.register(ended, select.POLLIN)
        try:
            while self._process.poll() is None:
                ready = waiting.poll((TICK_SECONDS if ended is not None else 0.1) * 1000)
                if any(file == output for file, _ in ready) and not self._copy(output):
                    waiting.unregister(output)
                if not ready:
                    self._reserve.fill()
            while self._copy(output):
                pass
        finally:
            os.close(output)
            if ended is not None:
                os.close(ended)

    def _copy(self, output: int) -> bool:
        """Copy a piece of output into the log; False when there is none."""
        try:
            piece = os.read(output, PIECE_BYTES)
        except BlockingIOError:
            return False
        self._full = self._full or any(text in piece for text in NO_SPACE)
        if piece:
            self._log.write(piece)
        return bool(piece)

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopping and time.monotonic() < until:
            time.sleep(0.05)

    def note(self, text: str) -> None:
        self._log.note(text)


def main() -> int:
    os.umask(0o077)
    os.set_blocking(sys.stdout.fileno(), False)
    plan = Plan(**json.loads(sys.argv[1]))
    keeper = Keeper(plan)
    try:
        die_with_parent(plan.parent)()
        return keeper.run()
    except Exception:  # noqa: BLE001  this process has no other place for its errors
        keeper.note(traceback.format_exc())
        return 1


if __name__ == "__main__":
    sys.exit(main())
