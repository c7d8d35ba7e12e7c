"""Several API processes behind one listening socket: started, replaced when one ends, and stopped together."""

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from backend.embedded import PrivateServer, die_with_parent
from backend.errors import StartupError

POLL_SECONDS = 0.25
STOP_TIMEOUT_SECONDS = 30.0
EARLY_EXIT_SECONDS = 3.0  # a process that ends this soon after its start is likely to do so again
MAX_EARLY_EXITS = 5  # in a row, before any process has run for EARLY_EXIT_SECONDS
FIRST_PAUSE_SECONDS, MAX_PAUSE_SECONDS = 1.0, 30.0  # before a process that ended early is replaced

log = structlog.get_logger()


@dataclass
class _Place:
    """One of the processes, and those that replaced it."""

    process: int = 0  # 0 while none runs
    started_at: float = 0.0
    start_at: float = 0.0  # when the next one is due
    early_exits: int = 0  # in a row

    def start(self, serve: Callable[[], None], now: float) -> None:
        self.process, self.started_at = _start(serve), now

    def ended(self, now: float) -> None:
        self.process = 0
        self.early_exits = self.early_exits + 1 if now - self.started_at < EARLY_EXIT_SECONDS else 0
        doubled = FIRST_PAUSE_SECONDS * 2 ** min(self.early_exits - 1, 10)
        self.start_at = now + (min(doubled, MAX_PAUSE_SECONDS) if self.early_exits else 0.0)


def supervise(count: int, serve: Callable[[], None], postgresql: PrivateServer | None) -> None:
    """Run `serve` in `count` processes until SIGINT or SIGTERM. A process that ends is replaced, at growing intervals
    if it ends early, while the others go on.

    Raises StartupError when no process has ever run for EARLY_EXIT_SECONDS, and when the private PostgreSQL ends.
    """
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda given, _: stopping.append(given))
    places = [_Place() for _ in range(count)]
    have_run = False
    while not stopping:
        now = time.monotonic()
        for place in places:
            if place.process and _ended(place.process):
                log.warning("an API process ended; a new one is started", process=place.process)
                place.ended(now)
            if not place.process and place.start_at <= now:
                place.start(serve, now)
            have_run = have_run or bool(place.process and now - place.started_at >= EARLY_EXIT_SECONDS)
        if not have_run and sum(place.early_exits for place in places) >= MAX_EARLY_EXITS:
            _stop(places)
            raise StartupError("the API's processes end as soon as they are started; see the log lines above")
        if postgresql and not postgresql.running():
            _stop(places)
            raise StartupError("PostgreSQL ended unexpectedly; committed data is kept: start again")
        time.sleep(POLL_SECONDS)
    _stop(places)


def _start(serve: Callable[[], None]) -> int:
    parent = os.getpid()
    process = os.fork()
    if process:
        return process
    die_with_parent(parent, signal.SIGTERM)()
    status = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        serve()
        status = 0
    except StartupError as error:
        print(f"crm: {error}", file=sys.stderr)  # noqa: T201  as `backend.cli.main` prints it
    except KeyboardInterrupt:
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)  # skips the exit handlers that the child inherited from its parent


def _ended(process: int) -> bool:
    found, _ = os.waitpid(process, os.WNOHANG)
    return found == process


def _stop(places: Sequence[_Place]) -> None:
    processes = [place.process for place in places if place.process]
    for process in processes:
        os.kill(process, signal.SIGTERM)
    until = time.monotonic() + STOP_TIMEOUT_SECONDS
    while processes and time.monotonic() < until:
        processes = [each for each in processes if not _ended(each)]
        time.sleep(0.05)
    for process in processes:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
