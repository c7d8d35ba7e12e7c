"""Tables of the authorization server: sessions, grants, codes, tokens (hashed) and signing keys (encrypted).

A session is one sign-in of one person in one browser or on one device. A grant is the authorization of one client by a
session: the family of refresh tokens that descend from one code. Ending a session or grant ends all its tokens.
"""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import (
    SESSION_ID,
    ClientKey,
    ContractKey,
    CustomerKey,
    GrantKey,
    PhoneNumberKey,
    SessionKey,
    UserKey,
)
from backend.models.base import Ascii, Base
from backend.models.client import Texts
from backend.models.noun import noun


@noun(SESSION_ID, is_node=False)
class Session(Base):
    """A sign-in.

    `subject`: `user:<key>` for staff, `line:<contract>:<number>` for a subscriber who proved to hold the number.
    `verified_holder`: the subscriber also proved to be the contract's customer; `auth/policy.py` grants rights by it.
    """

    __tablename__ = "session"

    id: Mapped[SessionKey] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    subject: Mapped[Ascii]
    user_id: Mapped[UserKey | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    customer_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    phone_number_id: Mapped[PhoneNumberKey | None] = mapped_column(sa.ForeignKey("phone_number.id"), index=True)
    verified_holder: Mapped[bool] = mapped_column(server_default=sa.false())
    cookie_hash: Mapped[bytes | None] = mapped_column(unique=True)
    methods: Mapped[list[str]] = mapped_column(Texts)
    client: Mapped[str | None]
    address: Mapped[Ascii | None]
    user_agent: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    last_used_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint("(user_id is null) <> (contract_id is null)", "of_somebody"),
        sa.CheckConstraint(
            "contract_id is null or (customer_id is not null and phone_number_id is not null)", "subscriber"
        ),
        sa.Index(None, "subject", "created_at", "id"),
        sa.Index(None, "expires_at"),
    )


class OAuthGrant(Base):
    __tablename__ = "oauth_grant"

    id: Mapped[GrantKey] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    session_id: Mapped[SessionKey] = mapped_column(sa.ForeignKey("session.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[ClientKey] = mapped_column(sa.ForeignKey("oauth_client.id"), index=True)
    scope: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    revoked_at: Mapped[datetime | None]


class AuthorizationCode(Base):
    """A code that is used once. `grant_id`: the grant it was exchanged for, which a second use revokes."""

    __tablename__ = "authorization_code"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    client_id: Mapped[ClientKey] = mapped_column(sa.ForeignKey("oauth_client.id"), index=True)
    session_id: Mapped[SessionKey] = mapped_column(sa.ForeignKey("session.id", ondelete="CASCADE"), index=True)
    redirect_uri: Mapped[str]
    scope: Mapped[str]
    nonce: Mapped[str | None]
    code_challenge: Mapped[str]
    grant_id: Mapped[GrantKey | None] = mapped_column(sa.ForeignKey("oauth_grant.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class RefreshToken(Base):
    """A token that is used once. A second use suggests theft and revokes the grant (RFC 9700, section 4.14.2).

    Within a few seconds, a second use counts as a repeated request and returns the same successor
    (`auth/provider/grants.py`).
    """

    __tablename__ = "refresh_token"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    grant_id: Mapped[GrantKey] = mapped_column(sa.ForeignKey("oauth_grant.id", ondelete="CASCADE"), index=True)
    scope: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class DeviceCode(Base):
    """A request of a device without a browser, which a person approves on another device (RFC 8628)."""

    __tablename__ = "device_code"

    device_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_code: Mapped[Ascii] = mapped_column(unique=True)
    client_id: Mapped[ClientKey] = mapped_column(sa.ForeignKey("oauth_client.id"), index=True)
    scope: Mapped[str]
    session_id: Mapped[SessionKey | None] = mapped_column(sa.ForeignKey("session.id", ondelete="CASCADE"), index=True)
    denied: Mapped[bool] = mapped_column(server_default=sa.false())
    last_polled_at: Mapped[datetime | None]
    interval_seconds: Mapped[int] = mapped_column(server_default=sa.text("5"))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class SigningKey(Base):
    """A signing key: the next, the current, or a previous one that is published until the tokens it signed expire."""

    __tablename__ = "signing_key"

    kid: Mapped[Ascii] = mapped_column(primary_key=True)
    private_key: Mapped[bytes]
    public_key: Mapped[dict[str, object]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    signs_from: Mapped[datetime]
    published_until: Mapped[datetime | None]


class Revocation(Base):
    """An early end of access tokens, which are not stored; every process reads new rows about once per second.

    `subject` is `session:<key>`, `grant:<key>`, `client:<client_id>` or `token:<jti>`; or `user:<key>` or
    `secret:<client_id>`, which revoke the tokens issued until `created_at`.
    """

    __tablename__ = "revocation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    subject: Mapped[Ascii]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp(), index=True)


class OneTimeCode(Base):
    """A code sent to a phone number. The hash is keyed, since an unkeyed hash of six digits is easily reversed.

    `line`: the contract and the customer that had the number when the code was requested; null when none had. The code
    signs in to this line only: the number may pass to somebody else before the code is entered.
    """

    __tablename__ = "one_time_code"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    msisdn: Mapped[Ascii]
    line: Mapped[Ascii | None]
    code_hash: Mapped[bytes]
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]

    __table_args__ = (sa.Index(None, "msisdn", "created_at"),)
