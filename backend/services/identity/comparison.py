"""Comparison of customers by their traits, and the refusal POSSIBLE_DUPLICATE that lists what agrees."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.days import today
from backend.errors import CustomerTrait, DuplicateCandidate, ErrorCode, Refusal
from backend.identifiers import CUSTOMER_ID, CustomerKey
from backend.models import Customer, CustomerKind, IdentityDocument
from backend.models.customer import NAME_KEY
from backend.services import rules
from backend.services.identity.forms import Document, NewCustomer
from backend.services.matching import MAX_OF_KEY, Known, find_candidates, score_of
from backend.settings import Settings

MAX_CANDIDATES = 10
SIMILAR_EXISTS = "a similar customer exists; use one of the candidates, or allow the duplicate"

# The given values of the traits by which customers are compared.
Traits = Mapping[CustomerTrait, Any]


def traits_of(given: NewCustomer) -> Traits:
    """The traits that a form gives."""
    values = {
        CustomerTrait.DOCUMENT: given.document,
        CustomerTrait.NAME: given.name,
        CustomerTrait.PHONE: given.phone,
        CustomerTrait.EMAIL: given.email,
        CustomerTrait.BIRTH_DATE: given.birth_date,
    }
    return {trait: value for trait, value in values.items() if value is not None}


def known_of(given: Traits, kind: str | None = None) -> Known:
    """These values, and the kind of the customer, as they are compared with stored customers."""
    document: Document | None = given.get(CustomerTrait.DOCUMENT)
    return Known(
        kind=kind,
        name=given.get(CustomerTrait.NAME),
        phone=given.get(CustomerTrait.PHONE),
        email=given.get(CustomerTrait.EMAIL),
        birth_date=given.get(CustomerTrait.BIRTH_DATE),
        documents=(document.match_key,) if document else (),
    )


async def possible_duplicate(
    session: AsyncSession,
    ids: Iterable[CustomerKey],
    given: Traits,
    message: str,
    field: Sequence[str],
    kind: str | None = None,
) -> Refusal:
    """The refusal POSSIBLE_DUPLICATE with these candidates; for each, the traits that agree and those that differ, and
    the score with its reasons.

    A birth date that is not known of a candidate is in neither list.
    """
    candidate_ids = list(ids)
    compared = [trait_agrees(trait, value).label(trait.value) for trait, value in given.items()]
    rows = await session.execute(sa.select(Customer.id, *compared).where(Customer.id.in_(candidate_ids)))
    found = {row.id: row for row in rows}
    scores = await score_of(session, known_of(given, kind), candidate_ids)
    candidates = [
        DuplicateCandidate(
            CUSTOMER_ID.encode(each),
            tuple(trait for trait in given if getattr(found[each], trait.value) is True),
            tuple(trait for trait in given if getattr(found[each], trait.value) is False),
            scores[each].score,
            scores[each].reasons,
        )
        for each in candidate_ids
    ]
    return Refusal(ErrorCode.POSSIBLE_DUPLICATE, message, field, candidates)


async def check_not_similar(
    session: AsyncSession,
    known: Known,
    given: Traits,
    field: Sequence[str],
    *,
    stored: tuple[CustomerKey, Known] | None = None,
) -> None:
    """Raises Refusal POSSIBLE_DUPLICATE where a customer is similar to what is known of a new one, or has the phone or
    the e-mail. Of a stored one that is changed, where the change makes another one more similar.
    """
    excluding = () if stored is None else (stored[0],)
    found = await find_candidates(session, known, excluding=excluding, least_score=0, limit=2 * MAX_OF_KEY)
    if stored is None:
        similar = [each for each in found if each.is_possible_duplicate or each.has_same_contact]
    else:
        similar = [each for each in found if each.is_possible_duplicate]
        before = await score_of(session, stored[1], [each.customer_id for each in similar]) if similar else {}
        similar = [each for each in similar if each.match.score > before[each.customer_id].score]
    if similar:
        candidates = [each.customer_id for each in similar[:MAX_CANDIDATES]]
        raise await possible_duplicate(session, candidates, given, SIMILAR_EXISTS, field, known.kind)


async def check_no_duplicate(
    session: AsyncSession,
    given: Traits,
    agrees: Sequence[sa.ColumnElement[bool]],
    field: Sequence[str],
    *,
    excluding: CustomerKey | None = None,
) -> None:
    """Raises Refusal POSSIBLE_DUPLICATE when any of the conditions holds of a customer other than `excluding`."""
    others = sa.select(Customer.id).where(sa.or_(*agrees), Customer.merged_into_id.is_(None))
    if excluding is not None:
        others = others.where(Customer.id != excluding)
    found = await session.scalars(others.order_by(Customer.created_at, Customer.id).limit(MAX_CANDIDATES))
    candidates = list(found)
    if candidates:
        raise await possible_duplicate(session, candidates, given, SIMILAR_EXISTS, field)


def name_agrees(name: str) -> sa.ColumnElement[bool]:
    """The condition that a customer has this name; spellings with the same `name_key` are the same name."""
    key: Any = sa.text(NAME_KEY.format("cast(:wanted_name as text)")).bindparams(wanted_name=name)
    agrees: sa.ColumnElement[bool] = Customer.name_key == sa.type_coerce(key, sa.Text())
    return agrees


def trait_agrees(trait: CustomerTrait, value: Any) -> sa.ColumnElement[bool]:
    """The condition that a customer's trait has this value; null where the customer's value is not known."""
    agrees: sa.ColumnElement[bool]
    match trait:
        case CustomerTrait.NAME:
            agrees = name_agrees(value)
        case CustomerTrait.PHONE:
            agrees = Customer.phone == value
        case CustomerTrait.EMAIL:
            agrees = sa.func.coalesce(Customer.email == value, sa.false())
        case CustomerTrait.BIRTH_DATE:
            agrees = sa.and_(Customer.kind == CustomerKind.PERSON, Customer.birth_date == value)
        case CustomerTrait.DOCUMENT:
            agrees = sa.exists().where(is_document(value), IdentityDocument.customer_id == Customer.id)
        case _:
            assert_never(trait)
    return agrees


def is_document(document: Document) -> sa.ColumnElement[bool]:
    """The condition that a row is this document; it holds of at most one row."""
    return sa.and_(
        IdentityDocument.number_key == rules.document_key(document.number, document.kind, document.country),
        IdentityDocument.kind == document.kind,
        IdentityDocument.country == document.country,
    )


def is_valid_document(settings: Settings) -> sa.ColumnElement[bool]:
    """The condition that a document has not expired, was not replaced and is not doubtful."""
    unexpired = sa.or_(IdentityDocument.expires_on.is_(None), IdentityDocument.expires_on >= today(settings))
    return sa.and_(unexpired, IdentityDocument.replaced_at.is_(None), ~IdentityDocument.doubtful)
