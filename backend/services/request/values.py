"""What several acts on requests share: due times, rows of a form, the customer and the contract it is about."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.identifiers import ContractKey, CustomerKey, RequestKey
from backend.models import (
    Contract,
    Customer,
    Request,
    RequestCandidate,
    RequestKind,
    RequestQuestion,
    RequestTarget,
    RequestViolation,
    TicketPriority,
)
from backend.models.request import OPEN
from backend.services.checking import Violation
from backend.services.matching import Candidate
from backend.services.request.checks import Checked, check
from backend.services.request.form import COLUMNS, Form, given_fields, structured
from backend.services.request.resemblance import NEW_CUSTOMERS, candidates, known_of_form, of_candidates
from backend.settings import Settings


async def minutes_of(session: AsyncSession, kind: RequestKind, priority: TicketPriority) -> timedelta:
    """The time limit of a request of this kind and priority."""
    target = await session.get_one(RequestTarget, (kind, priority))
    return timedelta(minutes=target.minutes)


def columns_of(form: Form) -> dict[str, Any]:
    """The values of the columns of `request` that hold the form."""
    return {name: getattr(form, name) for name in COLUMNS}


def form_of(request: Request) -> Form:
    """The form that the columns of a request hold."""
    return Form(**{name: getattr(request, name) for name in COLUMNS})


async def form_from_words(session: AsyncSession, settings: Settings, request: Request) -> tuple[Form, list[Violation]]:
    """The fields found in what came in and in the answers, which are newer, and what their rules refuse."""
    data = sa.select(RequestQuestion.data).where(
        RequestQuestion.request_id == request.id, RequestQuestion.data.is_not(None)
    )
    answers = await session.scalars(data.order_by(RequestQuestion.asked_at))
    return structured(given_fields(request.raw, *answers), settings)


async def checked_of(
    session: AsyncSession,
    kind: RequestKind,
    form: Form,
    customer_id: CustomerKey | None,
    contract_id: ContractKey | None,
    *,
    language: str,
) -> Checked:
    """What is checked of a form, with the rows that it is about."""
    customer = await session.get(Customer, customer_id) if customer_id else None
    contract = await session.get(Contract, contract_id) if contract_id else None
    return Checked(kind, form, customer, contract, language)


async def examine(
    session: AsyncSession, settings: Settings, checked: Checked
) -> tuple[list[Violation], list[Candidate]]:
    """The violations of a form, beside those of its values, and the candidates."""
    customer_id, known = checked.customer.id if checked.customer else None, known_of_form(checked.form)
    found = await candidates(session, known)
    violations = await check(session, settings, checked)
    if checked.kind in NEW_CUSTOMERS:
        violations += of_candidates(found, known, customer_id)
    return violations, found


async def write_findings(
    session: AsyncSession, request_id: RequestKey, violations: Sequence[Violation], found: Sequence[Candidate]
) -> None:
    """Replace the violations and the candidates of a request."""
    for model in (RequestViolation, RequestCandidate):
        await session.execute(sa.delete(model).where(model.request_id == request_id))
    if violations:
        await session.execute(
            sa.insert(RequestViolation),
            [
                {
                    "request_id": request_id, "place": place, "code": each.code, "field": each.field,
                    "message": each.message, "severity": each.severity, "suggestion": each.suggestion,
                }
                for place, each in enumerate(violations)
            ],
        )  # fmt: skip
    if found:
        await session.execute(
            sa.insert(RequestCandidate),
            [
                {
                    "request_id": request_id, "customer_id": each.customer_id, "score": each.match.score,
                    "reasons": [reason.code.value for reason in each.match.reasons],
                }
                for each in found
            ],
        )  # fmt: skip


def check_undecided(request: Request, verb: str) -> None:
    """Raises Refusal INVALID_TRANSITION for a request that was decided or withdrawn."""
    if request.status not in OPEN:
        message = f"a request that is {request.status} does not allow {verb}"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
