"""Several processes behind one listening socket: started, watched, replaced when one dies, ended together."""

import os
import signal
import sys
import time
from collections.abc import Callable

import structlog

from backend.embedded import PrivateServer, die_with_parent
from backend.errors import StartupError

LOOK_SECONDS = 0.25
END_SECONDS = 30.0
QUICK_SECONDS = 3.0  # who dies so soon after its start will do so again
MOST_QUICK = 5

log = structlog.get_logger()


def supervise(count: int, serve: Callable[[], None], postgresql: PrivateServer | None) -> None:
    """Run `serve` in `count` processes until SIGINT or SIGTERM, or until the private PostgreSQL dies.

    Raises StartupError when processes die as soon as they are started.
    """
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda given, _: stopping.append(given))
    started = {_start(serve): time.monotonic() for _ in range(count)}
    quick = 0
    died = False
    while not stopping:
        time.sleep(LOOK_SECONDS)
        if postgresql and not postgresql.running():
            died = True
            break
        for process in [each for each in started if _ended(each)]:
            quick = quick + 1 if time.monotonic() - started.pop(process) < QUICK_SECONDS else 0
            if quick >= MOST_QUICK:
                _end(list(started))
                raise StartupError("the processes of the API end as soon as they begin; the lines above say why")
            if not stopping:
                log.warning("a process of the API died; another takes its place", process=process)
                started[_start(serve)] = time.monotonic()
    _end(list(started))
    if died:
        raise StartupError("PostgreSQL ended unexpectedly; start again: what was committed is kept")


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
        print(f"crm: {error}", file=sys.stderr)  # noqa: T201  as the command itself would say it
    except KeyboardInterrupt:
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)  # not as the parent's twin: its end is the parent's to tell


def _ended(process: int) -> bool:
    found, _ = os.waitpid(process, os.WNOHANG)
    return found == process


def _end(processes: list[int]) -> None:
    for process in processes:
        os.kill(process, signal.SIGTERM)
    until = time.monotonic() + END_SECONDS
    while processes and time.monotonic() < until:
        processes = [each for each in processes if not _ended(each)]
        time.sleep(0.05)
    for process in processes:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
