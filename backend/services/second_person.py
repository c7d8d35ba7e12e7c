"""The rule of two persons for acts on a contract's account, or on two customers: what one asks for, another repeats.

The first call is recorded and refused with SECOND_PERSON_REQUIRED. When another member of the staff calls the same
mutation for the same contract with the same amount within APPROVAL_TIME, it is carried out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import ContractKey, CustomerKey
from backend.models import ApprovalRequest
from backend.services.ledger import Account
from backend.services.recording import Journal

APPROVAL_TIME = timedelta(hours=24)


@dataclass(frozen=True)
class Couple:
    """Two locked customers, for an act on both. `terms`: further input that both persons have to give alike."""

    customer_id: CustomerKey
    other_id: CustomerKey
    terms: str


@dataclass(frozen=True)
class Line:
    """A locked contract, for an act that moves no money."""

    contract_id: ContractKey
    customer_id: CustomerKey
    currency: str


async def require_second_person(
    session: AsyncSession,
    viewer: Viewer,
    act: str,
    subject: Account | Couple | Line,
    minor: int | None,
    reason: str,
    *,
    field: Sequence[str],
) -> None:
    """Use up the request of somebody else for the same act. What it is about must be locked, and the act be valid.

    Raises Refusal SECOND_PERSON_REQUIRED where there is none; the request of the viewer is then recorded. A program
    (SERVICE) may ask, and not decide.
    """
    person = viewer.subject or viewer.actor
    row = ApprovalRequest
    about = _about(subject)
    found = await session.scalar(
        sa.select(row)
        .where(
            row.act == act,
            *(getattr(row, name) == value for name, value in about.items()),
            row.amount_minor.is_not_distinct_from(minor),
            row.requested_subject != person,
            row.decided_at.is_(None),
            row.created_at > sa.func.now() - APPROVAL_TIME,
        )
        .order_by(row.created_at)
        .limit(1)
        .with_for_update()
    )
    if found is None or viewer.role is Role.SERVICE:
        what, same = "this amount", "contract and amount"
        if isinstance(subject, Couple):
            what, same = "this merge", "customers and choices"
        elif isinstance(subject, Line):
            what, same = "this", "contract"
        message = (
            f"{what} needs a second person; the request is recorded, and {act} is carried out when another "
            f"member of the staff calls it for the same {same} within 24 hours"
        )
        raise Refusal(
            ErrorCode.SECOND_PERSON_REQUIRED, message, field,
            afterwards=lambda outer: _record(outer, viewer, act, subject, minor, reason),
        )  # fmt: skip
    found.decided_by, found.decided_at = viewer.actor, sa.func.now()
    await session.flush()


async def _record(
    session: AsyncSession, viewer: Viewer, act: str, subject: Account | Couple | Line, minor: int | None, reason: str
) -> None:
    """Record the viewer's request, once; a repeated one is valid from now on."""
    row = ApprovalRequest
    request = insert(row).values(
        act=act, **_about(subject), amount_minor=minor, reason=reason,
        requested_by=viewer.actor, requested_subject=viewer.subject or viewer.actor,
    )  # fmt: skip
    await session.execute(
        request.on_conflict_do_update(
            index_elements=[
                row.contract_id,
                row.act,
                row.currency,
                row.amount_minor,
                row.requested_subject,
                row.customer_id,
                row.other_id,
                row.terms,
            ],
            index_where=row.decided_at.is_(None),
            set_={"created_at": sa.func.now(), "reason": request.excluded.reason},
        )
    )
    journal = Journal(viewer.actor, reason)
    payload = {"internal": True, "act": act}
    if isinstance(subject, Couple):
        key = subject.customer_id
        journal.event("customer.approval_requested", "Customer", key, customer_id=key, payload=payload)
    else:
        journal.event(
            "contract.approval_requested", "Contract", subject.contract_id, customer_id=subject.customer_id,
            contract_id=subject.contract_id, payload=payload,
        )  # fmt: skip
    await journal.write(session)


def _about(subject: Account | Couple | Line) -> dict[str, Any]:
    """The columns of a request that name what it is about."""
    if isinstance(subject, Couple):
        return {"customer_id": subject.customer_id, "other_id": subject.other_id, "terms": subject.terms}
    return {"contract_id": subject.contract_id, "currency": subject.currency}
