"""`make mutants`: plant each fault in a copy of the project, run the tests that should see it, and print which survive.

    python -m tests.mutants [--jobs 2] [WORD ...]

Only faults whose room or text contain one of the words are planted. A survivor, a fault whose text is no longer in its
file, and tests that do not run at all end the command with status 1. The project itself is never changed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.fault import Fault
from tests.mutants.faults import FAULTS

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("backend", "migrations", "tests", "frontend-contract", "bench", "scripts", "docs")
FILES = ("pyproject.toml", "README.md", "Makefile", "docker-compose.yml", "Dockerfile", ".dockerignore", "alembic.ini")
LIMIT_SECONDS = 600
TESTS_FAILED = 1  # pytest's exit status; 2 to 5 say that tests did not run


class Workshop:
    """A copy of the project in which one fault at a time is planted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in FOLDERS:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            if (ROOT / name).is_file():
                shutil.copy(ROOT / name, folder / name)

    def outcome(self, fault: Fault) -> str:
        """`caught`, or what is wrong."""
        file = self.folder / fault.file
        text = file.read_text()
        if (times := text.count(fault.old)) != 1:
            return f"STALE: its text stands {times} times in {fault.file}"
        file.write_text(text.replace(fault.old, fault.new))
        try:
            return self._run(fault)
        finally:
            file.write_text(text)

    def _run(self, fault: Fault) -> str:
        words = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", *fault.tests]
        if fault.expression:
            words += ["-k", fault.expression]
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            ran = subprocess.run(
                words,
                cwd=self.folder,
                env=environment,
                capture_output=True,
                text=True,
                timeout=LIMIT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "caught"  # a fault that makes a test wait for ever is seen too
        if ran.returncode == TESTS_FAILED:
            return "caught"
        if ran.returncode == 0:
            return "SURVIVED"
        return f"NOT RUN: pytest ended with {ran.returncode}: {ran.stdout[-400:]}{ran.stderr[-400:]}"


def chosen(words: Sequence[str]) -> list[Fault]:
    said = [word.lower() for word in words]
    return [fault for fault in FAULTS if not said or any(word in f"{fault.room} {fault.says}".lower() for word in said)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="Plant faults and see them caught.")
    parser.add_argument("words", nargs="*", help="only faults whose room or text contains one of these")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    arguments = parser.parse_args()
    faults = chosen(arguments.words)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        shops = [Workshop(Path(folder) / str(number)) for number in range(arguments.jobs)]
        free = list(shops)

        def plant(fault: Fault) -> str:
            shop = free.pop()
            at = time.monotonic()
            try:
                outcome = shop.outcome(fault)
            finally:
                free.append(shop)
            print(f"{outcome.split(':')[0]:9} {time.monotonic() - at:5.0f} s  {fault.room}: {fault.says}", flush=True)
            return outcome

        with ThreadPoolExecutor(arguments.jobs) as pool:
            outcomes = list(pool.map(plant, faults))
    wrong = [(fault, outcome) for fault, outcome in zip(faults, outcomes, strict=True) if outcome != "caught"]
    print(f"{len(faults) - len(wrong)} of {len(faults)} faults were caught in {time.monotonic() - begun:.0f} s")
    for fault, outcome in wrong:
        print(f"{fault.room}: {fault.says}\n    {outcome}")
    return 1 if wrong or not faults else 0


if __name__ == "__main__":
    sys.exit(main())
