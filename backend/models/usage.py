"""Counters for limits: attempts to sign in, cost per caller, and rates.

A crash of the database empties the unlogged table of costs. Attempts and rates are kept: whoever can cause a crash
could otherwise guess, or fill the disk, without end.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base


class AttemptCounter(Base):
    """The number of attempts in one window of time. `name` is a keyed hash of the kind of attempt and the caller."""

    __tablename__ = "attempt_counter"

    name: Mapped[bytes] = mapped_column(primary_key=True)
    window_start: Mapped[datetime] = mapped_column(primary_key=True)
    attempts: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __table_args__ = (sa.Index(None, "window_start"),)


class FailedAttempts(Base):
    """Failed attempts of one kind from one place, and when the next may be made. `name` is as in AttemptCounter."""

    __tablename__ = "failed_attempts"

    name: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    next_at: Mapped[datetime]

    __table_args__ = (sa.Index(None, "next_at"),)


class CostBucket(Base):
    """A leaky bucket of cost per caller: `level` is the level at `updated_at`, and decreases from then on."""

    __tablename__ = "cost_bucket"

    subject: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[float]
    updated_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())

    __table_args__ = (sa.Index(None, "updated_at"), {"prefixes": ["UNLOGGED"]})


class RateLevel(Base):
    """How much of a rate a subject has used: a leaky bucket, which `crm_take` fills.

    `subject`: a caller, or a recipient of messages. `name`: what is limited, such as `act openTicket`. `level` is the
    level at `updated_at`, and decreases evenly from then on.
    """

    __tablename__ = "rate_level"

    subject: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[float]
    updated_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())

    __table_args__ = (sa.Index(None, "updated_at"),)
