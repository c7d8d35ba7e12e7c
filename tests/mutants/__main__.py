"""`make mutants`: plant each fault in a copy of the project, run the tests that should see it, and print which survive.

    python -m tests.mutants [--jobs 2] [--check] [WORD ...]

Only faults whose room or text contain one of the words are planted; `--check` plants none and only looks whether each
still fits the project. Beside each fault stands the test that failed first. A survivor, a fault whose text or tests are
no longer there, and tests that could not run end the command with status 1. The project itself is never changed.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.fault import Fault
from tests.mutants.faults import FAULTS

ROOT = Path(__file__).parent.parent.parent
COPIED = ("backend", "migrations", "tests")
LINKED = (
    "frontend-contract", "bench", "scripts", "docs", "tests/node", "pyproject.toml", "README.md", "Makefile",
    "docker-compose.yml", "Dockerfile", ".dockerignore", "alembic.ini",
)  # fmt: skip
LIMIT_SECONDS = 600
TESTS_FAILED = 1  # pytest's exit status; 2 to 5 say that tests did not run


@dataclass(frozen=True)
class Outcome:
    """`word` is CAUGHT where a test failed; `why` names it, or says what is wrong."""

    word: str
    why: str


def misfit(fault: Fault) -> str | None:
    """What of a fault is no longer in the project; None when it fits."""
    times = (ROOT / fault.file).read_text().count(fault.old) if (ROOT / fault.file).is_file() else 0
    if times != 1:
        return f"its text stands {times} times in {fault.file}"
    gone = [test for test in fault.tests if not (ROOT / test.partition("::")[0]).exists()]
    return f"there is no {gone[0]}" if gone else None


class Workshop:
    """A copy of the project in which one fault at a time is planted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        left_out = shutil.ignore_patterns("__pycache__", "node")
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        for name in LINKED:
            if (ROOT / name).exists():
                (folder / name).symlink_to(ROOT / name)

    def outcome(self, fault: Fault) -> Outcome:
        if (wrong := misfit(fault)) is not None:
            return Outcome("STALE", wrong)
        file = self.folder / fault.file
        text = file.read_text()
        file.write_text(text.replace(fault.old, fault.new))
        try:
            return self._run(fault)
        finally:
            file.write_text(text)

    def _run(self, fault: Fault) -> Outcome:
        words = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-rfE", "--tb=line", *fault.tests]
        if fault.expression:
            words += ["-k", fault.expression]
        running = subprocess.Popen(
            words,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "COLUMNS": "200"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said, _ = running.communicate(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            return Outcome("CAUGHT", f"the tests did not end in {LIMIT_SECONDS} s")
        finally:
            # Servers that a failed test left behind too.
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        failed = [line for line in said.splitlines() if line.startswith("FAILED ")]
        if running.returncode == TESTS_FAILED and failed:
            return Outcome("CAUGHT", failed[0].removeprefix("FAILED "))
        if running.returncode == 0:
            return Outcome("SURVIVED", "every test passed")
        return Outcome("NOT RUN", f"pytest ended with {running.returncode}: {said[-600:]}")


def chosen(words: Sequence[str]) -> list[Fault]:
    said = [word.lower() for word in words]
    return [fault for fault in FAULTS if not said or any(word in f"{fault.room} {fault.says}".lower() for word in said)]


def check(faults: Sequence[Fault]) -> int:
    """Print the faults that no longer fit the project. The status."""
    wrong = [(fault, said) for fault in faults if (said := misfit(fault)) is not None]
    for fault, said in wrong:
        print(f"{fault.room}: {fault.says}\n    {said}")
    print(f"{len(faults) - len(wrong)} of {len(faults)} faults fit the project")
    return 1 if wrong else 0


def plant_all(faults: Sequence[Fault], jobs: int) -> int:
    """Plant one after the other in each of `jobs` copies. The status."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        free = [Workshop(Path(folder) / str(number)) for number in range(jobs)]

        def plant(fault: Fault) -> Outcome:
            shop = free.pop()
            at = time.monotonic()
            try:
                outcome = shop.outcome(fault)
            finally:
                free.append(shop)
            seconds = time.monotonic() - at
            print(f"{outcome.word:8} {seconds:4.0f} s  {fault.room}: {fault.says}\n    {outcome.why}", flush=True)
            return outcome

        with ThreadPoolExecutor(jobs) as pool:
            outcomes = list(pool.map(plant, faults))
    wrong = [fault for fault, outcome in zip(faults, outcomes, strict=True) if outcome.word != "CAUGHT"]
    print(f"{len(faults) - len(wrong)} of {len(faults)} faults were caught in {time.monotonic() - begun:.0f} s")
    for fault in wrong:
        print(f"not caught: {fault.room}: {fault.says}")
    return 1 if wrong or not faults else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="Plant faults and see them caught.")
    parser.add_argument("words", nargs="*", help="only faults whose room or text contains one of these")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--check", action="store_true", help="plant nothing; look whether each fault fits the project")
    arguments = parser.parse_args()
    faults = chosen(arguments.words)
    return check(faults) if arguments.check else plant_all(faults, arguments.jobs)


if __name__ == "__main__":
    sys.exit(main())
