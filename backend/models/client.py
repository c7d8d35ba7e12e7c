"""Applications: OAuth 2.0 clients."""

import enum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import CLIENT_ID, ClientKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.noun import noun

Texts = ARRAY(sa.Text())


class ClientKind(enum.StrEnum):
    PUBLIC = "PUBLIC"
    CONFIDENTIAL = "CONFIDENTIAL"


class SignIn(enum.StrEnum):
    """Who may sign in through a client."""

    STAFF = "STAFF"
    SUBSCRIBERS = "SUBSCRIBERS"
    NOBODY = "NOBODY"


@noun(CLIENT_ID, graph_type="Client")
class OAuthClient(Node, Base):
    """An application. A public client has no secret and uses PKCE (RFC 7636)."""

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
