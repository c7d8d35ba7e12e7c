"""The registered customers whom a request may be about, with a score."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import CustomerTrait, ErrorCode
from backend.identifiers import CustomerKey
from backend.models import Customer, CustomerKind, IdentityDocument, RequestKind, Severity
from backend.services.identity import NewCustomer, name_agrees, traits_of
from backend.services.identity.comparison import MAX_CANDIDATES, is_document, trait_agrees
from backend.services.request.form import Form, Violation

# The parts of the score. A document alone names the customer; what agrees is added up to 100.
_WEIGHTS: Mapping[CustomerTrait, int] = {
    CustomerTrait.DOCUMENT: 90,
    CustomerTrait.NAME: 35,
    CustomerTrait.PHONE: 35,
    CustomerTrait.EMAIL: 30,
    CustomerTrait.BIRTH_DATE: 25,
}
NEW_CUSTOMERS = (RequestKind.REGISTRATION, RequestKind.PORT_IN)  # the kinds that may create a customer


@dataclass(frozen=True)
class Candidate:
    """A customer that resembles the one in a form. `score`: from 0 to 100; `reasons`: the traits that agree."""

    customer_id: CustomerKey
    score: int
    reasons: tuple[CustomerTrait, ...]


async def candidates(session: AsyncSession, form: Form) -> list[Candidate]:
    """The customers that have the document, the phone or the e-mail of a form, or its name and birth date, the
    likeliest first.
    """
    given = traits_of(
        NewCustomer(form.kind, form.name or "", form.phone or "", form.email, None, form.document, form.birth_date)
    )
    given = {trait: value for trait, value in given.items() if value != ""}
    agrees = {trait: trait_agrees(trait, value) for trait, value in given.items()}
    reached = _reached(form)
    if not reached:
        return []
    ids = sa.union(*reached).subquery()
    rows = await session.execute(
        sa.select(Customer.id, *(condition.label(trait.value) for trait, condition in agrees.items()))
        .where(Customer.id.in_(sa.select(ids.c.id)))
        .order_by(Customer.created_at, Customer.id)
    )
    found = []
    for row in rows:
        reasons = tuple(trait for trait in given if getattr(row, trait.value) is True)
        found.append(Candidate(row.id, min(100, sum(_WEIGHTS[trait] for trait in reasons)), reasons))
    return sorted(found, key=lambda each: -each.score)[:MAX_CANDIDATES]


def _reached(form: Form) -> list[sa.Select[tuple[CustomerKey]]]:
    """The selects that reach candidates, each by an index."""
    found = []
    if form.document is not None:
        found.append(sa.select(IdentityDocument.customer_id.label("id")).where(is_document(form.document)))
    if form.phone is not None:
        found.append(sa.select(Customer.id).where(Customer.phone == form.phone).limit(MAX_CANDIDATES))
    if form.email is not None:
        found.append(sa.select(Customer.id).where(Customer.email == form.email).limit(MAX_CANDIDATES))
    if form.name is not None and form.birth_date is not None and form.kind is CustomerKind.PERSON:
        same = sa.and_(name_agrees(form.name), Customer.birth_date == form.birth_date)
        found.append(sa.select(Customer.id).where(same).limit(MAX_CANDIDATES))
    # A limit inside of a union has to be in a subquery of its own.
    return [sa.select(each.subquery().c.id) for each in found]


def of_candidates(found: list[Candidate], customer_id: CustomerKey | None) -> list[Violation]:
    """The violation that a form resembles customers other than the one that the request is about."""
    others = [each for each in found if each.customer_id != customer_id]
    if not others:
        return []
    by_document = any(CustomerTrait.DOCUMENT in each.reasons for each in others)
    message = "another customer has this document" if by_document else "a similar customer exists; see the candidates"
    path = "document.number" if by_document else "customerId"
    severity = Severity.BLOCK if by_document else Severity.ALERT
    return [Violation(ErrorCode.POSSIBLE_DUPLICATE, path, message, severity)]
