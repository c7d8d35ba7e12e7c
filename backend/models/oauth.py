"""What the authorization server keeps: clients, sessions, grants, codes, tokens (as hashes), keys (encrypted).

A session is one sign-in of one person in one browser or device. A grant is what one client got from it: the family of
refresh tokens that descend from one code. Ending either closes every token below it.
"""

import enum
import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ClientKey, ContractKey, CustomerKey, GrantKey, PhoneNumberKey, SessionKey, UserKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of

Texts = ARRAY(sa.Text())


class ClientKind(enum.StrEnum):
    PUBLIC = "PUBLIC"
    CONFIDENTIAL = "CONFIDENTIAL"


class SignIn(enum.StrEnum):
    """Who signs in through a client."""

    STAFF = "STAFF"
    SUBSCRIBERS = "SUBSCRIBERS"
    NOBODY = "NOBODY"


class OAuthClient(Node, Base):
    """An application. A public one has no secret and proves itself by PKCE."""

    __tablename__ = "oauth_client"

    id: Mapped[ClientKey] = node_key()
    client_id: Mapped[Ascii] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[ClientKind] = mapped_column(Code(ClientKind))
    sign_in: Mapped[SignIn] = mapped_column(Code(SignIn))
    secret_hash: Mapped[bytes | None]
    redirect_uris: Mapped[list[str]] = mapped_column(Texts, server_default=sa.text("'{}'"))
    post_logout_redirect_uris: Mapped[list[str]] = mapped_column(Texts, server_default=sa.text("'{}'"))
    grant_types: Mapped[list[str]] = mapped_column(Texts)
    scopes: Mapped[list[str]] = mapped_column(Texts)
    active: Mapped[bool] = mapped_column(server_default=sa.true())
    demo: Mapped[bool] = mapped_column(server_default=sa.false())

    __table_args__ = (
        one_of("kind", ClientKind),
        one_of("sign_in", SignIn),
        sa.CheckConstraint("client_id ~ '^[a-z0-9][a-z0-9-]{1,63}$'", "client_id"),
        sa.CheckConstraint("(kind = 'CONFIDENTIAL') = (secret_hash is not null)", "secret"),
        sa.CheckConstraint("btrim(name) <> '' and length(name) <= 200", "name"),
        sa.Index(None, "created_at", "id"),
    )


class Session(Base):
    """`subject` names the person: `user:<key>`, or `line:<contract>:<number>` for whoever holds that number.

    `verified_holder` is set when a subscriber also proved to be the holder; the rights follow from it (auth/policy.py).
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
    """Used once: `grant_id` is what it became, so that a second use can revoke that."""

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
    """Used once: a second use means that somebody else has it, and revokes the whole grant (RFC 9700, 4.14.2).

    For a few seconds it is a repeat of the first and gets the same successor (`auth/provider/grants.py`).
    """

    __tablename__ = "refresh_token"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    grant_id: Mapped[GrantKey] = mapped_column(sa.ForeignKey("oauth_grant.id", ondelete="CASCADE"), index=True)
    scope: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class DeviceCode(Base):
    """A device without a browser waits for a person to approve it elsewhere (RFC 8628)."""

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
    """One is about to sign, one signs, those before it stay published until what they signed has expired."""

    __tablename__ = "signing_key"

    kid: Mapped[Ascii] = mapped_column(primary_key=True)
    private_key: Mapped[bytes]
    public_key: Mapped[dict[str, object]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    signs_from: Mapped[datetime]
    published_until: Mapped[datetime | None]


class Revocation(Base):
    """What every process looks for about once a second: access tokens are not stored, so their end is.

    `subject` is `session:<key>`, `grant:<key>`, `client:<client_id>` or `token:<jti>`; or `user:<key>` or
    `secret:<client_id>`, which close the tokens issued until `created_at`.
    """

    __tablename__ = "revocation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    subject: Mapped[Ascii]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp(), index=True)


class OneTimeCode(Base):
    """A code sent to a number. The hash is keyed, for six digits alone are guessed in a moment."""

    __tablename__ = "one_time_code"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    msisdn: Mapped[Ascii]
    code_hash: Mapped[bytes]
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]

    __table_args__ = (sa.Index(None, "msisdn", "created_at"),)
