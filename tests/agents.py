"""Control of ws_agent.mjs and sse_agent.mjs: npm clients in their own processes, with commands and reports in JSON."""

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Report = dict[str, Any]
REPORT_SECONDS = 20.0


class Agent:
    """A running agent. Reports are read in their order; `wait_for` sets aside those that do not match."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._reports: queue.Queue[Report | None] = queue.Queue()
        self._aside: list[Report] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def close(self) -> None:
        """Close the pipe after the process has ended."""
        self._reader.join(timeout=5)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._reports.put(json.loads(line))
        self._reports.put(None)

    def do(self, command: str, **arguments: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": command, **arguments}) + "\n")
        self._process.stdin.flush()

    def wait_for(self, report: str, seconds: float = REPORT_SECONDS, **values: Any) -> Report:
        """The first unread report of this kind with these values. Raises AssertionError when none comes in time."""

        def matches(candidate: Report) -> bool:
            return candidate["report"] == report and all(candidate.get(name) == value for name, value in values.items())

        return self._take(matches, f"{report} {values}", seconds)

    def _take(self, matches: Callable[[Report], bool], wanted: str, seconds: float) -> Report:
        for index, candidate in enumerate(self._aside):
            if matches(candidate):
                return self._aside.pop(index)
        deadline = time.monotonic() + seconds  # other reports, such as those of ping frames, do not extend the wait
        while True:
            try:
                found = self._reports.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                found = None
            if found is None:
                raise AssertionError(f"no report {wanted}; others: {self._aside[-20:]}")
            if matches(found):
                return found
            self._aside.append(found)

    def others(self, report: str) -> list[Report]:
        """Reports of this kind that were set aside and not read."""
        return [one for one in self._aside if one["report"] == report]


@contextmanager
def agent(script: Path) -> Iterator[Agent]:
    """Run an agent for the length of the block. Raises AssertionError when Node.js does not start it."""
    process = subprocess.Popen(["node", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    running = Agent(process)
    try:
        running.wait_for("ready")
        yield running
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        running.close()
