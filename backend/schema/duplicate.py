"""Possible duplicates, and the searches that find them."""

from datetime import datetime

import strawberry

from backend import models
from backend.models.nouns import BY_MODEL
from backend.planner.fields import Form, Order
from backend.schema.candidates import SCORE_TEXT
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions, newest
from backend.schema.declare import EXACT, RANGE, column, enum_type, listing, one
from backend.schema.enums import MatchCode
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.services.permissions import transitions_of

P = models.DuplicatePair
S = models.DuplicateSearch
R = models.DuplicateReason

enum_type(
    models.DuplicatePairStatus,
    "State of a possible duplicate.",
    {
        "OPEN": "Nobody has decided yet.",
        "DISMISSED": "Somebody decided that these are two. Later searches keep this.",
        "MERGED": "The customers were merged.",
    },
)
enum_type(
    models.DuplicateSearchStatus,
    "State of a search for duplicates.",
    {
        "QUEUED": "Waiting for a worker.",
        "RUNNING": "Customers are being compared.",
        "COMPLETED": "All customers were compared.",
        "CANCELLED": "The search was cancelled; the pairs that it found are kept.",
        "FAILED": "The search failed repeatedly; the pairs that it found are kept.",
    },
)
enum_type(
    models.DuplicateSearchStage,
    "What the customers have in common that are being compared.",
    {
        "DOCUMENT": "A document number.",
        "PHONE": "A contact number.",
        "EMAIL": "An e-mail address.",
        "BIRTH_DATE": "A birth date.",
        "NAME": "A name.",
    },
)


@strawberry.type(description="A reason of a pair.")
class DuplicateReason:
    code: MatchCode = column(R.code, "The reason.")
    points: int = column(R.points, "Its part of the score; negative where it makes a match less likely.")


@strawberry.type(description="Two customers that may be one.")
class DuplicatePair(Node):
    status: models.DuplicatePairStatus = column(P.status, "State of the pair.", EXACT)
    score: int = column(P.score, SCORE_TEXT, RANGE)
    reasons: object = listing(
        "duplicate.DuplicateReason",
        lambda p, c: c.pair_id == p.id,
        lambda c: [c.position],
        "The reasons of the score, those with the most points first.",
    )
    weights_version: int = column(P.weights_version, "Version of the points by which the pair was scored.")
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "The older customer.")
    other: object = one("customer.Customer", lambda p, c: c.id == p.other_id, "The newer customer.")
    search: object = one(
        "duplicate.DuplicateSearch", lambda p, c: c.id == p.search_id, "The last search that found the pair."
    )
    available_actions: list[AvailableAction] = actions(
        models.DUPLICATE_PAIR_STATES, models.DuplicatePairStatus, transitions_of(BY_MODEL[P])
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )


@strawberry.type(description="A search for duplicates through all customers.")
class DuplicateSearch(Node):
    status: models.DuplicateSearchStatus = column(S.status, "State of the search.", EXACT)
    actor: str = column(S.actor, "Who started it.")
    weights_version: int = column(S.weights_version, "Version of the points by which it scores.")
    stage: models.DuplicateSearchStage = column(
        S.stage, "What is being compared; each customer is read in several stages."
    )
    customers: int = column(S.customers, "Number of customers to read, in all stages together.")
    done: int = column(S.done, "Number of those read so far.")
    compared: int = column(S.compared, "Number of pairs that were scored so far.")
    started_at: datetime | None = column(S.started_at, "When it started.")
    finished_at: datetime | None = column(S.finished_at, "When it ended.")
    available_actions: list[AvailableAction] = actions(
        models.DUPLICATE_SEARCH_STATES, models.DuplicateSearchStatus, transitions_of(BY_MODEL[S])
    )


DUPLICATE_PAIR_ORDERS = {**CREATED_AT, "SCORE": Order("score", Form.NUMBER)}
DUPLICATE_PAIR = graph_type(DuplicatePair, P, DUPLICATE_PAIR_ORDERS)
DUPLICATE_SEARCH = graph_type(DuplicateSearch, S, CREATED_AT)
DUPLICATE_REASON = graph_type(DuplicateReason, R, {})
_pairs = ListTypes(DuplicatePair, "duplicate.DuplicatePair", DUPLICATE_PAIR_ORDERS)
DuplicatePairConnection, DuplicatePairFilter = _pairs.connection, _pairs.filter
DuplicatePairListFilter, DuplicatePairOrder = _pairs.list_filter, _pairs.order
_searches = ListTypes(DuplicateSearch, "duplicate.DuplicateSearch", CREATED_AT)
DuplicateSearchConnection, DuplicateSearchFilter = _searches.connection, _searches.filter
DuplicateSearchListFilter, DuplicateSearchOrder = _searches.list_filter, _searches.order


@queries
class Queries:
    duplicate_pair: object = root_one("duplicate.DuplicatePair", "A possible duplicate.")
    duplicate_pairs: object = root_many(
        "duplicate.DuplicatePair", "Possible duplicates. The order SCORE lists the most similar ones first or last."
    )
    duplicate_search: object = root_one("duplicate.DuplicateSearch", "A search for duplicates.")
    duplicate_searches: object = root_many("duplicate.DuplicateSearch", "Searches for duplicates.")
