"""Contracts: a customer's use of a tariff with a SIM and a phone number, and the contract's states."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.enums import total
from backend.identifiers import (
    CONTRACT_ID,
    ContractKey,
    CustomerKey,
    NodeType,
    PhoneNumberKey,
    SimKey,
    TariffKey,
    TariffOptionKey,
    TariffVersionKey,
)
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of, suffix_indexes
from backend.models.noun import noun
from backend.models.states import StateMachine, text_list


class ContractStatus(enum.StrEnum):
    DRAFT = "DRAFT"
    ACCEPTED = "ACCEPTED"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"
    TRANSFERRED = "TRANSFERRED"
    ANNULLED = "ANNULLED"


class ClosingBalance(enum.StrEnum):
    KEEP = "KEEP"
    REFUND = "REFUND"
    MOVE = "MOVE"
    WRITE_OFF = "WRITE_OFF"


class SignatureMethod(enum.StrEnum):
    INK = "INK"
    ONE_TIME_CODE = "ONE_TIME_CODE"
    ELECTRONIC = "ELECTRONIC"


class ContractStart(enum.StrEnum):
    NOW = "NOW"
    ON_DATE = "ON_DATE"
    SIM_ARRIVAL = "SIM_ARRIVAL"


class HoldReason(enum.StrEnum):
    CUSTOMER = "CUSTOMER"
    LOST = "LOST"
    FRAUD = "FRAUD"
    DEBT = "DEBT"
    REGULATOR = "REGULATOR"
    CUSTOMER_SUSPENDED = "CUSTOMER_SUSPENDED"


class Barring(enum.StrEnum):
    OUTGOING = "OUTGOING"
    ALL = "ALL"


# What a hold stops. Who owes money may still be called.
BARRING = total(
    HoldReason,
    {
        HoldReason.CUSTOMER: Barring.ALL,
        HoldReason.LOST: Barring.ALL,
        HoldReason.FRAUD: Barring.ALL,
        HoldReason.DEBT: Barring.OUTGOING,
        HoldReason.REGULATOR: Barring.ALL,
        HoldReason.CUSTOMER_SUSPENDED: Barring.ALL,
    },
)
# Holds that the subscriber must not learn of, so that nobody is warned.
CONFIDENTIAL_HOLDS = (HoldReason.FRAUD, HoldReason.REGULATOR)

_S = ContractStatus

CONTRACT_STATES = StateMachine(
    NodeType.CONTRACT,
    [
        ([_S.DRAFT], "accept", _S.ACCEPTED),
        ([_S.ACCEPTED], "activate", _S.ACTIVE),
        ([_S.ACTIVE], "suspend", _S.SUSPENDED),
        ([_S.SUSPENDED], "resume", _S.ACTIVE),
        ([_S.ACTIVE, _S.SUSPENDED], "close", _S.CLOSED),
        ([_S.DRAFT, _S.ACCEPTED], "cancel", _S.CANCELLED),
        ([_S.DRAFT], "lapse", _S.CANCELLED),
        ([_S.CLOSED], "reopen", _S.ACTIVE),
        ([_S.ACTIVE, _S.SUSPENDED], "transfer", _S.TRANSFERRED),
        ([_S.ACCEPTED, _S.ACTIVE], "annul", _S.ANNULLED),
    ],
)
# A live contract holds its SIM and its number. One in service was activated: its subscriber signs in and uses it.
LIVE = (_S.DRAFT, _S.ACCEPTED, _S.ACTIVE, _S.SUSPENDED)
IN_SERVICE = (_S.ACTIVE, _S.SUSPENDED)
ENDED = (_S.CLOSED, _S.TRANSFERRED, _S.ANNULLED)  # it was activated, or is treated so: what it owes is still paid
_IS_SWAPPED = sa.text("swap_sim_id is not null")
AWAITING_SERVICE = (_S.DRAFT, _S.ACCEPTED)  # its SIM and its number are reserved for it
_IS_LIVE = sa.text(f"status in ({text_list(LIVE)})")


@noun(CONTRACT_ID, CONTRACT_STATES)
class Contract(Node, Base):
    """A contract. `lapses_at`: when a draft that is not signed is cancelled. `signed_by`: who signed, and with
    `signature_reference` the certificate or the transaction of an electronic signature. `start`: what a signed contract
    waits for, with the time for ON_DATE. `debt_written_off`: true when its debt was given up as it was closed.
    `transferred_from_id`: the contract of the holder from whom the line came.
    """

    __tablename__ = "contract"

    id: Mapped[ContractKey] = node_key()
    number: Mapped[Ascii] = mapped_column(
        unique=True, server_default=sa.text("'K' || lpad(nextval('contract_number')::text, 8, '0')")
    )
    status: Mapped[ContractStatus] = mapped_column(Code(ContractStatus), server_default="DRAFT")
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"))
    sim_id: Mapped[SimKey | None] = mapped_column(sa.ForeignKey("sim.id"))
    phone_number_id: Mapped[PhoneNumberKey | None] = mapped_column(sa.ForeignKey("phone_number.id"))
    tariff_id: Mapped[TariffKey] = mapped_column(sa.ForeignKey("tariff.id"))
    tariff_version_id: Mapped[TariffVersionKey]  # kept until the contract is moved to another one
    currency: Mapped[Ascii] = mapped_column(server_default="KGS")
    signed_at: Mapped[datetime | None]
    activated_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    line_locked_at: Mapped[datetime | None]
    swap_sim_id: Mapped[SimKey | None] = mapped_column(sa.ForeignKey("sim.id"))  # the new SIM of a pending swap
    swap_started_at: Mapped[datetime | None]
    swap_ordered_at: Mapped[datetime | None]  # since then the network is to exchange the SIM
    external_id: Mapped[Ascii | None]  # the contract's id in another system
    lapses_at: Mapped[datetime | None]
    signature: Mapped[SignatureMethod | None] = mapped_column(Code(SignatureMethod))
    signed_by: Mapped[str | None]
    signature_reference: Mapped[Ascii | None]
    start: Mapped[ContractStart | None] = mapped_column(Code(ContractStart))
    starts_at: Mapped[datetime | None]
    debt_written_off: Mapped[bool | None]
    transferred_from_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"))

    __table_args__ = (
        one_of("status", ContractStatus),
        sa.ForeignKeyConstraint(
            ["tariff_id", "tariff_version_id"], ["tariff_version.tariff_id", "tariff_version.id"], "fk_contract_version"
        ),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
        sa.CheckConstraint(
            f"status not in ({text_list(IN_SERVICE)})"
            " or (sim_id is not null and phone_number_id is not null and activated_at is not null)",
            "in_service",
        ),
        sa.CheckConstraint(f"(status in ({text_list(ENDED)})) = (closed_at is not null)", "closed"),
        sa.Index(
            "uq_contract_transferred_from_id",
            "transferred_from_id",
            unique=True,
            postgresql_where=sa.text("transferred_from_id is not null"),
        ),
        one_of("signature", SignatureMethod),
        one_of("start", ContractStart),
        sa.CheckConstraint("lapses_at is null or status = 'DRAFT'", "lapses"),
        sa.CheckConstraint("signature is null or (signed_at is not null and signed_by is not null)", "signed"),
        sa.CheckConstraint("start is null or (status = 'ACCEPTED' and start <> 'NOW')", "start_waits"),
        sa.CheckConstraint("(start is not distinct from 'ON_DATE') = (starts_at is not null)", "starts_at"),
        sa.Index("ix_contract_lapses_at", "lapses_at", postgresql_where=sa.text("lapses_at is not null")),
        sa.Index("ix_contract_start", "start", "starts_at", postgresql_where=sa.text("start is not null")),
        sa.Index(
            "uq_contract_external_id", "external_id", unique=True, postgresql_where=sa.text("external_id is not null")
        ),
        sa.CheckConstraint("(swap_sim_id is null) = (swap_started_at is null)", "swap_started"),
        sa.CheckConstraint(f"swap_sim_id is null or status in ({text_list(IN_SERVICE)})", "swap"),
        sa.CheckConstraint("swap_ordered_at is null or swap_sim_id is not null", "swap_ordered"),
        sa.Index(None, "swap_ordered_at", postgresql_where=sa.text("swap_ordered_at is not null")),
        sa.Index("uq_contract_swap_sim_id", "swap_sim_id", unique=True, postgresql_where=_IS_SWAPPED),
        sa.Index(None, "swap_started_at", postgresql_where=_IS_SWAPPED),
        sa.Index("uq_contract_live_sim", "sim_id", unique=True, postgresql_where=_IS_LIVE),
        sa.Index("uq_contract_live_number", "phone_number_id", unique=True, postgresql_where=_IS_LIVE),
        *suffix_indexes("contract", "number"),
        sa.Index(None, "customer_id", "created_at", "id"),
        # A file gives few contracts one time: those of one time are sorted as they are read.
        sa.Index(None, "tariff_id", "created_at"),
        sa.Index(None, "created_at"),
        # Nearly all contracts are active: those are found in the order of time.
        sa.Index(None, "status", "created_at", "id", postgresql_where=sa.text("status <> 'ACTIVE'")),
    )


class ContractOption(Base):
    """An option that was added to a contract."""

    __tablename__ = "contract_option"

    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    tariff_option_id: Mapped[TariffOptionKey] = mapped_column(
        sa.ForeignKey("tariff_option.id"), primary_key=True, index=True
    )
    added_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())


class ContractCode(Base):
    """The one-time code by which a contract is signed. A new one takes its place; it is deleted once it was used."""

    __tablename__ = "contract_code"

    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    code_hash: Mapped[bytes]
    sent_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))

    __table_args__ = (sa.CheckConstraint("attempts >= 0", "attempts"),)


class ContractTransfer(Base):
    """A transfer of a line to another customer that was asked for. The row is deleted when it is accepted or cancelled,
    and once it has expired. `with_balance`: whether the customer takes the balance over, be it a debt.
    """

    __tablename__ = "contract_transfer"

    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    with_balance: Mapped[bool]
    code_hash: Mapped[bytes]
    sent_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))
    requested_by: Mapped[Ascii]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    expires_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (sa.CheckConstraint("attempts >= 0", "attempts"),)


class ContractHold(Base):
    """A reason for which the service of a contract is stopped, from `since` to `until`; `until` null: it stands.

    A contract is SUSPENDED while any hold of it stands, which a trigger checks at the end of each transaction of the
    application.
    """

    __tablename__ = "contract_hold"

    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"))
    reason: Mapped[HoldReason] = mapped_column(Code(HoldReason))
    barring: Mapped[Barring] = mapped_column(Code(Barring))
    since: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    by: Mapped[Ascii]
    until: Mapped[datetime | None]
    lifted_by: Mapped[Ascii | None]

    __table_args__ = (
        sa.PrimaryKeyConstraint("contract_id", "reason", "since"),
        one_of("reason", HoldReason),
        one_of("barring", Barring),
        sa.CheckConstraint("until >= since", "period"),
        sa.CheckConstraint("(until is null) = (lifted_by is null)", "lifted"),
        sa.Index(
            "uq_contract_hold_standing",
            "contract_id",
            "reason",
            unique=True,
            postgresql_where=sa.text("until is null"),
        ),
    )
