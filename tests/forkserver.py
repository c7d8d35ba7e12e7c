"""Processes of the product that start at once: they are forked from one that has imported everything.

An import of `backend` takes two seconds of processor time, and the tests start some hundred processes. `start` and `run`
replace `subprocess.Popen` and `subprocess.run` for commands in Python. The process is real: it has its own pid,
environment, working directory and standard streams, it can be killed, and it runs the same entry point. It differs from
a command that is executed in what is imported already, in certificates that are read already, and in its command line,
which is that of the fork server.
`make run` in `.ci/run`, and the command that `tests/test_embedded.py` executes, show that the command starts by itself.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

from backend.embedded.keeper import die_with_parent

ROOT = Path(__file__).parents[1]
LARGEST_REQUEST = 200_000
Stream = int | IO[Any] | None
PRODUCT = (
    *(f"backend.{each}" for each in ("cli.work", "server", "demo.access", "migrate", "worker")),
    "tests.client",
    "tests.certificates",
)


class Process:
    """The part of `subprocess.Popen` that the tests use."""

    def __init__(self, pid: int, status: socket.socket, pipes: Mapping[str, IO[Any]]) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdin, self.stdout, self.stderr = (pipes.get(name) for name in ("stdin", "stdout", "stderr"))
        self._status = status  # brings the exit status as text when the process has ended

    def poll(self) -> int | None:
        """The exit status, negative for a signal; None while the process runs."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit status. Raises subprocess.TimeoutExpired."""
        found = self._look(timeout)
        if found is None:
            raise subprocess.TimeoutExpired(["forked", str(self.pid)], timeout or 0)
        return found

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._status], [], [], timeout)[0]:
            told = self._status.recv(100)
            self._status.close()
            assert told, "the fork server has ended"
            self.returncode = int(told)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float | None = None) -> tuple[Any, Any]:
        """What is left of standard output and standard error, read to the end; None for what is no pipe."""
        found: dict[IO[Any], Any] = {}
        readers = []
        for stream in (self.stdout, self.stderr):
            if stream is not None and not stream.closed:
                readers.append(threading.Thread(target=lambda of=stream: found.update({of: of.read()}), daemon=True))
                readers[-1].start()
        self.wait(timeout)
        for reader in readers:
            reader.join()
        for stream in (self.stdin, *found):
            if stream is not None:
                stream.close()
        return tuple(found.get(stream) if stream is not None else None for stream in (self.stdout, self.stderr))


def start(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: Stream = None,
    stdout: Stream = None,
    stderr: Stream = None,
    text: bool = False,
    start_new_session: bool = False,
    prepared: Sequence[str] = PRODUCT,
) -> Process:
    """Start `crm …`, `-m module …`, `-c code …` or `script.py …`; the streams are those of `subprocess.Popen`.

    The fork server has imported the `prepared` modules.
    """
    pipes: dict[str, IO[Any]] = {}
    ours: list[int] = []  # opened here for the process, closed here when it has them

    def opened(name: str, given: Stream) -> int:
        if given == subprocess.PIPE:
            reading, writing = os.pipe()
            mine, its = (writing, reading) if name == "stdin" else (reading, writing)
            pipes[name] = os.fdopen(mine, ("w" if name == "stdin" else "r") + ("" if text else "b"))
        elif given == subprocess.DEVNULL or (given is None and name == "stdin"):
            its = os.open(os.devnull, os.O_RDWR)
        elif given is None:
            return {"stdout": 1, "stderr": 2}[name]
        else:
            return given if isinstance(given, int) else given.fileno()
        ours.append(its)
        return its

    streams = [opened("stdin", stdin), opened("stdout", stdout)]
    streams.append(streams[1] if stderr == subprocess.STDOUT else opened("stderr", stderr))
    status, its_status = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    asked = {
        "command": [str(word) for word in command],
        "env": dict(os.environ if env is None else env),
        "cwd": str(cwd or Path.cwd()),
        "session": start_new_session,
    }
    request = json.dumps(asked).encode()
    assert len(request) < LARGEST_REQUEST
    socket.send_fds(_server(os.getpid(), *prepared), [request], [*streams, its_status.fileno()])
    its_status.close()
    for descriptor in ours:
        os.close(descriptor)
    return Process(int(status.recv(100)), status, pipes)


def run(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    timeout: float | None = 120,
    check: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run to the end and capture what is printed, as `subprocess.run(..., capture_output=True, text=True)`."""
    process = start(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out, errors = process.communicate(timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    done = subprocess.CompletedProcess(list(command), process.wait(), out, errors)
    if check:
        done.check_returncode()
    return done


@cache
def _server(_pid: int, *prepared: str) -> socket.socket:
    """The connection to this process's fork server with these modules. The fork server ends when the connection does."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * LARGEST_REQUEST)
    command = [sys.executable, "-m", "tests.forkserver", str(its.fileno()), *prepared]
    process = subprocess.Popen(command, cwd=ROOT, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)
    its.close()

    def end() -> None:
        mine.close()
        process.wait()

    atexit.register(end)
    return mine


# In the fork server


def _serve(requests: socket.socket) -> dict[str, Any]:
    """Fork a process for each request. Returns in the forked process, with its request."""
    running: dict[int, socket.socket] = {}
    ended, wakes = socket.socketpair()
    wakes.setblocking(False)
    signal.set_wakeup_fd(wakes.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for pytest
    while True:
        readable = select.select([requests, ended], [], [])[0]
        if ended in readable:
            ended.recv(1000)
            for pid in list(running):
                found, status = os.waitpid(pid, os.WNOHANG)
                if found:
                    with running.pop(pid) as told:
                        _tell(told, os.waitstatus_to_exitcode(status))
        if requests in readable:
            request, descriptors, _, _ = socket.recv_fds(requests, LARGEST_REQUEST, 4)
            if not request:
                os._exit(0)
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                for each in (requests, ended, wakes, *running.values()):
                    each.close()
                for number, descriptor in enumerate(descriptors[:3]):
                    os.dup2(descriptor, number)
                for descriptor in descriptors:
                    os.close(descriptor)
                asked: dict[str, Any] = json.loads(request)
                return asked
            running[pid] = socket.socket(fileno=descriptors[3])
            _tell(running[pid], pid)
            for descriptor in descriptors[:3]:
                os.close(descriptor)


def _tell(connection: socket.socket, number: int) -> None:
    try:
        connection.send(str(number).encode())
    except BrokenPipeError:
        return  # nobody waits for this process


def _become(asked: dict[str, Any], server: int) -> None:
    """Do what the interpreter does with this command line. The process ends with the fork server."""
    die_with_parent(server, signal.SIGKILL)()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if asked["session"]:
        os.setsid()
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    os.chdir(asked["cwd"])
    vars(sys.modules["__main__"]).update(__spec__=None, __package__=None)
    kind, *arguments = asked["command"]
    if kind == "crm":
        from backend.cli import main

        sys.argv = ["crm", *arguments]
        main()
    elif kind == "-m":
        sys.argv = arguments.copy()
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    elif kind == "-c":
        sys.argv = ["-c", *arguments[1:]]
        exec(compile(arguments[0], "<code>", "exec"), {"__name__": "__main__"})  # noqa: S102
    else:
        sys.argv = [kind, *arguments]
        runpy.run_path(kind, run_name="__main__")


def _prepare(modules: Sequence[str]) -> None:
    for module in modules:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a process with threads must not be forked"


if __name__ == "__main__":
    _prepare(sys.argv[2:])
    own_pid = os.getpid()
    _become(_serve(socket.socket(fileno=int(sys.argv[1]))), own_pid)
