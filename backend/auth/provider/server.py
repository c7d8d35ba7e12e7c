"""The authorization server: OAuth 2 (RFC 6749, 9700) and OpenID Connect on Authlib.

Authlib's provider is synchronous: a `Provider` is created per request and runs inside `AsyncSession.run_sync`. Codes
and refresh tokens are read FOR UPDATE, so only one of parallel redemptions succeeds. A protocol error is returned as a
response, not raised, so that revocations made because of it are committed.
"""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

import sqlalchemy as sa
from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    InvalidGrantError,
    InvalidRequestError,
    OAuth2Request,
)
from authlib.oauth2.rfc9207 import IssuerParameter
from sqlalchemy.orm import Session as Orm

from backend.auth.provider.endpoints import DeviceAuthorization, Introspection, TokenRevocation
from backend.auth.provider.grants import Challenge, ClientCredentialsGrant, CodeGrant, DeviceGrant, OpenId, RefreshGrant
from backend.auth.provider.messages import Answer, ProtocolRequest
from backend.auth.provider.rows import ClientRow, Granted
from backend.auth.revocations import Revocations, revoke
from backend.auth.secrets import Secrets, hashed, new_secret
from backend.auth.sessions import person_of, record_use
from backend.auth.tokens import ACCESS_SECONDS, AccessTokens, TokenRefused, subjects_of
from backend.auth.viewer import REQUESTS, SCOPES, Role
from backend.identifiers import GrantKey, SessionKey
from backend.models import OAuthClient, OAuthGrant, RefreshToken, Session
from backend.settings import Settings

REFRESH_IDLE = timedelta(days=30)


class Provider(AuthorizationServer):  # type: ignore[misc]
    def __init__(
        self,
        db: Orm,
        tokens: AccessTokens,
        revocations: Revocations,
        secrets: Secrets,
        settings: Settings,
        *,
        demo: bool,
    ) -> None:
        super().__init__(scopes_supported=list(SCOPES))
        self.db = db
        self.tokens = tokens
        self.revocations = revocations
        self._secrets = secrets
        self.settings = settings
        self._demo = demo  # whether the demo's applications are accepted
        self.register_client_auth_method("client_secret_basic", _authenticate_basic)
        self.register_grant(CodeGrant, [Challenge(required=True), OpenId()])
        self.register_grant(RefreshGrant)
        self.register_grant(ClientCredentialsGrant)
        self.register_grant(DeviceGrant, [OpenId()])
        self.register_endpoint(TokenRevocation)
        self.register_endpoint(Introspection)
        self.register_endpoint(DeviceAuthorization)
        self.register_extension(Issuer)

    # Methods that Authlib requires of an integration

    def query_client(self, client_id: str) -> ClientRow | None:
        if "\0" in client_id:
            return None  # PostgreSQL cannot store NUL
        row = self.db.scalar(sa.select(OAuthClient).where(OAuthClient.client_id == client_id, OAuthClient.active))
        return ClientRow(row) if row and (self._demo or not row.demo) else None

    def get_authorization_grant(self, request: Any) -> Any:
        try:
            return super().get_authorization_grant(request)
        except ValueError:
            # Authlib repeats the response type in the error's description, where some characters are forbidden.
            request.payload.data["response_type"] = "unknown"
            return super().get_authorization_grant(request)

    def authenticate_client(self, request: Any, methods: Sequence[str], endpoint: str = "token") -> ClientRow:
        """Authenticate the client by exactly one method (RFC 6749, section 2.3)."""
        by_header = request.headers.get("authorization", "").lower().startswith("basic ")
        if by_header and "client_secret" in request.form:
            raise InvalidRequestError("The client uses two authentication methods.")
        client: ClientRow = super().authenticate_client(request, methods, endpoint)
        if request.form.get("client_id", client.get_client_id()) != client.get_client_id():
            raise InvalidRequestError("The 'client_id' differs from that of the authenticated client.")
        return client

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Does nothing: access tokens are not stored, and refresh tokens are stored when they are created."""

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Does nothing: Authlib's signals are not used."""

    def create_oauth2_request(self, request: Any) -> ProtocolRequest:
        return request if isinstance(request, ProtocolRequest) else ProtocolRequest(request)

    def handle_response(self, status: int, body: Any, headers: Sequence[tuple[str, str]]) -> Answer:
        found = dict(headers)
        if status == 400:
            # A client that finds a challenge ignores the body, which contains the error's code.
            found.pop("WWW-Authenticate", None)
        return Answer(status, body, found)

    def generate_token(
        self,
        grant_type: str,
        client: ClientRow,
        user: Any = None,
        scope: str | None = None,
        expires_in: int | None = None,  # noqa: ARG002
        include_refresh_token: bool = True,  # noqa: FBT001, FBT002
    ) -> dict[str, Any]:
        if isinstance(user, Granted):
            claims = {**user.person.claims(), "gid": str(user.grant.id)}
            record_use(user.person.session)
        else:
            claims = service_claims(client.row)
        claims |= {"client_id": client.row.client_id, "scope": scope or ""}
        token = {
            "token_type": "Bearer",
            "access_token": self.tokens.issue(claims),
            "expires_in": ACCESS_SECONDS,
            "scope": scope or "",
        }
        offline = isinstance(user, Granted) and "offline_access" in user.refresh_scope.split()
        if grant_type != "client_credentials" and include_refresh_token and offline:
            token["refresh_token"] = self._refresh_token(user)
        return token

    def _refresh_token(self, user: Granted) -> str:
        value = user.refresh_token or new_secret()
        if self.db.get(RefreshToken, hashed(value)) is not None:
            return value  # already stored by the first of two refreshes with the same token
        expires = min(datetime.now(UTC) + REFRESH_IDLE, user.person.session.expires_at)
        row = RefreshToken(
            token_hash=hashed(value), grant_id=user.grant.id, scope=user.refresh_scope, expires_at=expires
        )
        self.db.add(row)
        self.db.flush()
        return value

    # Methods of this provider

    def grant(self, session_id: SessionKey, client: ClientRow, scope: str) -> Granted:
        """Create a grant of a session to a client. Raises InvalidGrantError when the session has ended."""
        person = person_of(self.db, self.db.get(Session, session_id), lock=True)
        if person is None:
            raise InvalidGrantError("The sign-in has ended.")
        row = OAuthGrant(session_id=session_id, client_id=client.row.id, scope=scope)
        self.db.add(row)
        self.db.flush()
        return Granted(person, row, scope)

    def revoke_grant(self, grant_id: GrantKey) -> None:
        self.db.execute(
            sa.update(OAuthGrant)
            .where(OAuthGrant.id == grant_id, OAuthGrant.revoked_at.is_(None))
            .values(revoked_at=sa.func.clock_timestamp())
        )
        self.db.execute(revoke(f"grant:{grant_id}"))

    def successor(self, refresh_token: str) -> str:
        """The refresh token that replaces one. It is derived, so that a repeated refresh gets the same although only a
        hash is stored.
        """
        derived = self._secrets.keyed_hash("successor of a refresh token", refresh_token)
        return base64.urlsafe_b64encode(derived).rstrip(b"=").decode()

    def locked_refresh_token(self, value: str) -> RefreshToken | None:
        return self.db.scalar(sa.select(RefreshToken).where(RefreshToken.token_hash == hashed(value)).with_for_update())

    def read_access_token(self, value: str) -> dict[str, Any] | None:
        """The claims of an access token that is valid and not revoked; else None."""
        try:
            claims = self.tokens.read(value)
        except TokenRefused:
            return None
        return None if self.revocations.ended(subjects_of(claims), claims["iat"]) else claims


def service_claims(client: OAuthClient) -> dict[str, Any]:
    """The claims of the access token of a client that acts for itself (client credentials)."""
    name, role = client.client_id, Role.PARTNER if REQUESTS in client.scopes else Role.SERVICE
    return {"sub": f"service:{name}", "role": role.value, "actor": f"service:{name}"}


def _authenticate_basic(query_client: Any, request: Any) -> ClientRow | None:
    """Client authentication by HTTP Basic; id and secret are form-encoded (RFC 6749, section 2.3.1)."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, secret = base64.b64decode(rest, validate=True).decode().partition(":")
    except ValueError:
        return None
    client: ClientRow | None = query_client(unquote_plus(name)) if colon else None
    return client if client and client.check_client_secret(unquote_plus(secret)) else None


class Issuer(IssuerParameter):  # type: ignore[misc]
    """Adds `iss` to authorization responses (RFC 9207). Authlib's class has no access to the server's issuer."""

    def __init__(self, server: Provider) -> None:
        self._server = server
        self(server)

    def get_issuer(self) -> str:
        return self._server.tokens.issuer
