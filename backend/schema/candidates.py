"""Possible duplicates of customers, in payloads."""

from typing import Any, Optional

import strawberry

from backend.schema.declare import lazy_type
from backend.schema.enums import CustomerTrait
from backend.schema.payloads import described
from backend.services.idempotency import Outcome

CUSTOMER: Any = Optional[lazy_type("customer.Customer")]
CANDIDATES: Any = list[lazy_type("customer.Customer")]  # type: ignore[misc]
CANDIDATES_TEXT = "Existing customers that are similar to the input, after POSSIBLE_DUPLICATE; see `candidateReasons`."
REASONS_TEXT = "For each candidate, the fields that agree with the input and the fields that differ."


@strawberry.type(description="Comparison of a candidate with the input.")
class CandidateReasons:
    customer: object = strawberry.field(description="The candidate.", graphql_type=CUSTOMER)
    reasons: list[CustomerTrait] = described("Fields that agree with the input.")
    differences: list[CustomerTrait] = described("Fields that differ from the input.")


def compared(outcome: Outcome) -> dict[str, Any]:
    """The fields of a payload with the candidates of an outcome."""
    reasons = [
        CandidateReasons(customer=each.customer_id, reasons=list(each.agrees), differences=list(each.differs))
        for each in outcome.candidates
    ]
    return {"candidates": [each.customer_id for each in outcome.candidates], "candidate_reasons": reasons}
