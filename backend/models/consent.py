"""Consents of customers: to what, by which channel, to which text, when and by whom, and when they were withdrawn."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import CONSENT_ID, ConsentKey, CustomerKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.noun import noun


class ConsentPurpose(enum.StrEnum):
    MARKETING = "MARKETING"
    PROFILING = "PROFILING"
    PARTNERS = "PARTNERS"
    LOCATION = "LOCATION"


class ConsentChannel(enum.StrEnum):
    SMS = "SMS"
    EMAIL = "EMAIL"
    CALL = "CALL"
    ANY = "ANY"


class ConsentSource(enum.StrEnum):
    COUNTER = "COUNTER"
    PAPER = "PAPER"
    PHONE = "PHONE"
    WEB = "WEB"
    APP = "APP"
    PARTNER = "PARTNER"


# A consent that stands: neither withdrawn, nor replaced by one to a newer text.
STANDS = "withdrawn_at is null and replaced_at is null"


@noun(CONSENT_ID)
class Consent(Node, Base):
    """A consent that a customer gave. A row is never deleted, and what was given is never changed, which a trigger
    ensures: a withdrawal and a newer text only set their times.

    `text_version`: the version of the text that the customer agreed to. `given_by`, `withdrawn_by`: the actors.
    """

    __tablename__ = "consent"

    id: Mapped[ConsentKey] = node_key()
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(Code(ConsentPurpose))
    channel: Mapped[ConsentChannel] = mapped_column(Code(ConsentChannel))
    source: Mapped[ConsentSource] = mapped_column(Code(ConsentSource))
    text_version: Mapped[Ascii]
    given_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    given_by: Mapped[Ascii]
    replaced_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[Ascii | None]

    __table_args__ = (
        one_of("purpose", ConsentPurpose),
        one_of("channel", ConsentChannel),
        one_of("source", ConsentSource),
        sa.CheckConstraint("text_version ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'", "text_version"),
        sa.CheckConstraint("(withdrawn_at is null) = (withdrawn_by is null)", "withdrawn"),
        sa.CheckConstraint("withdrawn_at is null or replaced_at is null", "ended_once"),
        sa.Index(
            "uq_consent_standing", "customer_id", "purpose", "channel", unique=True, postgresql_where=sa.text(STANDS)
        ),
        sa.Index(None, "customer_id", "created_at", "id"),
    )
