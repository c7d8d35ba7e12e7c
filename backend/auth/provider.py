"""The authorization server: OAuth 2 (RFC 6749, 9700) and OpenID Connect on Authlib.

Authlib's provider is synchronous. One `Provider` lives for one request, inside `AsyncSession.run_sync`, on the one
engine; codes and refresh tokens are read FOR UPDATE, so that of parallel redemptions one wins. A protocol error is an
answer, not an exception: what it revoked is committed with it.
"""

import base64
import hmac
import secrets as random
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

import orjson
import sqlalchemy as sa
from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    ClientMixin,
    InvalidGrantError,
    InvalidRequestError,
    InvalidScopeError,
    OAuth2Request,
    UnauthorizedClientError,
    grants,
)
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc8628 import DeviceAuthorizationEndpoint, DeviceCodeGrant
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.core.grants.util import is_openid_scope
from authlib.oidc.core.util import create_half_hash
from sqlalchemy.orm import Session as Orm

from backend.auth.keys import ALGORITHM
from backend.auth.revocations import Revocations, revoke
from backend.auth.secrets import hashed, new_secret
from backend.auth.sessions import Person, copy_for_device, person_of, touch
from backend.auth.tokens import ACCESS_SECONDS, AccessTokens, TokenRefused, subjects_of
from backend.auth.viewer import SCOPES, Origin, Role
from backend.models import AuthorizationCode, ClientKind, DeviceCode, OAuthClient, OAuthGrant, RefreshToken, Session
from backend.settings import Settings

CODE_SECONDS = 60
REFRESH_IDLE = timedelta(days=30)
DEVICE_SECONDS = 600
DEVICE_GRANT = DeviceCodeGrant.GRANT_TYPE
JSON_HEADERS = [("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("Pragma", "no-cache")]


@dataclass
class Answer:
    """What the endpoint says, before it is HTTP."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def location(self) -> str | None:
        return self.headers.get("Location")

    @location.setter
    def location(self, value: str) -> None:
        self.headers["Location"] = value

    @property
    def content(self) -> bytes:
        return orjson.dumps(self.body) if isinstance(self.body, dict | list) else str(self.body).encode()


@dataclass(frozen=True)
class Incoming:
    """An HTTP request as the protocol sees it: each parameter as often as it came."""

    method: str
    query: Sequence[tuple[str, str]]
    form: Sequence[tuple[str, str]]
    headers: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = field(default_factory=Origin)


class _Request(OAuth2Request):  # type: ignore[misc]
    def __init__(self, incoming: Incoming) -> None:
        # Whether the transport is secure is for the listener and the proxy before it to see to, not for Authlib.
        super().__init__(incoming.method, "https://local/", headers=dict(incoming.headers))
        pairs = [*incoming.query, *incoming.form] if incoming.method == "GET" else list(incoming.form)
        self.payload = BasicOAuth2Payload(dict(pairs))
        lists: dict[str, list[str]] = {}
        for name, value in pairs:
            lists.setdefault(name, []).append(value)
        self.payload._datalist = lists  # noqa: SLF001  its own constructor forgets repeated parameters
        self._form = dict(incoming.form)
        self.incoming = incoming

    @property
    def args(self) -> dict[str, str]:
        return dict(self.incoming.query)

    @property
    def form(self) -> dict[str, str]:
        return self._form

    def refuse_repeated(self) -> None:
        """RFC 6749, section 3.2: parameters must not come more than once."""
        # What came is not repeated in the description: Authlib fails on characters that RFC 6749 does not allow there.
        if any(len(values) > 1 for values in self.payload.datalist.values()):
            raise InvalidRequestError("A parameter came more than once.")


class _Client(ClientMixin):  # type: ignore[misc]
    """A client's row, as Authlib asks about it."""

    def __init__(self, row: OAuthClient) -> None:
        self.row = row

    def get_client_id(self) -> str:
        return self.row.client_id

    def get_default_redirect_uri(self) -> str | None:
        return self.row.redirect_uris[0] if len(self.row.redirect_uris) == 1 else None

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """What was asked for, if all of it is allowed; None otherwise. Nothing asked for means no refresh token."""
        if not scope:
            return " ".join(name for name in self.row.scopes if name != "offline_access")
        return scope if set(scope.split()) <= set(self.row.scopes) else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.row.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return self.row.secret_hash is not None and hmac.compare_digest(hashed(client_secret), self.row.secret_hash)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002
        public = self.row.kind is ClientKind.PUBLIC
        return method == "none" if public else method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code" and "authorization_code" in self.row.grant_types

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.row.grant_types


@dataclass
class _Granted:
    """A person, and the family of tokens that is being added to."""

    person: Person
    grant: OAuthGrant
    refresh_scope: str


class Provider(AuthorizationServer):  # type: ignore[misc]
    def __init__(self, db: Orm, tokens: AccessTokens, revocations: Revocations, settings: Settings) -> None:
        super().__init__(scopes_supported=list(SCOPES))
        self.db = db
        self.tokens = tokens
        self.revocations = revocations
        self.settings = settings
        self.register_client_auth_method("client_secret_basic", _basic)
        self.register_grant(_CodeGrant, [_Challenge(required=True), _OpenId()])
        self.register_grant(_RefreshGrant)
        self.register_grant(_ClientCredentialsGrant)
        self.register_grant(_DeviceGrant, [_OpenId()])
        self.register_endpoint(_Revocation)
        self.register_endpoint(_Introspection)
        self.register_endpoint(_DeviceAuthorization)
        self.register_extension(_Issuer)

    # What Authlib asks of an integration

    def query_client(self, client_id: str) -> _Client | None:
        if "\0" in client_id:
            return None  # no text of PostgreSQL's
        row = self.db.scalar(sa.select(OAuthClient).where(OAuthClient.client_id == client_id, OAuthClient.active))
        return _Client(row) if row and (not row.demo or self.settings.demo_usable) else None

    def get_authorization_grant(self, request: Any) -> Any:
        try:
            return super().get_authorization_grant(request)
        except ValueError:
            # Authlib repeats the response type in the description, where not every character may stand.
            request.payload.data["response_type"] = "unknown"
            return super().get_authorization_grant(request)

    def authenticate_client(self, request: Any, methods: Sequence[str], endpoint: str = "token") -> _Client:
        """RFC 6749, section 2.3: a client proves itself in one way."""
        by_header = request.headers.get("authorization", "").lower().startswith("basic ")
        if by_header and "client_secret" in request.form:
            raise InvalidRequestError("The client proves itself in two ways.")
        client: _Client = super().authenticate_client(request, methods, endpoint)
        if request.form.get("client_id", client.get_client_id()) != client.get_client_id():
            raise InvalidRequestError("The 'client_id' is another client's.")
        return client

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Nothing: access tokens are not stored, and a refresh token was when it was made."""

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, request: Any) -> _Request:
        return request if isinstance(request, _Request) else _Request(request)

    def handle_response(self, status: int, body: Any, headers: Sequence[tuple[str, str]]) -> Answer:
        found = dict(headers)
        if status == 400:
            # Clients read a challenge before the body, and then do not see which error it was.
            found.pop("WWW-Authenticate", None)
        return Answer(status, body, found)

    def generate_token(
        self,
        grant_type: str,
        client: _Client,
        user: Any = None,
        scope: str | None = None,
        expires_in: int | None = None,  # noqa: ARG002
        include_refresh_token: bool = True,  # noqa: FBT001, FBT002
    ) -> dict[str, Any]:
        if isinstance(user, _Granted):
            claims = {**user.person.claims(), "gid": str(user.grant.id)}
            touch(user.person.session)
        else:
            claims = service_claims(client.row)
        claims |= {"client_id": client.row.client_id, "scope": scope or ""}
        token = {
            "token_type": "Bearer",
            "access_token": self.tokens.issue(claims),
            "expires_in": ACCESS_SECONDS,
            "scope": scope or "",
        }
        offline = isinstance(user, _Granted) and "offline_access" in user.refresh_scope.split()
        if grant_type != "client_credentials" and include_refresh_token and offline:
            token["refresh_token"] = self._new_refresh_token(user)
        return token

    def _new_refresh_token(self, user: _Granted) -> str:
        value = new_secret()
        expires = min(datetime.now(UTC) + REFRESH_IDLE, user.person.session.expires_at)
        row = RefreshToken(
            token_hash=hashed(value), grant_id=user.grant.id, scope=user.refresh_scope, expires_at=expires
        )
        self.db.add(row)
        self.db.flush()
        return value

    # The house's own

    def grant(self, session_id: uuid.UUID, client: _Client, scope: str) -> _Granted:
        """A new family of tokens. Raises InvalidGrantError when nobody is signed in any more."""
        person = person_of(self.db, self.db.get(Session, session_id), lock=True)
        if person is None:
            raise InvalidGrantError("The sign-in has ended.")
        row = OAuthGrant(session_id=session_id, client_id=client.row.id, scope=scope)
        self.db.add(row)
        self.db.flush()
        return _Granted(person, row, scope)

    def revoke_grant(self, grant_id: uuid.UUID) -> None:
        self.db.execute(
            sa.update(OAuthGrant)
            .where(OAuthGrant.id == grant_id, OAuthGrant.revoked_at.is_(None))
            .values(revoked_at=sa.func.clock_timestamp())
        )
        self.db.execute(revoke(f"grant:{grant_id}"))

    def locked_refresh_token(self, value: str) -> RefreshToken | None:
        return self.db.scalar(sa.select(RefreshToken).where(RefreshToken.token_hash == hashed(value)).with_for_update())

    def read_access_token(self, value: str) -> dict[str, Any] | None:
        """Its claims while it is valid and not revoked."""
        try:
            claims = self.tokens.read(value)
        except TokenRefused:
            return None
        return None if self.revocations.ended(subjects_of(claims), claims["iat"]) else claims


def service_claims(client: OAuthClient) -> dict[str, Any]:
    """What the token of a client that acts for itself says."""
    name = client.client_id
    return {"sub": f"service:{name}", "role": Role.SERVICE.value, "actor": f"service:{name}"}


def _basic(query_client: Any, request: Any) -> _Client | None:
    """HTTP Basic as RFC 6749, section 2.3.1, has it: both halves are form-encoded first."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, secret = base64.b64decode(rest, validate=True).decode().partition(":")
    except ValueError:
        return None
    client: _Client | None = query_client(unquote_plus(name)) if colon else None
    return client if client and client.check_client_secret(unquote_plus(secret)) else None


class _Issuer(IssuerParameter):  # type: ignore[misc]
    """RFC 9207. Written over Authlib's, whose way to know the issuer has no access to the server."""

    def __init__(self, server: Provider) -> None:
        self._server = server
        self(server)

    def get_issuer(self) -> str:
        return self._server.tokens.issuer


class _Challenge(CodeChallenge):  # type: ignore[misc]
    """PKCE with S256 only (RFC 9700, section 2.1.1), refused at the authorization endpoint already."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        given = grant.request.payload.data
        if not given.get("code_challenge") or given.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A 'code_challenge' with the method S256 is needed.")
        super().validate_code_challenge(grant, redirect_uri)

    def get_authorization_code_challenge_method(self, authorization_code: Any) -> str:  # noqa: ARG002
        return "S256"


class _OpenId(OpenIDCode):  # type: ignore[misc]
    def exists_nonce(self, nonce: str, request: Any) -> bool:  # noqa: ARG002
        return False  # a code is used once, and its ID token goes to who holds the verifier

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        granted: _Granted = request.user
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": request_issuer(request),
            "aud": request.client.get_client_id(),
            "iat": now,
            "exp": now + ACCESS_SECONDS,
            "auth_time": int(granted.person.session.created_at.timestamp()),
            "amr": list(granted.person.session.methods),
            "sid": str(granted.person.session.id),
            "at_hash": create_half_hash(token["access_token"], ALGORITHM).decode(),
            **granted.person.user_info(token["scope"]),
        }
        nonce = request.authorization_code.row.nonce if request.authorization_code else None
        if nonce:
            claims["nonce"] = nonce
        signed: str = request.provider.tokens.sign_id_token(claims)
        return signed

    def process_token(self, grant: Any, response: Any) -> Any:
        grant.request.provider = grant.server
        _, token, _ = response
        if is_openid_scope(token.get("scope")):
            token["id_token"] = self.encode_id_token(token, grant.request)
        return token


def request_issuer(request: Any) -> str:
    issuer: str = request.provider.tokens.issuer
    return issuer


class _Code:
    """An authorization code's row, as Authlib asks about it."""

    def __init__(self, row: AuthorizationCode) -> None:
        self.row = row
        self.code_challenge = row.code_challenge

    def get_redirect_uri(self) -> str:
        return self.row.redirect_uri

    def get_scope(self) -> str:
        return self.row.scope


class _CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    server: Provider
    request: Any

    def save_authorization_code(self, code: str, request: Any) -> None:
        given = request.payload.data
        row = AuthorizationCode(
            code_hash=hashed(code),
            client_id=request.client.row.id,
            session_id=request.user.session.id,
            redirect_uri=request.payload.redirect_uri or "",  # empty: the client's only one
            scope=request.scope,
            nonce=given.get("nonce"),
            code_challenge=given["code_challenge"],
            expires_at=datetime.now(UTC) + timedelta(seconds=CODE_SECONDS),
        )
        self.server.db.add(row)
        self.server.db.flush()

    @staticmethod
    def validate_authorization_redirect_uri(request: Any, client: _Client) -> str:
        """As Authlib's, except that it does not repeat an address that may hold any character."""
        wanted: str | None = request.payload.redirect_uri
        if wanted and not client.check_redirect_uri(wanted):
            raise InvalidRequestError("The redirect URI is not registered for this client.")
        found = wanted or client.get_default_redirect_uri()
        if not found:
            raise InvalidRequestError("Missing 'redirect_uri' in request.")
        return found

    @staticmethod
    def validate_no_multiple_request_parameter(request: Any) -> None:
        request.refuse_repeated()

    def validate_token_request(self) -> None:
        self.request.refuse_repeated()
        super().validate_token_request()
        # A client that left its only address out may leave it out again (RFC 6749, section 4.1.3), or name it.
        wanted = self.request.payload.redirect_uri
        if wanted and wanted != (
            self.request.authorization_code.get_redirect_uri() or self.request.client.get_default_redirect_uri()
        ):
            raise InvalidGrantError("Invalid 'redirect_uri' in request.")

    def query_authorization_code(self, code: str, client: _Client) -> _Code | None:
        row = self.server.db.scalar(
            sa.select(AuthorizationCode).where(AuthorizationCode.code_hash == hashed(code)).with_for_update()
        )
        if row is None or row.client_id != client.row.id:
            return None
        if row.grant_id is not None:
            # Used before: one of the two is not the client (RFC 6749, section 4.1.2).
            self.server.revoke_grant(row.grant_id)
            return None
        return _Code(row) if row.expires_at > datetime.now(UTC) else None

    def delete_authorization_code(self, authorization_code: _Code) -> None:
        """It is kept until it expires, marked by its grant, so that a second use is noticed."""

    def authenticate_user(self, authorization_code: _Code) -> _Granted:
        granted = self.server.grant(
            authorization_code.row.session_id, self.request.client, authorization_code.row.scope
        )
        authorization_code.row.grant_id = granted.grant.id
        self.server.db.flush()
        return granted


class _Refresh:
    """A refresh token's row, as Authlib asks about it."""

    def __init__(self, row: RefreshToken, grant: OAuthGrant) -> None:
        self.row = row
        self.grant = grant

    def check_client(self, client: _Client) -> bool:
        return self.grant.client_id == client.row.id

    def get_scope(self) -> str:
        return self.row.scope

    def is_expired(self) -> bool:
        return self.row.expires_at <= datetime.now(UTC)

    def is_revoked(self) -> bool:
        return self.row.used_at is not None or self.grant.revoked_at is not None


class _RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    INCLUDE_NEW_REFRESH_TOKEN = True
    server: Provider
    request: Any

    def validate_token_request(self) -> None:
        self.request.refuse_repeated()
        super().validate_token_request()

    def authenticate_refresh_token(self, refresh_token: str) -> _Refresh | None:
        row = self.server.locked_refresh_token(refresh_token)
        if row is None:
            return None
        grant = self.server.db.get_one(OAuthGrant, row.grant_id)
        if row.used_at is not None:
            # Somebody else has it too: nobody keeps it (RFC 9700, section 4.14.2).
            self.server.revoke_grant(row.grant_id)
            return None
        found = _Refresh(row, grant)
        return None if found.is_expired() or found.is_revoked() else found

    def authenticate_user(self, refresh_token: _Refresh) -> _Granted:
        person = person_of(self.server.db, self.server.db.get(Session, refresh_token.grant.session_id), lock=True)
        if person is None:
            raise InvalidGrantError("The sign-in has ended.")
        return _Granted(person, refresh_token.grant, refresh_token.row.scope)

    def revoke_old_credential(self, refresh_token: _Refresh) -> None:
        refresh_token.row.used_at = datetime.now(UTC)
        self.server.db.flush()


class _ClientCredentialsGrant(grants.ClientCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
    request: Any

    def validate_token_request(self) -> None:
        self.request.refuse_repeated()
        super().validate_token_request()
        allowed = self.request.client.get_allowed_scope(self.request.payload.scope)
        if allowed is None:
            raise InvalidScopeError
        self.request.payload.data["scope"] = allowed


class _Waiting:
    """A device code's row, as Authlib asks about it."""

    def __init__(self, row: DeviceCode, client_id: str) -> None:
        self.row = row
        self._client_id = client_id

    def get_client_id(self) -> str:
        return self._client_id

    def get_scope(self) -> str:
        return self.row.scope

    def get_user_code(self) -> str:
        return self.row.user_code

    def is_expired(self) -> bool:
        return self.row.expires_at <= datetime.now(UTC) or self.row.used_at is not None


class _DeviceGrant(DeviceCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    server: Provider
    request: Any

    def validate_token_request(self) -> None:
        self.request.refuse_repeated()
        super().validate_token_request()

    def query_device_credential(self, device_code: str) -> _Waiting | None:
        row = self.server.db.scalar(
            sa.select(DeviceCode).where(DeviceCode.device_hash == hashed(device_code)).with_for_update()
        )
        if row is None:
            return None
        client = self.server.db.get_one(OAuthClient, row.client_id)
        return _Waiting(row, client.client_id)

    def query_user_grant(self, user_code: str) -> tuple[Any, bool] | None:
        row = self.server.db.scalars(sa.select(DeviceCode).where(DeviceCode.user_code == user_code)).one()
        if row.denied:
            return None, False
        if row.session_id is None:
            return None
        row.used_at = datetime.now(UTC)
        client = _Client(self.server.db.get_one(OAuthClient, row.client_id))
        lasts = timedelta(days=self.server.settings.device_session_days)
        approved_by = self.server.db.get_one(Session, row.session_id)
        if person_of(self.server.db, approved_by) is None:
            return None, False
        own = copy_for_device(self.server.db, approved_by, lasts, client.row.client_id, self.request.incoming.origin)
        return self.server.grant(own.id, client, row.scope), True

    def should_slow_down(self, credential: _Waiting) -> bool:
        row, now = credential.row, datetime.now(UTC)
        soon = row.last_polled_at is not None and now - row.last_polled_at < timedelta(seconds=row.interval_seconds)
        if soon:
            row.interval_seconds += 5  # RFC 8628, section 3.5
        row.last_polled_at = now
        self.server.db.flush()
        return soon


class _DeviceAuthorization(DeviceAuthorizationEndpoint):  # type: ignore[misc]
    CLIENT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    EXPIRES_IN = DEVICE_SECONDS
    server: Provider

    def create_endpoint_response(self, request: Any) -> Any:
        request.refuse_repeated()
        client = self.authenticate_client(request)
        if not client.check_grant_type(DEVICE_GRANT):
            raise UnauthorizedClientError("The client may not use device codes.")
        allowed = client.get_allowed_scope(request.payload.scope)
        if allowed is None:
            raise InvalidScopeError
        request.payload.data["scope"] = allowed
        return super().create_endpoint_response(request)

    def generate_device_code(self) -> str:
        return new_secret()

    def generate_user_code(self) -> str:
        letters = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: no words
        return "-".join("".join(random.choice(letters) for _ in range(4)) for _ in range(2))

    def get_verification_uri(self) -> str:
        return f"{self.server.tokens.issuer}/oauth/device"

    def save_device_credential(self, client_id: str, scope: str, data: Mapping[str, Any]) -> None:
        client = self.server.query_client(client_id)
        assert client is not None
        row = DeviceCode(
            device_hash=hashed(data["device_code"]),
            user_code=data["user_code"],
            client_id=client.row.id,
            scope=scope,
            interval_seconds=data["interval"],
            expires_at=datetime.now(UTC) + timedelta(seconds=DEVICE_SECONDS),
        )
        self.server.db.add(row)
        self.server.db.flush()


class _Access:
    """An access token, as Authlib asks about it."""

    def __init__(self, claims: Mapping[str, Any]) -> None:
        self.claims = claims

    def check_client(self, client: _Client) -> bool:
        return bool(self.claims["client_id"] == client.row.client_id)

    def is_expired(self) -> bool:
        return False  # an expired one is not found in the first place

    def is_revoked(self) -> bool:
        return False


class _Token:
    """What revocation and introspection have in common."""

    server: Provider
    CLIENT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]

    def query_token(self, token_string: str, token_type_hint: str | None) -> _Access | _Refresh | None:  # noqa: ARG002
        claims = self.server.read_access_token(token_string)
        if claims is not None:
            return _Access(claims)
        row = self.server.locked_refresh_token(token_string)
        return _Refresh(row, self.server.db.get_one(OAuthGrant, row.grant_id)) if row else None


class _Revocation(_Token, RevocationEndpoint):  # type: ignore[misc]
    """RFC 7009. A refresh token takes its whole family with it; an access token only itself."""

    def check_params(self, request: Any, client: Any) -> None:  # noqa: ARG002
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token' in request.")

    def revoke_token(self, token: _Access | _Refresh, request: Any) -> None:  # noqa: ARG002
        if isinstance(token, _Refresh):
            self.server.revoke_grant(token.grant.id)
        else:
            self.server.db.execute(revoke(f"token:{token.claims['jti']}"))


class _Introspection(_Token, IntrospectionEndpoint):  # type: ignore[misc]
    """RFC 7662, for confidential clients: they may ask about any access token, and about their own refresh tokens."""

    CLIENT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def check_params(self, request: Any, client: Any) -> None:  # noqa: ARG002
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token' in request.")

    def check_permission(self, token: _Access | _Refresh, client: _Client, request: Any) -> bool:  # noqa: ARG002
        return isinstance(token, _Access) or token.check_client(client)

    def introspect_token(self, token: _Access | _Refresh) -> dict[str, Any]:
        if isinstance(token, _Refresh):
            return {"token_type": "refresh_token", "scope": token.row.scope}
        shown = ("iss", "aud", "sub", "iat", "exp", "jti", "client_id", "scope", "role")
        return {"token_type": "Bearer", **{name: token.claims[name] for name in shown if name in token.claims}}
