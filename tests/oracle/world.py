"""What the naive evaluator knows of the schema, stated anew, and all rows as ORM objects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend import models
from backend.models.nouns import NOUNS
from backend.models.provisioning_order import ContractService
from backend.services.permissions import transitions_of
from backend.services.rules import spelling
from backend.settings import Settings
from tests.auth.matrix_calls import DESK, MAY_CALL
from tests.auth.rows import BOOKS, MASKED, PROFILE, ROWS_OF_FILES, SEARCHED

__all__ = ["BOOKS", "DESK", "PROFILE", "ROWS_OF_FILES"]  # which the evaluator takes from here


def snake_case(name: str) -> str:
    return re.sub("(?=[A-Z])", "_", name).lower()


LIVE = {"DRAFT", "ACCEPTED", "ACTIVE", "SUSPENDED"}
DIGITS = {"JPY": 0, "KWD": 3, "CLF": 4}
ACCESS = {"User", "Client", "Session", "BlocklistEntry"}  # generated queries do not ask for these
GRAPH = {noun.graph_type: noun.model for noun in NOUNS if noun.graph_type not in ACCESS} | {
    "NotificationPreference": models.NotificationPreference, "StatusChange": models.StatusChange, "TimelineEntry": models.TimelineEntry,
    "SimBinding": models.SimBinding, "SimSwap": models.SimSwap, "NumberBinding": models.NumberBinding, "ContractHold": models.ContractHold, "ContractTransfer": models.ContractTransfer,
    "ContractService": ContractService,
    "SettlementTotal": models.SettlementTotal, "SettlementLine": models.SettlementLine,
    "MismatchCount": models.MismatchCount, "RequestViolation": models.RequestViolation,
    "RequestCandidate": models.RequestCandidate, "RequestQuestion": models.RequestQuestion,
    "IdentityCheck": models.IdentityCheck, "Representation": models.Representation,
    "TariffAllowance": models.TariffAllowance,
}  # fmt: skip
# Rows without a type in the graph: links, and ledger accounts.
LINKS = (models.ContractOption, models.TariffCompatibility, models.LedgerAccount, models.LostPhone)
PREFIX = {noun.id.prefix: noun.graph_type for noun in NOUNS if noun.graph_type not in ACCESS}
ORDER_KEYS = {
    "CREATED_AT": "created_at", "NAME": "name_order", "NUMBER": "number", "CODE": "code", "ICCID": "iccid", "MSISDN": "msisdn",
    "DAY": "day", "ROW": "row_number", "DUE_AT": "due_at",
    "SCORE": "score",
}  # fmt: skip
CURSORS = {"NAME": "NAME:2"}  # orders whose cursors differ from those of earlier releases
HOME = {
    ("Customer", "name"): ("Customer", "name"), ("Customer", "email"): ("Customer", "email"),
    ("Customer", "phone"): ("Customer", "phone"), ("Customer", "number"): ("Customer", "number"),
    ("Request", "name"): ("Request", "name"), ("Request", "email"): ("Request", "email"),
    ("Request", "phone"): ("Request", "phone"), ("Request", "number"): ("Request", "number"),
    ("Customer", "iccid"): ("Sim", "iccid"), ("Sim", "iccid"): ("Sim", "iccid"), ("Sim", "phone"): ("Sim", "msisdn"),
    ("Sim", "name"): ("Customer", "name"),
}  # fmt: skip
DEFAULT_ORDER = {"Settlement": "DAY", "RejectedRow": "ROW"}  # for other types it is CREATED_AT
# How a typed value is normalised for each field; other fields are plain texts.
SPELLED = {
    ("Customer", "number"): spelling.CODE, ("Customer", "name"): spelling.NAME, ("Customer", "phone"): spelling.PHONE,
    ("Customer", "email"): spelling.EMAIL, ("Contract", "number"): spelling.CODE, ("Sim", "iccid"): spelling.ICCID,
    ("Sim", "msisdn"): spelling.PHONE, ("PhoneNumber", "msisdn"): spelling.PHONE, ("Tariff", "code"): spelling.CODE,
    ("Tariff", "name"): spelling.NAME, ("Payment", "number"): spelling.CODE, ("Ticket", "number"): spelling.CODE,
    ("Ticket", "assignee"): spelling.EMAIL, ("Request", "number"): spelling.CODE,
    ("Customer", "account_manager"): spelling.EMAIL,
    ("Request", "assignee"): spelling.EMAIL,
}  # fmt: skip
NUMBERING = Settings()
# By graph type: the attributes that an analyst reads masked.
MASKS = {name: {snake_case(each) for each in fields} for name, fields in MASKED.items()}
MASKS["Request"] |= SEARCHED["Request"]
SUBSCRIBERS_MASKS = {
    "Customer": {"account_manager"},
    "CustomerMerge": {"reason"},
    "ContractHold": {"by"},
    "ContractTransfer": {"requested_by"},
    "ScheduledAct": {"reason", "failure_message"},
    "Ticket": {"assignee", "queue"}, "Notification": {"last_error"}, "Payment": {"failure_message"},
    "Refund": {"requested_by", "decided_by", "failure"}, "Request": {"reference", "queue", "assignee", "submitted_by", *SEARCHED["Request"]},
}  # fmt: skip
# What only the holder reads, and not everybody who has the phone.
LINES_MASKS = {
    "Contract": {"external_id", "signed_by", "signature_reference"}, "ContractDocument": {"name"}, "Notification": {"recipient"}, "Refund": {"reason"}, "StatusChange": {"reason"}, "TimelineEntry": {"reason"},
    "Request": {"raw"}, "RequestQuestion": {"answer", "data"}, "RequestAttachment": {"name"},
}  # fmt: skip
# What partners read of their requests beside these, and what of them only staff reads.
PARTS_FOR_PARTNERS = {"RequestViolation", "RequestQuestion", "RequestAttachment", "StatusChange"}
PARTNERS_MASKS = {"Request": {"assignee", "queue", "reference"}, "RequestAttachment": {"author"}}
ACTORS = {
    "actor",
    "undone_by",
    "author",
    "assignee",
    "account_manager",
    "requested_by",
    "decided_by",
    "imported_by",
    "submitted_by",
    "asked_by",
    "answered_by",
    "given_by",
    "withdrawn_by",
    "by",
}
MONEY = {
    "monthlyFee": "monthly_fee_minor", "amount": "amount_minor", "refunded": "refunded_minor", "tax": "tax_minor",
    "balanceBefore": "balance_before_minor", "balanceAfter": "balance_after_minor",
    "fee": "fee_minor", "fees": "fees_minor", "paymentsAmount": "payments_minor", "refundsAmount": "refunds_minor",
    "payoutsAmount": "payouts_minor", "gatewayAmount": "gateway_amount_minor", "gatewayFee": "gateway_fee_minor",
    "paymentAmount": "payment_amount_minor", "paymentFee": "payment_fee_minor", "ledgerAmount": "ledger_amount_minor",
    "difference": "difference_minor", "feeDifference": "fee_difference_minor",
}  # fmt: skip
# By graph type: the roles that may make each transition which is a mutation.
CALLERS = {
    noun.graph_type: {verb: MAY_CALL[mutation] for verb, mutation in transitions_of(noun).items()}
    for noun in NOUNS
    if noun.machines
}


@dataclass(frozen=True)
class Part:
    """The part of a request that is a type of its own, or a row with other values."""

    kind: str
    row: Any
    then: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return self.then[name] if name in self.then else getattr(self.row, name)


class World:
    """All rows as ORM objects."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {}
        self.links: dict[Any, list[Any]] = {}

    @classmethod
    async def load(cls, session: AsyncSession) -> "World":
        world = cls()
        for name, model in GRAPH.items():
            world.rows[name] = list(await session.scalars(select(model)))
        for model in LINKS:
            world.links[model] = list(await session.scalars(select(model)))
        return world

    def by_id(self, name: str, key: Any) -> Any:
        return next((row for row in self.rows[name] if row.id == key), None)


@dataclass(frozen=True)
class Period:
    """The contract and the interval of a statement."""

    contract: Any
    begin: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        return self.begin <= moment < self.end


def name_of(row: Any) -> str:
    if isinstance(row, Part):
        return row.kind
    return next(name for name, model in GRAPH.items() if type(row) is model)
