"""Several API processes behind one listening socket: started, replaced when one ends, and stopped together."""

import os
import signal
import sys
import time
from collections.abc import Callable

import structlog

from backend.embedded import PrivateServer, die_with_parent
from backend.errors import StartupError

POLL_SECONDS = 0.25
STOP_TIMEOUT_SECONDS = 30.0
EARLY_EXIT_SECONDS = 3.0  # a process that ends this soon after its start is likely to do so again
MAX_EARLY_EXITS = 5  # in a row

log = structlog.get_logger()


def supervise(count: int, serve: Callable[[], None], postgresql: PrivateServer | None) -> None:
    """Run `serve` in `count` processes until SIGINT or SIGTERM.

    Raises StartupError when processes end as soon as they are started, and when the private PostgreSQL ends.
    """
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda given, _: stopping.append(given))
    started = {_start(serve): time.monotonic() for _ in range(count)}
    early_exits = 0
    postgresql_ended = False
    while not stopping:
        time.sleep(POLL_SECONDS)
        if postgresql and not postgresql.running():
            postgresql_ended = True
            break
        for process in [each for each in started if _ended(each)]:
            early = time.monotonic() - started.pop(process) < EARLY_EXIT_SECONDS
            early_exits = early_exits + 1 if early else 0
            if early_exits >= MAX_EARLY_EXITS:
                _stop(list(started))
                raise StartupError("the API's processes end as soon as they are started; see the log lines above")
            if not stopping:
                log.warning("an API process ended; a new one is started", process=process)
                started[_start(serve)] = time.monotonic()
    _stop(list(started))
    if postgresql_ended:
        raise StartupError("PostgreSQL ended unexpectedly; committed data is kept: start again")


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


def _stop(processes: list[int]) -> None:
    for process in processes:
        os.kill(process, signal.SIGTERM)
    until = time.monotonic() + STOP_TIMEOUT_SECONDS
    while processes and time.monotonic() < until:
        processes = [each for each in processes if not _ended(each)]
        time.sleep(0.05)
    for process in processes:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
