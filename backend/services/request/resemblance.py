"""The registered customers whom a request may be about: those whom `matching` finds."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import CustomerTrait, ErrorCode
from backend.identifiers import CustomerKey
from backend.models import RequestKind, Severity
from backend.services.checking import Violation
from backend.services.identity import Traits
from backend.services.identity.comparison import MAX_CANDIDATES
from backend.services.matching import MAX_OF_KEY, WEIGHTS, Candidate, Known, find_candidates
from backend.services.request.form import Form

NEW_CUSTOMERS = (RequestKind.REGISTRATION, RequestKind.PORT_IN)  # the kinds that may create a customer


async def candidates(session: AsyncSession, known: Known) -> list[Candidate]:
    """The customers with at least the score of a candidate, and those with the same phone or e-mail, the likeliest
    first.
    """
    found = await find_candidates(session, known, least_score=0, limit=2 * MAX_OF_KEY)
    return [each for each in found if each.match.score >= WEIGHTS.candidate or each.has_same_contact][:MAX_CANDIDATES]


def known_of_form(form: Form) -> Known:
    """What a form tells of a customer."""
    return Known(
        kind=form.kind, name=form.name, phone=form.phone, email=form.email, birth_date=form.birth_date,
        documents=(form.document.match_key,) if form.document else (),
    )  # fmt: skip


def traits_of_form(form: Form) -> Traits:
    """The traits that a form gives."""
    values = {
        CustomerTrait.DOCUMENT: form.document, CustomerTrait.NAME: form.name, CustomerTrait.PHONE: form.phone,
        CustomerTrait.EMAIL: form.email, CustomerTrait.BIRTH_DATE: form.birth_date,
    }  # fmt: skip
    return {trait: value for trait, value in values.items() if value is not None}


def of_candidates(found: Sequence[Candidate], known: Known, customer_id: CustomerKey | None) -> list[Violation]:
    """The violation that what is known resembles customers other than the one that it is about, as the act that creates
    a customer would refuse it.
    """
    others = [each for each in found if each.customer_id != customer_id]
    if any(each.has_document(known.documents) for each in others):
        message = "another customer has this document"
        return [Violation(ErrorCode.POSSIBLE_DUPLICATE, "document.number", message, Severity.BLOCK)]
    if any(each.is_possible_duplicate or each.has_same_contact for each in others):
        message = "a similar customer exists; see the candidates"
        return [Violation(ErrorCode.POSSIBLE_DUPLICATE, "customerId", message, Severity.ALERT)]
    return []
