"""OAuth 2.0 clients. Only administrators manage them (auth/policy.py)."""

import re
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.provider import DEVICE_GRANT
from backend.auth.revocations import revoke
from backend.auth.secrets import hashed, new_secret
from backend.auth.viewer import READ, SCOPES, WRITE
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CLIENT_ID
from backend.models import ClientKind, OAuthClient, SignIn
from backend.services import rules

MAX_URIS = 20
_CLIENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
# Schemes that browsers execute or open without asking.
_DANGEROUS = frozenset({"javascript", "data", "vbscript", "file", "blob", "about", "ftp", "ws", "wss"})


@dataclass(frozen=True)
class NewClient:
    client_id: str
    name: str
    kind: ClientKind
    sign_in: SignIn
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registered:
    """A client and its secret, which is shown once; None for a public client."""

    node_id: str
    secret: str | None


async def register_client(session: AsyncSession, new: NewClient) -> Registered:
    """Register a client. Raises Refusal INVALID_INPUT, INVALID_NAME, ALREADY_EXISTS."""
    if not _CLIENT_ID.fullmatch(new.client_id):
        raise _invalid("a client id has 2 to 64 lower case letters, digits and hyphens", "clientId")
    name = rules.name(new.name)
    _check_uris(new)
    scopes = new.scopes or ((READ, WRITE) if new.sign_in is SignIn.NOBODY else SCOPES)
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown:
        raise _invalid(f"there is no scope {unknown[0]}; scopes are {', '.join(SCOPES)}", "scopes")
    secret = new_secret() if new.kind is ClientKind.CONFIDENTIAL else None
    row = OAuthClient(
        client_id=new.client_id,
        name=name,
        kind=new.kind,
        sign_in=new.sign_in,
        secret_hash=hashed(secret) if secret else None,
        redirect_uris=list(new.redirect_uris),
        post_logout_redirect_uris=list(new.post_logout_redirect_uris),
        grant_types=_grant_types(new),
        scopes=list(scopes),
    )
    session.add(row)
    try:
        await session.flush()
    except sa.exc.IntegrityError:
        raise Refusal(ErrorCode.ALREADY_EXISTS, "there is a client with this id", ["clientId"]) from None
    return Registered(CLIENT_ID.encode(row.id), secret)


def _grant_types(new: NewClient) -> list[str]:
    match new.sign_in:
        case SignIn.NOBODY:
            return ["client_credentials"]
        case SignIn.STAFF if not new.redirect_uris:
            return [DEVICE_GRANT, "refresh_token"]
        case SignIn.STAFF | SignIn.SUBSCRIBERS:
            return ["authorization_code", "refresh_token"]
        case _:
            assert_never(new.sign_in)


def _check_uris(new: NewClient) -> None:
    if new.sign_in is SignIn.NOBODY:
        if new.kind is not ClientKind.CONFIDENTIAL:
            raise _invalid("a client that nobody signs in to must be CONFIDENTIAL", "kind")
        if new.redirect_uris:
            raise _invalid("a client that nobody signs in to has no redirect URIs", "redirectUris")
    elif new.sign_in is SignIn.SUBSCRIBERS and not new.redirect_uris:
        raise _invalid("a client that subscribers sign in to needs a redirect URI", "redirectUris")
    for field, uris in (
        ("redirectUris", new.redirect_uris),
        ("postLogoutRedirectUris", new.post_logout_redirect_uris),
    ):
        if len(uris) > MAX_URIS:
            raise _invalid(f"a client has at most {MAX_URIS} of these URIs", field)
        for uri in uris:
            _check_uri(uri, field)


def _check_uri(uri: str, field: str) -> None:
    """Check that a URI is absolute and exact: https, http on loopback, or a private-use scheme (RFC 8252, section 7).

    Raises Refusal INVALID_INPUT.
    """
    try:
        parts = urlsplit(uri)
        host = parts.hostname
    except ValueError:
        raise _invalid(f"{uri!r} is not a URI", field) from None
    printable = uri.isascii() and uri.isprintable() and " " not in uri and "*" not in uri and "\\" not in uri
    if not printable or parts.fragment or "#" in uri or parts.username or len(uri) > 500:
        message = (
            f"{uri!r} must have at most 500 printable ASCII characters, no fragment, user name, '*', space or '\\'"
        )
        raise _invalid(message, field)
    match parts.scheme:
        case "https":
            accepted = bool(host)
        case "http":
            accepted = host in {"127.0.0.1", "localhost", "::1"}
        case scheme:
            accepted = bool(_SCHEME.fullmatch(scheme)) and scheme not in _DANGEROUS
    if not accepted:
        raise _invalid(f"{uri!r} must be https, http on loopback, or have the application's own scheme", field)


async def rotate_client_secret(session: AsyncSession, node_id: str) -> Registered:
    """Replace a client's secret and revoke the tokens issued with the old one. Raises Refusal NOT_FOUND, INVALID_INPUT.

    INVALID_INPUT is for a public client, which has no secret.
    """
    row = await _locked(session, node_id)
    if row.kind is not ClientKind.CONFIDENTIAL:
        raise _invalid("a public client has no secret", "id")
    secret = new_secret()
    row.secret_hash = hashed(secret)
    await session.flush()
    await session.execute(revoke(f"secret:{row.client_id}"))
    return Registered(node_id, secret)


async def deactivate_client(session: AsyncSession, node_id: str) -> str:
    """Issue no more tokens to a client and revoke those it has. Raises Refusal NOT_FOUND."""
    row = await _locked(session, node_id)
    if row.active:
        row.active = False
        await session.flush()
        await session.execute(revoke(f"client:{row.client_id}"))
    return node_id


async def _locked(session: AsyncSession, text: str) -> OAuthClient:
    key = CLIENT_ID.decode(text)
    found = None
    if key is not None:
        found = await session.scalar(sa.select(OAuthClient).where(OAuthClient.id == key).with_for_update())
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such client", ["id"])
    return found


def _invalid(message: str, field: str) -> Refusal:
    return Refusal(ErrorCode.INVALID_INPUT, message, [field])
