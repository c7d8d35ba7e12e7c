"""One search over several types, for the one box of a console."""

from typing import Optional

from backend.planner.lookup import DEFAULT_PAGE, MAX_PAGE, lookup
from backend.schema.common import Node
from backend.schema.declare import argument, root_select
from backend.schema.roots import queries

_DESCRIPTION = (
    "Customers, contracts, SIMs, phone numbers, payments, tickets and requests that a text names, the best match"
    " first: a number, phone, ICCID, e-mail address, document number, id or id of another system that equals the text;"
    " a customer or the form of a request whose name equals it; numbers and names that begin with it; names that"
    " contain all its words, and numbers that end with it. A phone number also finds the contract and the customer"
    " whose line it is now. Digits alone find a customer, contract, payment, ticket or request by its number without"
    " letter and zeros. Several words of a name and a number must all match. Fields that are masked for the caller are"
    " not compared, and rows that it may not see are not found."
)


@queries
class Queries:
    lookup: object = root_select(
        list[Node],
        _DESCRIPTION,
        target=None,
        page=DEFAULT_PAGE,
        arguments=[
            argument("text", str, "What was typed, at most 5 words. An empty text finds nothing."),
            argument("first", Optional[int], f"Number of rows, at most {MAX_PAGE}; {DEFAULT_PAGE} when absent."),
        ],
    )(lookup)
