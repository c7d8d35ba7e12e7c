"""SIMs, phone numbers (MSISDNs), and the periods in which they belonged to contracts."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import PHONE_NUMBER_ID, SIM_ID, ContractKey, CustomerKey, NodeType, PhoneNumberKey, SimKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of, suffix_indexes, trigram
from backend.models.noun import noun
from backend.models.states import StateMachine, text_list


class SimKind(enum.StrEnum):
    PHYSICAL = "PHYSICAL"
    ESIM = "ESIM"


class SimStatus(enum.StrEnum):
    IMPORTED = "IMPORTED"
    AVAILABLE = "AVAILABLE"
    RESERVED = "RESERVED"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    BLOCKED = "BLOCKED"
    REPLACED = "REPLACED"
    TERMINATED = "TERMINATED"


class SimBlock(enum.StrEnum):
    LOST = "LOST"
    STOLEN = "STOLEN"
    FAULTY = "FAULTY"


class NumberClass(enum.StrEnum):
    """Classes of numbers, the cheapest first."""

    STANDARD = "STANDARD"
    SILVER = "SILVER"
    GOLD = "GOLD"
    PLATINUM = "PLATINUM"


class PhoneNumberStatus(enum.StrEnum):
    AVAILABLE = "AVAILABLE"
    RESERVED = "RESERVED"
    ASSIGNED = "ASSIGNED"
    QUARANTINED = "QUARANTINED"
    PORTED_IN = "PORTED_IN"
    PORTED_OUT = "PORTED_OUT"


_S, _N = SimStatus, PhoneNumberStatus

# A blocked SIM becomes SUSPENDED if a contract holds it, and AVAILABLE if it was never bound; hence two verbs.
SIM_STATES = StateMachine(
    NodeType.SIM,
    [
        ([_S.IMPORTED], "release", _S.AVAILABLE),
        ([_S.AVAILABLE], "reserve", _S.RESERVED),
        ([_S.RESERVED], "release", _S.AVAILABLE),
        ([_S.RESERVED], "expire", _S.AVAILABLE),
        ([_S.AVAILABLE, _S.RESERVED], "activate", _S.ACTIVE),
        ([_S.ACTIVE], "suspend", _S.SUSPENDED),
        ([_S.SUSPENDED], "resume", _S.ACTIVE),
        ([_S.AVAILABLE, _S.RESERVED, _S.ACTIVE, _S.SUSPENDED], "block", _S.BLOCKED),
        ([_S.BLOCKED], "unblock", _S.SUSPENDED),
        ([_S.BLOCKED], "unblock_unbound", _S.AVAILABLE),
        ([_S.ACTIVE, _S.SUSPENDED, _S.BLOCKED], "replace", _S.REPLACED),
        ([_S.ACTIVE, _S.SUSPENDED, _S.BLOCKED], "terminate", _S.TERMINATED),
        ([_S.IMPORTED, _S.AVAILABLE, _S.BLOCKED], "retire", _S.TERMINATED),
        ([_S.TERMINATED], "restore", _S.ACTIVE),
        ([_S.ACTIVE], "return", _S.AVAILABLE),
    ],
)
PHONE_NUMBER_STATES = StateMachine(
    NodeType.PHONE_NUMBER,
    [
        ([_N.AVAILABLE], "reserve", _N.RESERVED),
        ([_N.RESERVED], "release", _N.AVAILABLE),
        ([_N.RESERVED], "expire", _N.AVAILABLE),
        ([_N.AVAILABLE, _N.RESERVED, _N.PORTED_IN], "assign", _N.ASSIGNED),
        ([_N.ASSIGNED], "release", _N.QUARANTINED),
        ([_N.QUARANTINED], "restore", _N.AVAILABLE),
        ([_N.QUARANTINED], "reclaim", _N.ASSIGNED),
        ([_N.ASSIGNED], "port_out", _N.PORTED_OUT),
    ],
)

# SIMs that were never in use, and SIMs that will not be in use again; the latter keep the number that they served.
UNUSED_SIMS = (_S.IMPORTED, _S.AVAILABLE)
RETIRED_SIMS = (_S.REPLACED, _S.TERMINATED)
# SIMs of the stock: each is available or reserved.
STOCK = (_S.AVAILABLE, _S.RESERVED)
# SIMs and numbers that a new contract may get, if they are not reserved for somebody else.
FREE_SIMS = tuple(SIM_STATES.sources("activate"))
FREE_NUMBERS = tuple(PHONE_NUMBER_STATES.sources("assign"))


class Pooled:
    """Columns of SIMs and numbers, which are taken from a pool.

    `pick` is random: each transaction starts its search at a random value, so that they do not all wait for one row.
    `reserved_until` null: reserved for a live contract that has it and is not in service yet.
    """

    pick: Mapped[float] = mapped_column(server_default=sa.text("random()"))
    reserved_by: Mapped[str | None]
    reserved_for: Mapped[CustomerKey | None]
    reserved_until: Mapped[datetime | None]


def _reservation_check() -> sa.CheckConstraint:
    return sa.CheckConstraint(
        "(status = 'RESERVED') = (reserved_by is not null) and (status = 'RESERVED' or reserved_until is null)"
        " and (status <> 'RESERVED' or reserved_until is not null or reserved_for is not null)",
        "reservation",
    )


def _reserved_by(table: str) -> sa.Index:
    return sa.Index(f"ix_{table}_reserved_by", "reserved_by", postgresql_where=sa.text("status = 'RESERVED'"))


def _available(table: str, *before: str) -> sa.Index:
    return sa.Index(f"ix_{table}_available", *before, "pick", postgresql_where=sa.text("status = 'AVAILABLE'"))


@noun(SIM_ID, SIM_STATES)
class Sim(Pooled, Node, Base):
    __tablename__ = "sim"

    id: Mapped[SimKey] = node_key()
    iccid: Mapped[Ascii] = mapped_column(unique=True)
    imsi: Mapped[Ascii | None] = mapped_column(unique=True)
    mnc_length: Mapped[int | None]
    msisdn: Mapped[Ascii | None]
    kind: Mapped[SimKind] = mapped_column(Code(SimKind), server_default="PHYSICAL")
    status: Mapped[SimStatus] = mapped_column(Code(SimStatus), server_default="IMPORTED")
    activated_at: Mapped[datetime | None]
    location: Mapped[Ascii | None]
    blocked_for: Mapped[SimBlock | None] = mapped_column(Code(SimBlock))

    __table_args__ = (
        one_of("kind", SimKind),
        one_of("blocked_for", SimBlock),
        sa.CheckConstraint(f"blocked_for is null or status in ({text_list((_S.BLOCKED, *RETIRED_SIMS))})", "blocked"),
        one_of("status", SimStatus),
        sa.CheckConstraint("iccid ~ '^89[0-9]{16,20}$'", "iccid"),
        sa.CheckConstraint("imsi ~ '^[0-9]{6,15}$'", "imsi"),
        sa.CheckConstraint("mnc_length in (2, 3)", "mnc_length"),
        sa.CheckConstraint("status <> 'ACTIVE' or activated_at is not null", "activated"),
        # A SIM that was active never returns to the pool, but for that of an annulled contract: a trigger keeps
        # `activated_at` of all others.
        sa.CheckConstraint(
            f"activated_at is null or status not in ({text_list((*UNUSED_SIMS, _S.RESERVED))})", "once_active"
        ),
        _reservation_check(),
        _available("sim"),
        _reserved_by("sim"),
        sa.Index(
            "ix_sim_stock", "location", "kind", "status", postgresql_where=sa.text(f"status in ({text_list(STOCK)})")
        ),
        # A number is on at most one SIM that is in use.
        sa.Index(
            "uq_sim_msisdn",
            "msisdn",
            unique=True,
            postgresql_where=sa.text(f"status not in ({text_list(RETIRED_SIMS)})"),
        ),
        sa.Index(None, "msisdn"),
        sa.Index(None, "created_at"),
        # Nearly all SIMs are in use: those are found in the order of time.
        sa.Index(None, "status", "created_at", "id", postgresql_where=sa.text("status <> 'ACTIVE'")),
        *suffix_indexes("sim", "iccid", "msisdn"),
        sa.Index("ix_sim_search", "iccid", "msisdn", **trigram("iccid", "msisdn")),
    )


@noun(PHONE_NUMBER_ID, PHONE_NUMBER_STATES)
class PhoneNumber(Pooled, Node, Base):
    __tablename__ = "phone_number"

    id: Mapped[PhoneNumberKey] = node_key()
    msisdn: Mapped[Ascii] = mapped_column(unique=True)
    status: Mapped[PhoneNumberStatus] = mapped_column(Code(PhoneNumberStatus), server_default="AVAILABLE")
    quarantined_until: Mapped[datetime | None]
    # A trigger computes it from the patterns of the classes when the number is inserted.
    number_class: Mapped[NumberClass] = mapped_column(Code(NumberClass), server_default="STANDARD")

    __table_args__ = (
        one_of("number_class", NumberClass),
        one_of("status", PhoneNumberStatus),
        sa.CheckConstraint(r"msisdn ~ '^\+[1-9][0-9]{4,14}$'", "msisdn_e164"),
        sa.CheckConstraint("(status = 'QUARANTINED') = (quarantined_until is not null)", "quarantine"),
        _reservation_check(),
        _available("phone_number", "number_class"),
        # Nearly all numbers are of the first class.
        sa.Index(
            "ix_phone_number_special",
            "number_class",
            "status",
            "created_at",
            "id",
            postgresql_where=sa.text("number_class <> 'STANDARD'"),
        ),
        _reserved_by("phone_number"),
        sa.Index(None, "created_at"),
        # Nearly all numbers are in use, too.
        sa.Index(None, "status", "created_at", "id", postgresql_where=sa.text("status <> 'ASSIGNED'")),
        *suffix_indexes("phone_number", "msisdn"),
        sa.Index("ix_phone_number_search", "msisdn", **trigram("msisdn")),
    )


class SimBinding(Base):
    """A period in which a SIM served a contract; `bound_to` null: until now. Periods of one SIM never overlap, which a
    trigger ensures.
    """

    __tablename__ = "sim_binding"

    sim_id: Mapped[SimKey] = mapped_column(sa.ForeignKey("sim.id"))
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    bound_from: Mapped[datetime]
    bound_to: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint("bound_to >= bound_from", "period"),
        sa.PrimaryKeyConstraint("sim_id", "bound_from"),  # the periods of a SIM, newest first
    )


class NumberBinding(Base):
    """A period in which a number belonged to a contract; `bound_to` null: until now. Periods of one number never
    overlap, which a trigger ensures.
    """

    __tablename__ = "number_binding"

    phone_number_id: Mapped[PhoneNumberKey] = mapped_column(sa.ForeignKey("phone_number.id"))
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    bound_from: Mapped[datetime]
    bound_to: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint("bound_to >= bound_from", "period"),
        sa.PrimaryKeyConstraint("phone_number_id", "bound_from"),  # the periods of a number, newest first
    )


class NumberRelease(Base):
    """When a number last left its holder: the contract ended, got another number, or another customer.

    The trigger `number_released` of contracts writes it, and ends the sign-ins of the contract. A one-time code that
    waits to be sent to the number since before is not sent.
    """

    __tablename__ = "number_release"

    msisdn: Mapped[Ascii] = mapped_column(primary_key=True)
    released_at: Mapped[datetime]


class LostPhone(Base):
    """A contact number of a customer that has left its holder since it was given: somebody else may get it.

    The same trigger writes it, for everybody who has the number as a contact. It is deleted when the customer gives the
    number again. There is no foreign key, since its check would lock the customers after the contract.
    """

    __tablename__ = "lost_phone"

    customer_id: Mapped[CustomerKey] = mapped_column(primary_key=True)
    phone: Mapped[Ascii] = mapped_column(primary_key=True)
    lost_at: Mapped[datetime]
