"""The OAuth grants: authorization code with PKCE, refresh token, client credentials, device code."""

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from authlib.oauth2.rfc6749 import (
    InvalidGrantError,
    InvalidRequestError,
    InvalidScopeError,
    grants,
)
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc8628 import DeviceCodeGrant
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.core.grants.util import is_openid_scope
from authlib.oidc.core.util import create_half_hash

from backend.auth.keys import ALGORITHM
from backend.auth.provider.rows import ClientRow, CodeRow, DeviceRow, Granted, RefreshRow
from backend.auth.secrets import hashed
from backend.auth.sessions import copy_for_device, person_of
from backend.auth.tokens import ACCESS_SECONDS
from backend.models import AuthorizationCode, DeviceCode, OAuthClient, OAuthGrant, RefreshToken, Session

if TYPE_CHECKING:
    from backend.auth.provider.server import Provider
CODE_SECONDS = 60
DEVICE_GRANT = DeviceCodeGrant.GRANT_TYPE


class Challenge(CodeChallenge):  # type: ignore[misc]
    """PKCE with S256 only (RFC 9700, section 2.1.1), required already at the authorization endpoint."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        given = grant.request.payload.data
        if not given.get("code_challenge") or given.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A 'code_challenge' with the method S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)

    def get_authorization_code_challenge_method(self, authorization_code: Any) -> str:  # noqa: ARG002
        return "S256"


class OpenId(OpenIDCode):  # type: ignore[misc]
    def exists_nonce(self, nonce: str, request: Any) -> bool:  # noqa: ARG002
        return False  # no check is needed: a code is used once, and only by the client that has the verifier

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        granted: Granted = request.user
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


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    server: "Provider"
    request: Any

    def save_authorization_code(self, code: str, request: Any) -> None:
        given = request.payload.data
        row = AuthorizationCode(
            code_hash=hashed(code),
            client_id=request.client.row.id,
            session_id=request.user.session.id,
            redirect_uri=request.payload.redirect_uri or "",  # empty: the only one that the client has registered
            scope=request.scope,
            nonce=given.get("nonce"),
            code_challenge=given["code_challenge"],
            expires_at=datetime.now(UTC) + timedelta(seconds=CODE_SECONDS),
        )
        self.server.db.add(row)
        self.server.db.flush()

    @staticmethod
    def validate_authorization_redirect_uri(request: Any, client: ClientRow) -> str:
        """As Authlib's, but the error does not repeat the address, which may contain any character."""
        wanted: str | None = request.payload.redirect_uri
        if wanted and not client.check_redirect_uri(wanted):
            raise InvalidRequestError("The redirect URI is not registered for this client.")
        found = wanted or client.get_default_redirect_uri()
        if not found:
            raise InvalidRequestError("Missing 'redirect_uri' in request.")
        return found

    @staticmethod
    def validate_no_multiple_request_parameter(request: Any) -> None:
        request.refuse_repeated_parameters()

    def validate_token_request(self) -> None:
        self.request.refuse_repeated_parameters()
        super().validate_token_request()
        # A client that omitted its only address before may omit it again (RFC 6749, section 4.1.3), or send it.
        wanted = self.request.payload.redirect_uri
        if wanted and wanted != (
            self.request.authorization_code.get_redirect_uri() or self.request.client.get_default_redirect_uri()
        ):
            raise InvalidGrantError("Invalid 'redirect_uri' in request.")

    def query_authorization_code(self, code: str, client: ClientRow) -> CodeRow | None:
        row = self.server.db.scalar(
            sa.select(AuthorizationCode).where(AuthorizationCode.code_hash == hashed(code)).with_for_update()
        )
        if row is None or row.client_id != client.row.id:
            return None
        if row.grant_id is not None:
            # The code was used before, so it has leaked: its tokens are revoked (RFC 6749, section 4.1.2).
            self.server.revoke_grant(row.grant_id)
            return None
        return CodeRow(row) if row.expires_at > datetime.now(UTC) else None

    def delete_authorization_code(self, authorization_code: CodeRow) -> None:
        """Does nothing: the code is kept until it expires, with its grant, so that a second use is detected."""

    def authenticate_user(self, authorization_code: CodeRow) -> Granted:
        granted = self.server.grant(
            authorization_code.row.session_id, self.request.client, authorization_code.row.scope
        )
        authorization_code.row.grant_id = granted.grant.id
        self.server.db.flush()
        return granted


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    INCLUDE_NEW_REFRESH_TOKEN = True
    server: "Provider"
    request: Any

    def validate_token_request(self) -> None:
        self.request.refuse_repeated_parameters()
        super().validate_token_request()

    def authenticate_refresh_token(self, refresh_token: str) -> RefreshRow | None:
        row = self.server.locked_refresh_token(refresh_token)
        if row is None:
            return None
        found = RefreshRow(row, self.server.db.get_one(OAuthGrant, row.grant_id), self.server.successor(refresh_token))
        if row.used_at is None:
            return None if found.is_expired() or found.is_revoked() else found
        if self._is_repeat(found):
            return found
        # The token was used twice, so it has leaked: the whole grant is revoked (RFC 9700, section 4.14.2).
        self.server.revoke_grant(row.grant_id)
        return None

    def _is_repeat(self, token: RefreshRow) -> bool:
        """Whether a used token is sent again by its client, after parallel refreshes or a lost response.

        That is accepted within `refresh_reuse_seconds` of the first use, while the successor is unused.
        """
        if token.row.used_at is None or token.grant.revoked_at is not None:
            return False
        again = timedelta(seconds=self.server.settings.refresh_reuse_seconds)
        if datetime.now(UTC) - token.row.used_at >= again:
            return False
        successor = self.server.db.get(RefreshToken, hashed(token.successor))
        return successor is not None and successor.used_at is None

    def authenticate_user(self, refresh_token: RefreshRow) -> Granted:
        person = person_of(self.server.db, self.server.db.get(Session, refresh_token.grant.session_id), lock=True)
        if person is None:
            raise InvalidGrantError("The sign-in has ended.")
        return Granted(person, refresh_token.grant, refresh_token.row.scope, refresh_token.successor)

    def revoke_old_credential(self, refresh_token: RefreshRow) -> None:
        if refresh_token.row.used_at is None:  # a repeated refresh does not extend the time of reuse
            refresh_token.row.used_at = datetime.now(UTC)
            self.server.db.flush()


class ClientCredentialsGrant(grants.ClientCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
    request: Any

    def validate_token_request(self) -> None:
        self.request.refuse_repeated_parameters()
        super().validate_token_request()
        allowed = self.request.client.get_allowed_scope(self.request.payload.scope)
        if allowed is None:
            raise InvalidScopeError
        self.request.payload.data["scope"] = allowed


class DeviceGrant(DeviceCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    server: "Provider"
    request: Any

    def validate_token_request(self) -> None:
        self.request.refuse_repeated_parameters()
        super().validate_token_request()

    def query_device_credential(self, device_code: str) -> DeviceRow | None:
        row = self.server.db.scalar(
            sa.select(DeviceCode).where(DeviceCode.device_hash == hashed(device_code)).with_for_update()
        )
        if row is None:
            return None
        client = self.server.db.get_one(OAuthClient, row.client_id)
        return DeviceRow(row, client.client_id)

    def query_user_grant(self, user_code: str) -> tuple[Any, bool] | None:
        row = self.server.db.scalars(sa.select(DeviceCode).where(DeviceCode.user_code == user_code)).one()
        if row.denied:
            return None, False
        if row.session_id is None:
            return None
        row.used_at = datetime.now(UTC)
        client = ClientRow(self.server.db.get_one(OAuthClient, row.client_id))
        lasts = timedelta(days=self.server.settings.device_session_days)
        approved_by = self.server.db.get_one(Session, row.session_id)
        if person_of(self.server.db, approved_by) is None:
            return None, False
        own = copy_for_device(self.server.db, approved_by, lasts, client.row.client_id, self.request.incoming.origin)
        return self.server.grant(own.id, client, row.scope), True

    def should_slow_down(self, credential: DeviceRow) -> bool:
        row, now = credential.row, datetime.now(UTC)
        soon = row.last_polled_at is not None and now - row.last_polled_at < timedelta(seconds=row.interval_seconds)
        if soon:
            row.interval_seconds += 5  # RFC 8628, section 3.5
        row.last_polled_at = now
        self.server.db.flush()
        return soon
