"""Requests of customers."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.models.nouns import BY_MODEL
from backend.models.request import DUE_IN
from backend.planner.fields import Form, Order, Searched, SearchedKind, Value
from backend.resolvers.request import file_url
from backend.schema import queues
from backend.schema.aggregates import root_aggregate
from backend.schema.attachments import AttachedFile, download
from backend.schema.candidates import SCORE_TEXT
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions, newest, oldest
from backend.schema.declare import (
    CODE,
    EXACT,
    column,
    listing,
    mapped,
    one,
)
from backend.schema.enums import (
    Authority,
    CustomerKind,
    DocumentKind,
    ErrorCode,
    Language,
    MatchCode,
    RequestChannel,
    RequestFileKind,
    RequestKind,
    RequestStatus,
    Severity,
    TicketPriority,
)
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.schema.scalars import Json
from backend.services.permissions import transitions_of

R = models.Request
V = models.RequestViolation
C = models.RequestCandidate
Q = models.RequestQuestion
F = models.RequestAttachment


def _codes(name: str, description: str) -> Any:
    """A list of codes in an array column."""
    return mapped(description, Value(lambda row: sa.func.to_json(row[name]), Form.JSON, column=name))


@strawberry.type(description="The fields that were found in a request, in stored form.")
class StructuredRequest:
    customer_kind: CustomerKind | None = column(R.customer_kind, "Person or organisation.")
    name: str | None = column(R.name, "Full name, surname first, or the organisation's name.")
    phone: str | None = column(R.phone, "Contact number, E.164.")
    email: str | None = column(R.email, "Contact e-mail address.")
    language: Language | None = column(R.language, "Language of messages.")
    birth_date: date | None = column(R.birth_date, "Birth date.")
    document_kind: DocumentKind | None = column(R.document_kind, "Kind of identity document.")
    document_number: str | None = column(R.document_number, "Series and number, in upper case and without spaces.")
    document_country: str | None = column(R.document_country, "Issuing country, ISO 3166-1 alpha-2.")
    document_key: str | None = column(R.document_key, "The form in which document numbers are compared.")
    tariff_code: str | None = column(R.tariff_code, "Code of the tariff.")
    options: list[str] = _codes("options", "Codes of options.")
    iccid: str | None = column(R.iccid, "ICCID of the SIM.")
    msisdn: str | None = column(R.msisdn, "The requested number, E.164.")


@strawberry.type(description="Who acts for the customer, and by which authority.")
class RequestRepresentative:
    name: str = column(R.representative_name, "Full name, surname first.")
    document_kind: DocumentKind = column(R.representative_document_kind, "Kind of their identity document.")
    document_number: str = column(R.representative_document_number, "Its series and number.")
    document_country: str = column(R.representative_document_country, "Its issuing country, ISO 3166-1 alpha-2.")
    authority: Authority = column(R.authority, "Kind of authority.")
    authority_number: str | None = column(R.authority_number, "Number of the paper that gives the authority.")
    valid_until: date | None = column(R.authority_until, "Last day of the authority; null when it has no end.")
    files: object = listing(
        "request.RequestAttachment",
        lambda p, c: sa.and_(c.request_id == p.id, c.kind == sa.literal_column("'AUTHORITY'")),
        oldest,
        "The files attached as AUTHORITY, oldest first.",
    )


@strawberry.type(description="A rule that a request breaks.")
class RequestViolation:
    code: ErrorCode = column(V.code, "Code of the rule: the act that fulfils the request would refuse with it.")
    field: str = column(V.field, "The field, such as `document.number`.")
    message: str = column(V.message, "Text for people: what was given and what is expected.")
    severity: Severity = column(V.severity, "Whether it blocks fulfilment.")
    suggestion: str | None = column(V.suggestion, "A value that would be accepted; null when there is no obvious one.")


@strawberry.type(description="A registered customer whom a request may be about.")
class RequestCandidate:
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "The customer.")
    score: int = column(C.score, SCORE_TEXT)
    reasons: list[MatchCode] = _codes("reasons", "The reasons of the score, those with the most points first.")


@strawberry.type(description="A question to the requester, with the answer.")
class RequestQuestion:
    asked_at: datetime = column(Q.asked_at, "When it was asked.")
    asked_by: str = column(Q.asked_by, "Who asked.")
    question: str = column(Q.question, "The question.")
    answered_at: datetime | None = column(Q.answered_at, "When it was answered; null while it is open.")
    answered_by: str | None = column(Q.answered_by, "Who answered.")
    answer: str | None = column(Q.answer, "The answer in words.")
    data: Json | None = column(Q.data, "Fields of the form that the answer adds or corrects.")


@strawberry.type(description="A file of a request.")
class RequestAttachment(AttachedFile):
    kind: RequestFileKind = column(F.kind, "What it shows.")
    url: str | None = download(file_url, key="file_id", hidden_from="analysts and for a LINE")


@strawberry.type(description="What a customer, or somebody who is to become one, asks for.")
class Request(Node):
    number: str = column(R.number, "Request number, as told to the requester.", CODE)
    kind: RequestKind = column(R.kind, "What is asked for.", EXACT)
    channel: RequestChannel = column(R.channel, "How it came in.", EXACT)
    status: RequestStatus = column(R.status, "State of the request.", EXACT)
    priority: TicketPriority = column(R.priority, "Priority.", EXACT)
    raw: Json | None = column(R.raw, "What came in, as it was given; null where the viewer may not see it.")
    submitted_by: str = column(R.submitted_by, "Who submitted it.")
    structured: object = one(
        "request.StructuredRequest",
        lambda p, c: c.id == p.id,
        "The fields found in `raw` and in answers, normalised. A field that its rule refuses is null here.",
        filterable=False,
    )
    violations: object = listing(
        "request.RequestViolation", lambda p, c: c.request_id == p.id, lambda c: [c.place], "Rules that it breaks."
    )
    candidates: object = listing(
        "request.RequestCandidate",
        lambda p, c: c.request_id == p.id,
        lambda c: [c.score.desc(), c.customer_id],
        "Registered customers whom it may be about, the likeliest first.",
    )
    representative: object = one(
        "request.RequestRepresentative",
        lambda p, c: sa.and_(c.id == p.id, c.representative_name.is_not(None)),
        "Who acts for the customer; null when the customer acts.",
        filterable=False,
    )
    customer: object = one(
        "customer.Customer", lambda p, c: c.id == p.customer_id, "The customer; null until one is known."
    )
    contract: object = one(
        "contract.Contract",
        lambda p, c: c.id == p.contract_id,
        "The contract it is about; for a registration, the contract that fulfilled it.",
    )
    ticket: object = one("ticket.Ticket", lambda p, c: c.id == p.ticket_id, "The ticket it was made from, if any.")
    queue: str | None = queues.queue(R)
    assignee: str | None = queues.assignee(R)
    due_at: datetime = column(R.due_at, "When it is to be decided. The clock stops while the state is NEEDS_INFO.")
    validated_at: datetime | None = column(R.validated_at, "When it was last checked.")
    reference: str | None = column(R.reference, "What fulfilled it, in the words of the staff.")
    overdue: bool = queues.overdue(DUE_IN, lambda row: row.due_at < sa.func.now(), "due_at")
    mine: bool = queues.mine()
    unassigned: bool = queues.unassigned()
    questions: object = listing(
        "request.RequestQuestion",
        lambda p, c: c.request_id == p.id,
        lambda c: [c.asked_at.asc()],
        "Questions to the requester and their answers, oldest first.",
    )
    attachments: object = listing(
        "request.RequestAttachment", lambda p, c: c.request_id == p.id, oldest, "Files, oldest first."
    )
    available_actions: list[AvailableAction] = actions(
        models.REQUEST_STATES,
        models.RequestStatus,
        transitions_of(BY_MODEL[R]),
        first={"ask": "reopen", "validate": "reopen"},
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )


REQUEST_ORDERS = {**CREATED_AT, "DUE_AT": Order("due_at", Form.MOMENT)}
REQUEST_SEARCH = (
    Searched("name", SearchedKind.NAME),
    Searched("email", SearchedKind.EMAIL),
    Searched("phone", SearchedKind.PHONE),
    Searched("number", SearchedKind.NUMBER),
    Searched("document_number", SearchedKind.DOCUMENT, key="document_key"),
)
REQUEST_LOOKUP = (
    *(each for each in REQUEST_SEARCH if each.kind is not SearchedKind.NUMBER),
    Searched("number", SearchedKind.NUMBER, form="R{:08}"),
)
REQUEST = graph_type(Request, R, REQUEST_ORDERS, search=REQUEST_SEARCH, lookup=REQUEST_LOOKUP)
STRUCTURED_REQUEST = graph_type(StructuredRequest, R, {})
REPRESENTATIVE = graph_type(RequestRepresentative, R, {})
VIOLATION = graph_type(RequestViolation, V, {})
REQUEST_CANDIDATE = graph_type(RequestCandidate, C, {})
REQUEST_QUESTION = graph_type(RequestQuestion, Q, {})
REQUEST_ATTACHMENT = graph_type(RequestAttachment, F, {})
_lists = ListTypes(Request, "request.Request", REQUEST_ORDERS, searched=True)
RequestConnection, RequestFilter, RequestListFilter = _lists.connection, _lists.filter, _lists.list_filter
RequestOrder = _lists.order

_SEARCH = """
Search term of at most 5 words, all of which must match. An empty text does not filter.
Letters match the name in the form, in any spelling, or the beginning of the e-mail address. Digits match the beginning
or the end of the phone number, the end of the request's number, or the number of the document; letters with digits
match the beginning of the request's number, or the number of the document.
"""


@queries
class Queries:
    request: object = root_one("request.Request", "A request of a customer.")
    requests: object = root_many("request.Request", "Requests of customers.", search=_SEARCH)
    requests_aggregate: object = root_aggregate("request.Request", "Aggregates over requests.")
