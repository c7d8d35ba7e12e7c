"""The options of the reader process."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Options:
    """The kind of file (an ImportKind), the uploader's mapping of headings to columns, and the settings that rules use.

    `max_bytes` limits the size of the file, also when decompressed; `encoding` is Python's name, None to detect it.
    """

    kind: str
    mapping: Sequence[tuple[str, str | None]]
    default_region: str
    numbering_plan: tuple[str, ...]
    iccid_luhn: bool
    iccid_luhn_exempt_issuers: tuple[str, ...]
    max_bytes: int
    today: date = field(default_factory=date.today)
    encoding: str | None = None

    @classmethod
    def of(cls, text: str) -> "Options":
        """Read options from JSON."""
        given: dict[str, Any] = json.loads(text)
        return cls(
            kind=given["kind"],
            mapping=[(heading, column) for heading, column in given.get("mapping") or ()],
            default_region=given["default_region"],
            numbering_plan=tuple(given["numbering_plan"]),
            iccid_luhn=given["iccid_luhn"],
            iccid_luhn_exempt_issuers=tuple(given["iccid_luhn_exempt_issuers"]),
            max_bytes=given["max_bytes"],
            today=date.fromisoformat(given["today"]),
            encoding=given.get("encoding"),
        )
