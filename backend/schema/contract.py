"""Contracts."""

from datetime import datetime

import sqlalchemy as sa
import strawberry

from backend import models
from backend.models.contract import IN_SERVICE
from backend.models.nouns import BY_MODEL
from backend.planner.fields import Form, Searched, SearchedKind, SearchedThrough, Value
from backend.resolvers.request import file_url
from backend.schema.aggregates import root_aggregate
from backend.schema.common import CREATED_AT, AvailableAction, Money, Node, actions, balance, newest, oldest
from backend.schema.declare import CODE, EXACT, column, external, identifier, listing, many, mapped, one
from backend.schema.enums import (
    Barring,
    ContractDocumentKind,
    ContractStart,
    ContractStatus,
    HoldReason,
    Language,
    SignatureMethod,
)
from backend.schema.ledger import contract_balance
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.schema.sim import live
from backend.schema.tariff import by_code
from backend.services.permissions import transitions_of

C = models.Contract
D = models.ContractDocument
H = models.ContractHold
T = models.ContractTransfer
_TRANSFERRED: sa.ColumnElement[str] = sa.literal_column(f"'{models.ContractStatus.TRANSFERRED}'")


@strawberry.type(description="A contract: one line of service for a customer.")
class Contract(Node):
    number: str = column(C.number, "Contract number, as printed on documents.", CODE)
    status: ContractStatus = column(C.status, "State of the contract.", EXACT)
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "The contract's customer.")
    sim: object = one("sim.Sim", lambda p, c: c.id == p.sim_id, "The SIM of the contract, or its last one.")
    phone_number: object = one(
        "sim.PhoneNumber", lambda p, c: c.id == p.phone_number_id, "The phone number of the contract, or its last one."
    )
    tariff: object = one("tariff.Tariff", lambda p, c: c.id == p.tariff_id, "The tariff of the contract.")
    tariff_version: object = one(
        "tariff.TariffVersion",
        lambda p, c: c.id == p.tariff_version_id,
        "The version of the tariff that the contract has: what it costs and contains. The contract keeps it when "
        "another version begins.",
        filterable=False,
    )
    options: object = listing(
        "tariff.TariffOption",
        lambda p, link: link.contract_id == p.id,
        by_code,
        "Options booked with the tariff.",
        through=models.ContractOption,
        through_on=lambda link, c: link.tariff_option_id == c.id,
    )
    payments: object = many("payment.Payment", lambda p, c: c.contract_id == p.id, "Payments towards the contract.")
    tickets: object = many("ticket.Ticket", lambda p, c: c.contract_id == p.id, "Support tickets about the contract.")
    balance: Money = balance(
        contract_balance,
        lambda row: row.currency,
        "Balance of the contract's account; a negative balance is a debt of the customer.",
    )
    ledger_entries: object = many(
        "ledger.LedgerEntry", lambda p, c: c.contract_id == p.id, "Ledger entries of the contract's account."
    )
    bills: object = many("bill.Bill", lambda p, c: c.contract_id == p.id, "Receipts, credit notes and invoices.")
    signed_at: datetime | None = column(C.signed_at, "When the contract was signed.")
    activated_at: datetime | None = column(C.activated_at, "When the contract was activated.")
    closed_at: datetime | None = column(C.closed_at, "When the contract was closed.")
    line_locked_at: datetime | None = column(
        C.line_locked_at, "Since when the customer forbids changes of the SIM and the number; null when they do not."
    )
    new_sim: object = one("sim.Sim", lambda p, c: c.id == p.swap_sim_id, "The new SIM of a swap that is not completed.")
    swap_started_at: datetime | None = column(C.swap_started_at, "When a swap was started that is not completed yet.")
    external_id: str | None = column(C.external_id, "Identifier in another system.", EXACT)
    lapses_at: datetime | None = column(C.lapses_at, "When the draft lapses if it is not signed.")
    signature: SignatureMethod | None = column(C.signature, "How it was signed; null where this was not recorded.")
    signed_by: str | None = column(C.signed_by, "Who signed it, as recorded with the signature.")
    signature_reference: str | None = column(
        C.signature_reference, "Certificate or transaction of an electronic signature."
    )
    start: ContractStart | None = column(C.start, "What the signed contract waits for; null when it waits for nothing.")
    starts_at: datetime | None = column(C.starts_at, "When it is activated, for ON_DATE.")
    holds: object = listing(
        "contract.ContractHold",
        lambda p, c: sa.and_(c.contract_id == p.id, c.until.is_(None)),
        lambda c: [c.since, c.reason],
        "Holds that stand, oldest first. The contract is SUSPENDED while there is any; of their barrings the strictest"
        " applies. Subscribers do not see those for FRAUD and REGULATOR.",
    )
    transfer: object = one(
        "contract.ContractTransfer",
        lambda p, c: sa.and_(c.contract_id == p.id, c.expires_at > sa.func.now()),
        "The transfer to another customer that was asked for and is not accepted yet.",
        filterable=False,
    )
    transferred_from: object = one(
        "contract.Contract",
        lambda p, c: c.id == p.transferred_from_id,
        "The contract of the holder from whom the line came; subscribers do not see it.",
        filterable=False,
    )
    representations: object = listing(
        "representation.Representation",
        lambda p, c: c.contract_id == p.id,
        lambda c: [c.created_at.desc(), c.node_id],
        "Acts on the contract that somebody else performed for the customer, newest first.",
    )
    service: object = one(
        "provisioning_order.ContractService",
        lambda p, c: sa.and_(c.contract_id == p.id, p.status != _TRANSFERRED),
        "What the contract should have in the mobile network and what it has; for staff. Null for a contract that was "
        "transferred, whose line belongs to another one.",
        filterable=False,
    )
    in_service_at: datetime | None = mapped(
        "When the network first confirmed the line, from which fees count. For contracts from before there were"
        " provisioning orders, `activatedAt`; null while the line was never in service.",
        Value(
            lambda row: sa.func.crm_in_service_at(row["id"], row["activated_at"], type_=sa.DateTime(timezone=True)),
            Form.MOMENT,
            nullable=True,
        ),
    )
    available_actions: list[AvailableAction] = actions(
        models.CONTRACT_STATES,
        models.ContractStatus,
        transitions_of(BY_MODEL[C]),
        # Another hold may be placed on a suspended contract.
        also={"suspend": IN_SERVICE},
    )
    documents: object = listing(
        "contract.ContractDocument",
        lambda p, c: c.contract_id == p.id,
        oldest,
        "The contract, the handover of the SIM and the closing act, as they were made and as they were signed, oldest"
        " first.",
    )
    scheduled_acts: object = listing(
        "scheduled_act.ScheduledAct",
        lambda p, c: c.contract_id == p.id,
        newest,
        "Acts that are or were booked for a later time, newest first.",
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )
    timeline: object = many(
        "timeline.TimelineEntry",
        lambda p, c: c.contract_id == p.id,
        "Everything that happened to the contract: transitions, payments, tickets, messages, documents and"
        " orders to the network.",
        filterable=False,
    )


@strawberry.type(description="A reason for which the service of a contract is stopped.")
class ContractHold:
    reason: HoldReason = column(H.reason, "Why the service is stopped.")
    barring: Barring = column(H.barring, "What is stopped.")
    since: datetime = column(H.since, "When the hold was placed.")
    by: str = column(H.by, "Who placed it.")


@strawberry.type(description="A transfer of a line to another customer that waits to be accepted.")
class ContractTransfer:
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "Who is to get the line.")
    with_balance: bool = column(T.with_balance, "Whether they take the balance over.")
    requested_by: str = column(T.requested_by, "Who asked for it.")
    created_at: datetime = column(T.created_at, "When it was asked for.")
    expires_at: datetime = column(T.expires_at, "Until when it can be accepted.")


@strawberry.type(description="A document of a contract. Its content never changes.")
class ContractDocument:
    id: strawberry.ID = identifier()
    created_at: datetime = column(D.created_at, "When it was made or uploaded.")
    author: str = column(D.author, "Who had it made, or uploaded it.")
    kind: ContractDocumentKind = column(D.kind, "What it is.")
    template_version: int | None = column(
        D.template_version, "Version of the template it was made from; null for an uploaded document."
    )
    language: Language | None = column(D.language, "Language of the template; null for an uploaded document.")
    name: str = column(D.name, "The file's name.")
    media_type: str = column(D.media_type, "IANA media type of the file.")
    size_bytes: int = column(D.size_bytes, "Size in bytes.")
    hash: str = column(D.hash, "SHA-256 of the content, hexadecimal.")
    signed_at: datetime | None = column(D.signed_at, "When it was signed; null when it is not signed.")
    url: str | None = external(
        ("file_id", "name", "media_type", "size_bytes"),
        file_url,
        "Link to download the file without a token, valid for five minutes; null for analysts and for a LINE.",
    )


CONTRACT_DOCUMENT = graph_type(ContractDocument, D, {})
CONTRACT_HOLD = graph_type(ContractHold, H, {})
CONTRACT_TRANSFER = graph_type(ContractTransfer, T, {})

_OF_LINE = SearchedThrough("PhoneNumber", "id", "Contract", lambda c, found: (c.phone_number_id == found.id) & live(c))
CONTRACT_LOOKUP = (
    Searched("number", SearchedKind.NUMBER, form="K{:08}"),
    Searched("external_id", SearchedKind.EXTERNAL),
    Searched("msisdn", SearchedKind.PHONE, _OF_LINE),
)
CONTRACT = graph_type(Contract, C, CREATED_AT, lookup=CONTRACT_LOOKUP)
_lists = ListTypes(Contract, "contract.Contract", CREATED_AT)
ContractConnection, ContractFilter, ContractListFilter = _lists.connection, _lists.filter, _lists.list_filter
ContractOrder = _lists.order


@queries
class Queries:
    contract: object = root_one("contract.Contract", "A contract.")
    contracts: object = root_many("contract.Contract", "Contracts.")
    contracts_aggregate: object = root_aggregate("contract.Contract", "Aggregates over contracts.")
