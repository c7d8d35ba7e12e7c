"""Violations: what blocks, and what is accepted by its code."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.models import Base, Severity
from backend.records.audit import collect_note


@dataclass(frozen=True)
class Violation:
    """A rule that a form breaks. `field`: its path, such as `document.number`; `suggestion`: a value that would be
    accepted.
    """

    code: ErrorCode
    field: str
    message: str
    severity: Severity
    suggestion: str | None = None


def accept(
    violations: Iterable[Violation], acknowledged: Collection[ErrorCode], at: Sequence[str] = ()
) -> list[ErrorCode]:
    """The codes of the violations that `acknowledged` accepts, each once. Raises Refusal for the first violation that
    blocks, or else for the first one that is not acknowledged; its field begins with `at`.
    """
    listed = sorted(violations, key=lambda each: each.severity is not Severity.BLOCK)
    for each in listed:
        if each.severity is Severity.BLOCK or each.code not in acknowledged:
            raise Refusal(each.code, each.message, (*at, *each.field.split(".")))
    return list(dict.fromkeys(each.code for each in listed))


async def record_accepted(session: AsyncSession, node: Base, codes: Sequence[ErrorCode]) -> None:
    """Note in the audit entry of the running act which codes were accepted for a customer or a request."""
    if codes:
        await session.flush()  # the note follows the changes of the row
        row: Any = node
        note = collect_note(type(node), str(row.id), {"acknowledged": [code.value for code in codes]})
        await session.execute(sa.select(note))
