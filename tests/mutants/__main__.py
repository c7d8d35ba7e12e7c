"""`make mutants`: plant each fault in a copy of the project, run the tests that guard it, and print which survive.

    python -m tests.mutants [--jobs 2] [--check] [WORD ...]

Only faults whose room or description contains one of the words are planted. `--check` plants none and checks that each
still fits the project. The output names the first test that failed for each fault. The status is 1 if a fault survived,
if the code or the tests of a fault no longer exist, or if its tests could not run. The project itself is not changed.
"""

import argparse
import os
import re
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
OPERATORS = {"and", "or", "not"}  # of pytest's -k
TESTS_FAILED = 1  # pytest's exit status; with 2 to 5 the tests did not run


@dataclass(frozen=True)
class Outcome:
    """`word` is CAUGHT if a test failed. `why` names the failed test or the problem."""

    word: str
    why: str


def misfit(fault: Fault) -> str | None:
    """The part of a fault that no longer exists in the project; None if the fault fits."""
    times = (ROOT / fault.file).read_text().count(fault.old) if (ROOT / fault.file).is_file() else 0
    if times != 1:
        return f"its code occurs {times} times in {fault.file}, and must occur once"
    paths = [ROOT / test.partition("::")[0] for test in fault.tests]
    gone = [path for path in paths if not path.exists()]
    if gone:
        return f"there is no {gone[0].relative_to(ROOT)}"
    texts = "".join(
        file.read_text() for path in paths for file in (path.rglob("test_*.py") if path.is_dir() else [path])
    )
    unknown = [word for word in re.findall(r"\w+", fault.expression) if word not in OPERATORS and word not in texts]
    return f"no test of it has {unknown[0]} in its name" if unknown else None


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
            output, _ = running.communicate(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            return Outcome("CAUGHT", f"the tests did not end in {LIMIT_SECONDS} s")
        finally:
            # Also ends servers that a failed test left running.
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        failed = [line for line in output.splitlines() if line.startswith("FAILED ")]
        if running.returncode == TESTS_FAILED and failed:
            return Outcome("CAUGHT", failed[0].removeprefix("FAILED "))
        if running.returncode == 0:
            return Outcome("SURVIVED", "every test passed")
        return Outcome("NOT RUN", f"pytest ended with {running.returncode}: {output[-600:]}")


def chosen(words: Sequence[str]) -> list[Fault]:
    """The faults whose room or description contains one of the words; all faults without words."""
    wanted = [word.lower() for word in words]
    texts = [(fault, f"{fault.room} {fault.description}".lower()) for fault in FAULTS]
    return [fault for fault, text in texts if not wanted or any(word in text for word in wanted)]


def check(faults: Sequence[Fault]) -> int:
    """Print the faults that no longer fit the project. Returns the exit status."""
    wrong = [(fault, problem) for fault in faults if (problem := misfit(fault)) is not None]
    for fault, problem in wrong:
        print(f"{fault.room}: {fault.description}\n    {problem}")
    print(f"{len(faults) - len(wrong)} of {len(faults)} faults fit the project")
    return 1 if wrong else 0


def plant_all(faults: Sequence[Fault], jobs: int) -> int:
    """Plant the faults one after the other, in `jobs` copies at once. Returns the exit status."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        free = [Workshop(Path(folder) / str(number)) for number in range(jobs)]

        def plant(fault: Fault) -> Outcome:
            workshop = free.pop()
            at = time.monotonic()
            try:
                outcome = workshop.outcome(fault)
            finally:
                free.append(workshop)
            seconds = time.monotonic() - at
            print(
                f"{outcome.word:8} {seconds:4.0f} s  {fault.room}: {fault.description}\n    {outcome.why}", flush=True
            )
            return outcome

        with ThreadPoolExecutor(jobs) as pool:
            outcomes = list(pool.map(plant, faults))
    wrong = [fault for fault, outcome in zip(faults, outcomes, strict=True) if outcome.word != "CAUGHT"]
    print(f"{len(faults) - len(wrong)} of {len(faults)} faults were caught in {time.monotonic() - started:.0f} s")
    for fault in wrong:
        print(f"not caught: {fault.room}: {fault.description}")
    return 1 if wrong or not faults else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants", description="Plant faults and check that tests catch them."
    )
    parser.add_argument("words", nargs="*", help="only faults whose room or description contains one of these")
    parser.add_argument("--jobs", type=int, default=2, help="how many faults are tried at once")
    parser.add_argument("--check", action="store_true", help="plant nothing; check that each fault fits the project")
    arguments = parser.parse_args()
    faults = chosen(arguments.words)
    return check(faults) if arguments.check else plant_all(faults, arguments.jobs)


if __name__ == "__main__":
    sys.exit(main())
