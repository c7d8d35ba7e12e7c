"""Possible duplicates: pairs of customers, and the searches through the whole base that find them."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.errors import MatchCode
from backend.identifiers import (
    DUPLICATE_PAIR_ID,
    DUPLICATE_SEARCH_ID,
    CustomerKey,
    DuplicatePairKey,
    DuplicateSearchKey,
    NodeType,
)
from backend.models.audit import View
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.noun import noun
from backend.models.states import StateMachine, text_list


class DuplicatePairStatus(enum.StrEnum):
    OPEN = "OPEN"
    DISMISSED = "DISMISSED"
    MERGED = "MERGED"


class DuplicateSearchStatus(enum.StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"


class DuplicateSearchStage(enum.StrEnum):
    """What the customers of a group have in common, in the order of the search."""

    DOCUMENT = "DOCUMENT"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    BIRTH_DATE = "BIRTH_DATE"
    NAME = "NAME"


_P, _S = DuplicatePairStatus, DuplicateSearchStatus
ACTIVE_SEARCH = (_S.QUEUED, _S.RUNNING)

DUPLICATE_PAIR_STATES = StateMachine(
    NodeType.DUPLICATE_PAIR,
    [
        ([_P.OPEN], "dismiss", _P.DISMISSED),
        ([_P.OPEN], "merge", _P.MERGED),
        ([_P.MERGED], "undo", _P.OPEN),
    ],
)

DUPLICATE_SEARCH_STATES = StateMachine(
    "duplicate_search",
    [
        ([_S.QUEUED], "start", _S.RUNNING),
        ([_S.RUNNING], "complete", _S.COMPLETED),
        ([_S.QUEUED, _S.RUNNING], "cancel", _S.CANCELLED),
        ([_S.QUEUED, _S.RUNNING], "fail", _S.FAILED),
    ],
)


@noun(DUPLICATE_PAIR_ID, DUPLICATE_PAIR_STATES)
class DuplicatePair(Node, Base):
    """Two customers that may be one. `customer_id` is the smaller key, so that a pair has one row.

    `reasons`: as `[{"code", "points"}]`. `search_id`: the last search that found the pair.
    """

    __tablename__ = "duplicate_pair"

    id: Mapped[DuplicatePairKey] = node_key()
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"))
    other_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"))
    status: Mapped[DuplicatePairStatus] = mapped_column(Code(DuplicatePairStatus), server_default="OPEN")
    score: Mapped[int]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    weights_version: Mapped[int]
    search_id: Mapped[DuplicateSearchKey] = mapped_column(sa.ForeignKey("duplicate_search.id"))

    __table_args__ = (
        one_of("status", DuplicatePairStatus),
        sa.CheckConstraint("customer_id < other_id", "order"),
        sa.CheckConstraint("score between 0 and 100", "score"),
        sa.UniqueConstraint("customer_id", "other_id"),
        sa.Index(None, "other_id"),
        sa.Index(None, "search_id"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "score", "id"),
        sa.Index(None, "created_at", "id"),
    )


class DuplicateReason(View):
    """The reasons of a pair, one row each (a view)."""

    __tablename__ = "duplicate_reason"

    pair_id: Mapped[DuplicatePairKey] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[MatchCode] = mapped_column(Code(MatchCode))
    points: Mapped[int]


@noun(DUPLICATE_SEARCH_ID, DUPLICATE_SEARCH_STATES)
class DuplicateSearch(Node, Base):
    """A search for duplicates through the whole base; one at a time.

    `stage` and `position`: the key after which it continues. `customers`: how many rows it reads in all stages, `done`:
    how many it has read. `compared`: the number of scores that were computed.
    """

    __tablename__ = "duplicate_search"

    id: Mapped[DuplicateSearchKey] = node_key()
    status: Mapped[DuplicateSearchStatus] = mapped_column(Code(DuplicateSearchStatus), server_default="QUEUED")
    actor: Mapped[Ascii]
    weights_version: Mapped[int]
    stage: Mapped[DuplicateSearchStage] = mapped_column(Code(DuplicateSearchStage), server_default="DOCUMENT")
    position: Mapped[str | None]
    customers: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    done: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    compared: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("status", DuplicateSearchStatus),
        one_of("stage", DuplicateSearchStage),
        sa.CheckConstraint(f"(status in ({text_list(ACTIVE_SEARCH)})) = (finished_at is null)", "finished"),
        # One search at a time.
        sa.Index(
            "uq_duplicate_search_active",
            sa.text("(true)"),
            unique=True,
            postgresql_where=sa.text(f"status in ({text_list(ACTIVE_SEARCH)})"),
        ),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "created_at", "id"),
    )
