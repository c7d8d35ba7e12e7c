"""The rule of two persons for acts on a contract's account: what one person asks for, another repeats.

The first call is recorded and refused with SECOND_PERSON_REQUIRED. When another member of the staff calls the same
mutation for the same contract with the same amount within APPROVAL_TIME, it is carried out.
"""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.models import ApprovalRequest
from backend.services.ledger import Account
from backend.services.recording import Journal

APPROVAL_TIME = timedelta(hours=24)


async def require_second_person(
    session: AsyncSession,
    viewer: Viewer,
    act: str,
    account: Account,
    minor: int | None,
    reason: str,
    *,
    field: Sequence[str],
) -> None:
    """Use up the request of somebody else for the same act. The account must be locked, and the act be valid.

    Raises Refusal SECOND_PERSON_REQUIRED where there is none; the request of the viewer is then recorded. A program
    (SERVICE) may ask, and not decide.
    """
    subject = viewer.subject or viewer.actor
    row = ApprovalRequest
    found = await session.scalar(
        sa.select(row)
        .where(
            row.act == act,
            row.contract_id == account.contract_id,
            row.currency == account.currency,
            row.amount_minor.is_not_distinct_from(minor),
            row.requested_subject != subject,
            row.decided_at.is_(None),
            row.created_at > sa.func.now() - APPROVAL_TIME,
        )
        .order_by(row.created_at)
        .limit(1)
        .with_for_update()
    )
    if found is None or viewer.role is Role.SERVICE:
        message = (
            f"this amount needs a second person; the request is recorded, and {act} is carried out when another "
            f"member of the staff calls it for the same contract and amount within 24 hours"
        )
        raise Refusal(
            ErrorCode.SECOND_PERSON_REQUIRED, message, field,
            afterwards=lambda outer: _record(outer, viewer, act, account, minor, reason),
        )  # fmt: skip
    found.decided_by, found.decided_at = viewer.actor, sa.func.now()
    await session.flush()


async def _record(
    session: AsyncSession, viewer: Viewer, act: str, account: Account, minor: int | None, reason: str
) -> None:
    """Record the viewer's request, once; a repeated one is valid from now on."""
    row = ApprovalRequest
    request = insert(row).values(
        act=act, contract_id=account.contract_id, currency=account.currency, amount_minor=minor, reason=reason,
        requested_by=viewer.actor, requested_subject=viewer.subject or viewer.actor,
    )  # fmt: skip
    await session.execute(
        request.on_conflict_do_update(
            index_elements=[row.contract_id, row.act, row.currency, row.amount_minor, row.requested_subject],
            index_where=row.decided_at.is_(None),
            set_={"created_at": sa.func.now(), "reason": request.excluded.reason},
        )
    )
    journal = Journal(viewer.actor, reason)
    journal.event(
        "contract.approval_requested", "Contract", account.contract_id, customer_id=account.customer_id,
        contract_id=account.contract_id, payload={"internal": True, "act": act},
    )  # fmt: skip
    await journal.write(session)
