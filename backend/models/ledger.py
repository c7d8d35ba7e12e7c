"""The ledger: accounts, postings and their entries. Double entry: the entries of a posting sum to zero per currency.

Amounts are minor units with a sign: credits are positive, debits negative. The balance of a contract's account is
positive when the customer has prepaid, and negative when the customer owes money. Postings and entries are never
changed; a correction is a posting that reverses another one.
"""

import enum
import hashlib
import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import (
    ENTRY_ID,
    ContractKey,
    CustomerKey,
    EntryKey,
    LedgerAccountKey,
    PaymentKey,
    PostingKey,
    RefundKey,
)
from backend.models.base import Ascii, Base, Code, one_of
from backend.models.event import Snapshot, TransactionId
from backend.models.noun import noun


class LedgerAccountKind(enum.StrEnum):
    CONTRACT = "CONTRACT"
    CASH = "CASH"
    BANK = "BANK"
    CLEARING = "CLEARING"
    FEES = "FEES"
    REVENUE = "REVENUE"
    TAX = "TAX"
    WRITE_OFF = "WRITE_OFF"
    SUSPENSE = "SUSPENSE"
    OPENING = "OPENING"  # counter-account of balances that were brought forward


class PostingKind(enum.StrEnum):
    OPENING = "OPENING"
    PAYMENT = "PAYMENT"
    REFUND = "REFUND"
    CHARGE = "CHARGE"
    ADJUSTMENT = "ADJUSTMENT"
    TRANSFER = "TRANSFER"
    FEE = "FEE"
    SUSPENSE = "SUSPENSE"
    SETTLEMENT = "SETTLEMENT"
    REVERSAL = "REVERSAL"


def house_account_id(code: str, currency: str) -> LedgerAccountKey:
    """The key of a house account, derived from its code, so that verbs need no lookup."""
    return LedgerAccountKey(uuid.UUID(hashlib.md5(f"{code} {currency}".encode(), usedforsecurity=False).hexdigest()))


class LedgerAccount(Base):
    """A contract's account in one currency, or an account of the operator (house account, `contract_id` null).

    `balance_minor` is maintained for contracts only, under the row's lock. A house account has entries only, because
    otherwise all payments would wait for the lock of one row. `floor_minor`: lowest allowed balance; null means no
    limit. `debt_floor_minor`: lowest allowed balance of an account that was brought forward below its floor. It is the
    remaining debt: a trigger raises it with the balance, and clears it once the balance reaches the floor. `moved_at`:
    time of the last entry; the entries of one account have strictly rising times.
    """

    __tablename__ = "ledger_account"

    id: Mapped[LedgerAccountKey] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    kind: Mapped[LedgerAccountKind] = mapped_column(Code(LedgerAccountKind))
    code: Mapped[Ascii]
    currency: Mapped[Ascii]
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"))
    customer_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    balance_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    floor_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    debt_floor_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    moved_at: Mapped[datetime] = mapped_column(server_default=sa.text("'-infinity'"))
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())

    __table_args__ = (
        one_of("kind", LedgerAccountKind),
        sa.UniqueConstraint("contract_id", "currency"),
        sa.Index(
            "uq_ledger_account_house",
            "code",
            "currency",
            unique=True,
            postgresql_where=sa.text("contract_id is null"),
        ),
        sa.CheckConstraint("(kind = 'CONTRACT') = (contract_id is not null)", "contract"),
        sa.CheckConstraint("(contract_id is null) = (customer_id is null)", "customer"),
        sa.CheckConstraint(
            "contract_id is not null or (balance_minor = 0 and floor_minor is null and debt_floor_minor is null)",
            "house",
        ),
        sa.CheckConstraint("balance_minor >= least(floor_minor, debt_floor_minor)", "floor"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
    )


class LedgerPosting(Base):
    """A movement of money. Its entries are inserted in the same transaction and sum to zero in each currency."""

    __tablename__ = "ledger_posting"

    id: Mapped[PostingKey] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    kind: Mapped[PostingKind] = mapped_column(Code(PostingKind))
    payment_id: Mapped[PaymentKey | None] = mapped_column(sa.ForeignKey("payment.id"), index=True)
    refund_id: Mapped[RefundKey | None] = mapped_column(sa.ForeignKey("refund.id"), index=True)
    reverses_id: Mapped[PostingKey | None] = mapped_column(sa.ForeignKey("ledger_posting.id"), unique=True)
    actor: Mapped[Ascii]
    reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())

    __table_args__ = (
        one_of("kind", PostingKind),
        sa.Index("uq_ledger_posting_payment", "payment_id", unique=True, postgresql_where=sa.text("kind = 'PAYMENT'")),
        sa.Index("uq_ledger_posting_refund", "refund_id", unique=True, postgresql_where=sa.text("kind = 'REFUND'")),
        sa.CheckConstraint("kind <> 'PAYMENT' or payment_id is not null", "payment"),
        sa.CheckConstraint("kind <> 'REFUND' or refund_id is not null", "refund"),
        sa.CheckConstraint("(kind = 'REVERSAL') = (reverses_id is not null)", "reversal"),
    )


@noun(ENTRY_ID, is_node=False)
class LedgerEntry(Base):
    """An entry of a posting in one account. `balance_after_minor`: the balance of a contract's account afterwards."""

    __tablename__ = "ledger_entry"

    id: Mapped[EntryKey] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    posting_id: Mapped[PostingKey] = mapped_column(sa.ForeignKey("ledger_posting.id"), index=True)
    account_id: Mapped[LedgerAccountKey] = mapped_column(sa.ForeignKey("ledger_account.id"))
    account: Mapped[LedgerAccountKind] = mapped_column(Code(LedgerAccountKind))
    kind: Mapped[PostingKind] = mapped_column(Code(PostingKind))
    contract_id: Mapped[ContractKey | None]
    payment_id: Mapped[PaymentKey | None]
    amount_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii]
    balance_after_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    description: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())
    xid: Mapped[int] = mapped_column(TransactionId(), server_default=sa.text("pg_current_xact_id()"))

    __table_args__ = (
        one_of("account", LedgerAccountKind),
        one_of("kind", PostingKind),
        sa.CheckConstraint("amount_minor <> 0", "amount"),
        sa.CheckConstraint("(contract_id is null) = (balance_after_minor is null)", "balance"),
        sa.CheckConstraint("(contract_id is null) = (account <> 'CONTRACT')", "contract"),
        sa.Index(None, "account_id", "created_at"),  # the balance after the last entry, which a trigger checks
        # Lists of entries, by each of their filters. Those of one time are sorted as they are read.
        sa.Index(None, "contract_id", "created_at", postgresql_where=sa.text("contract_id is not null")),
        # At least half of the entries are in accounts of contracts: those are found in the order of time.
        sa.Index(None, "account", "created_at", postgresql_where=sa.text("account <> 'CONTRACT'")),
        sa.Index(None, "created_at"),
        sa.Index("ix_ledger_entry_payment", "payment_id", postgresql_where=sa.text("payment_id is not null")),
        # The balance of a house account since its last rollup.
        sa.Index("ix_ledger_entry_house", "account_id", "xid", postgresql_where=sa.text("contract_id is null")),
    )


class LedgerRollup(Base):
    """The balance of a house account in one snapshot. Entries that were not visible in the snapshot are added to it."""

    __tablename__ = "ledger_rollup"

    account_id: Mapped[LedgerAccountKey] = mapped_column(sa.ForeignKey("ledger_account.id"), primary_key=True)
    balance_minor: Mapped[int] = mapped_column(sa.BigInteger)
    snapshot: Mapped[str] = mapped_column(Snapshot())
    made_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())
