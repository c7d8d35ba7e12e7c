"""The check of changes of a profile by the validation rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from backend.errors import ErrorCode
from backend.models import Customer
from backend.services.acts import Acting
from backend.services.checking import record_accepted
from backend.services.customer import ACKNOWLEDGE_TEXT, check_rules
from backend.services.identity import Document
from backend.services.profile.values import CustomerChange


@dataclass(frozen=True, kw_only=True)
class CheckedChange(CustomerChange):
    """A change that the validation rules check."""

    acknowledge: Annotated[tuple[ErrorCode, ...], ACKNOWLEDGE_TEXT] = ()


async def check_by_rules(
    acting: Acting,
    customer: Customer,
    changed: Mapping[str, Any],
    acknowledge: Collection[ErrorCode],
    document: Document | None = None,
) -> None:
    """Check the new values of columns of a locked customer, and a new document, by the validation rules; what is
    acknowledged stands in the audit entry. Raises Refusal with the code of a rule that blocks or is not acknowledged.
    """
    accepted = await check_rules(acting, customer, changed, acknowledge, document)
    await record_accepted(acting.session, customer, accepted)
