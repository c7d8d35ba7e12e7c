"""Checks and values that several acts on tickets share."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.models import Ticket, TicketPriority, TicketStatus, TicketTarget
from backend.services import rules


def check_open(ticket: Ticket, verb: str) -> None:
    """Raises Refusal INVALID_TRANSITION for a closed ticket."""
    if ticket.status is TicketStatus.CLOSED:
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"a ticket that is CLOSED does not allow {verb}", ["id"])


async def due(session: AsyncSession, priority: TicketPriority) -> tuple[timedelta, timedelta]:
    """The times for the first response and the solution of this priority."""
    target = await session.get_one(TicketTarget, priority)
    return timedelta(minutes=target.first_response_minutes), timedelta(minutes=target.solution_minutes)


def optional(text: str | None, max_characters: int, field: Sequence[str], *, multiline: bool = True) -> str | None:
    """A text by its rule; None for an absent or blank one. Raises Refusal INVALID_INPUT."""
    return None if text is None or not text.strip() else rules.text(text, max_characters, field, multiline=multiline)
