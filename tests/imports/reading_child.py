"""Runs the reader of files, in this process or in one of its own, and parses its output."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.imports.reading import __main__ as reading
from tests.imports.subscriber_files import TODAY

ROOT = Path(__file__).parents[2]
COLUMNS = (
    "row", "name", "phone", "email", "kind", "document_kind", "document_number", "document_country", "birth_date", "iccid", "msisdn",
    "tariff", "options", "start_date", "language", "external_id", "customer_external_id", "opening_balance",
    "error_code", "error_column", "error_message", "error_value", "faults", "cells",
)  # fmt: skip
OPTIONS: dict[str, Any] = {
    "kind": "SUBSCRIBERS", "mapping": None, "default_region": "KG", "numbering_plan": [], "iccid_luhn": True,
    "iccid_luhn_exempt_issuers": [], "max_bytes": 1_000_000_000, "today": TODAY,
}  # fmt: skip
# A forked process inherits the peak memory of its parent, so a small process is started in between.
_MEASURED = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "backend.imports.reading", sys.argv[1]])
_, status, usage = os.wait4(child.pid, 0)
print("peak", usage.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""
_ESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


@dataclass(frozen=True)
class Outcome:
    status: int
    report: dict[str, Any]
    rows: list[dict[str, str | None]]
    peak_kilobytes: int = 0


def read(
    body: bytes, mapping: Mapping[str, str | None] | Sequence[tuple[str, str]] | None = None, **options: Any
) -> Outcome:
    """Run the reader in this process, which is faster than starting one."""
    written = io.BytesIO()
    status, told = reading.run(_given(mapping, options), io.BytesIO(body), written.write)
    return Outcome(status, json.loads(json.dumps(told)), as_copied(written.getvalue()))


def read_apart(body: bytes, mapping: Mapping[str, str | None] | Sequence[tuple[str, str]] | None = None) -> Outcome:
    """Run the reader in a process of its own, and measure its peak memory."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, _given(mapping, {})],
        input=body, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 2, done.stderr.decode()[-2000:]
    return Outcome(done.returncode, json.loads(lines[0]), as_copied(done.stdout), int(lines[1].split()[1]))


def _given(mapping: Mapping[str, str | None] | Sequence[tuple[str, str]] | None, options: Mapping[str, Any]) -> str:
    pairs = list(mapping.items()) if isinstance(mapping, Mapping) else mapping
    return json.dumps({**OPTIONS, "mapping": pairs, **options})


def measure(body: bytes) -> tuple[dict[str, Any], int]:
    """Read a large file and discard its rows. Returns the report and the peak memory in kilobytes."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, json.dumps(OPTIONS)],
        input=body, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    report, peak = done.stderr.decode().splitlines()
    return json.loads(report), int(peak.split()[1])


def as_copied(written: bytes) -> list[dict[str, str | None]]:
    """Parse rows in the text format of PostgreSQL's COPY."""
    return [_row(line) for line in written.decode().split("\n")[:-1]]


def _row(line: str) -> dict[str, str | None]:
    return dict(zip(COLUMNS, map(_value, line.split("\t")), strict=True))


def _value(written: str) -> str | None:
    if written == "\\N":
        return None
    parts = iter(written.split("\\"))
    first = next(parts)
    return first + "".join(_ESCAPED[part[0]] + part[1:] if part else "\\" + next(parts) for part in parts)
