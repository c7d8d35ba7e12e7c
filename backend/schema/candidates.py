"""Possible duplicates of customers, in payloads."""

from typing import Any, Optional

import strawberry

from backend.schema.declare import lazy_type
from backend.schema.enums import CustomerTrait, MatchCode
from backend.schema.payloads import described
from backend.services.idempotency import Outcome

CUSTOMER: Any = Optional[lazy_type("customer.Customer")]
CANDIDATES: Any = list[lazy_type("customer.Customer")]  # type: ignore[misc]
CANDIDATES_TEXT = "Existing customers that are similar to the input, after POSSIBLE_DUPLICATE; see `candidateReasons`."
SCORE_TEXT = (
    "How likely both are one person or organisation, from 0 to 100: the sum of the points of the reasons. From 60 on "
    "they are a possible duplicate."
)
REASONS_TEXT = "For each candidate, the fields that agree with the input and the fields that differ."


@strawberry.type(description="A reason for which two customers are similar, or are not.")
class MatchReason:
    code: MatchCode = described("The reason.")
    points: int = described("Its part of the score; negative where it makes a match less likely.")


@strawberry.type(description="Comparison of a candidate with the input.")
class CandidateReasons:
    customer: object = strawberry.field(description="The candidate.", graphql_type=CUSTOMER)
    reasons: list[CustomerTrait] = described("Fields that agree with the input.")
    differences: list[CustomerTrait] = described("Fields that differ from the input.")
    score: int = described(SCORE_TEXT)
    match_reasons: list[MatchReason] = described("The reasons of the score, those with the most points first.")


def compared(outcome: Outcome) -> dict[str, Any]:
    """The fields of a payload with the candidates of an outcome."""
    reasons = [
        CandidateReasons(
            customer=each.customer_id,
            reasons=list(each.agrees),
            differences=list(each.differs),
            score=each.score,
            match_reasons=[MatchReason(code=reason.code, points=reason.points) for reason in each.reasons],
        )
        for each in outcome.candidates
    ]
    return {"candidates": [each.customer_id for each in outcome.candidates], "candidate_reasons": reasons}
