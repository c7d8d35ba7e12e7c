"""The check of a customer's data for forms, and the schemas of inputs."""

from typing import Annotated, Any, Optional

import strawberry
from strawberry import Info

from backend.identifiers import CUSTOMER_ID
from backend.resolvers.context import Context
from backend.resolvers.customer_check import checked_customer, schema_of_input
from backend.schema.acts import TYPES
from backend.schema.candidates import CUSTOMER, SCORE_TEXT
from backend.schema.declare import root_external
from backend.schema.enums import ErrorCode, MatchCode, Severity
from backend.schema.payloads import described
from backend.schema.roots import queries
from backend.schema.scalars import Json
from backend.services.customer_check import CheckCustomer

_INPUT: Any = TYPES.input(CheckCustomer)


@strawberry.type(description="A rule that the data of a customer breaks.")
class CustomerViolation:
    code: ErrorCode = described("Code with which the mutation would be refused.")
    field: str = described("The field, such as `document.number`; `lines` is the number of contracts in service.")
    message: str = described("Text for people, in the viewer's language where a validation rule has it.")
    severity: Severity = described("Whether it blocks, or can be acknowledged.")
    suggestion: str | None = described("A value that would be accepted; null when there is no obvious one.")


@strawberry.type(description="A registered customer that resembles the data.")
class CustomerCandidate:
    customer: object = strawberry.field(description="The customer.", graphql_type=CUSTOMER)
    score: int = described(SCORE_TEXT)
    reasons: list[MatchCode] = described("The reasons of the score, those with the most points first.")


@strawberry.type(description="What is found in the data of a customer. Nothing was written.")
class CustomerCheck:
    violations: list[CustomerViolation] = described("The rules that it breaks.")
    candidates: list[CustomerCandidate] = described("At most 10 customers that resemble it, the likeliest first.")


async def _check_customer(info: Info[Context, None], input: Any) -> Any:
    found = await checked_customer(info.context, TYPES.value(input))
    return CustomerCheck(
        violations=[
            CustomerViolation(
                code=each.code, field=each.field, message=each.message, severity=each.severity,
                suggestion=each.suggestion,
            )
            for each in found.violations
        ],
        candidates=[
            CustomerCandidate(
                customer=CUSTOMER_ID.encode(each.customer_id), score=each.match.score,
                reasons=[one.code for one in each.match.reasons],
            )
            for each in found.candidates
        ],
    )  # fmt: skip


async def _input_schema(
    info: Info[Context, None],
    name: Annotated[str, strawberry.argument(description="Name of the mutation, such as `createCustomer`.")],
) -> Any:
    return await schema_of_input(info.context, name)


_check_customer.__annotations__ |= {"input": _INPUT, "return": CustomerCheck}
_input_schema.__annotations__ |= {"return": Optional[Json]}


@queries
class Queries:
    check_customer: CustomerCheck = root_external(
        _check_customer,
        "Check the data of a customer without writing anything, for forms while they are typed: the rules that a "
        "mutation would refuse it for, and similar customers.",
        target="ValidationRule",
        rows=10,
    )
    input_schema: Optional[Json] = root_external(
        _input_schema,
        "The JSON Schema (2020-12) of the input of a mutation such as `createCustomer`, with the validation rules that "
        "hold today: what it refuses, the server refuses too. Null where the viewer may not call such a mutation.",
        target="ValidationRule",
        rows=10,
    )
