"""OAuth 2.0 clients. Only administrators manage them."""

import re
from dataclasses import dataclass
from typing import Annotated, assert_never
from urllib.parse import urlsplit

import sqlalchemy as sa

from backend.auth.provider import DEVICE_GRANT
from backend.auth.revocations import revoke
from backend.auth.secrets import hashed, new_secret
from backend.auth.viewer import ADMINISTRATORS, READ, REQUESTS, SCOPES, SCOPES_OF_PEOPLE, WRITE
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CLIENT_ID, ClientKey
from backend.models import ClientKind, OAuthClient, SignIn
from backend.services import rules
from backend.services.acts import Acting, NodeId, Payload, act
from backend.services.idempotency import Outcome

MAX_URIS = 20
_CLIENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
# Schemes that browsers execute or open without asking.
_DANGEROUS = frozenset({"javascript", "data", "vbscript", "file", "blob", "about", "ftp", "ws", "wss"})


@dataclass(frozen=True)
class Secret:
    """What is returned once, by the call that made it."""

    secret: Annotated[
        str | None, "Client secret; returned only by the call that created it. It is stored as a hash."
    ] = None


CLIENT = Payload(
    text="The application after the mutation; null when the mutation was refused, and in a dry run.", beside=Secret
)


@dataclass(frozen=True, kw_only=True)
class RegisterClient:
    """Input of `registerClient`."""

    client_id: Annotated[str, "OAuth client id: lower case letters, digits and hyphens."]
    name: Annotated[str, "Name shown on the sign-in page."]
    kind: Annotated[ClientKind, "Type of the client."]
    sign_in: Annotated[SignIn, "Who signs in through the application."]
    redirect_uris: Annotated[
        tuple[str, ...],
        "Allowed redirect URIs. They are compared exactly, except for the port of a loopback address, which a native "
        "application chooses (RFC 8252, section 7.3).",
    ] = ()
    post_logout_redirect_uris: Annotated[tuple[str, ...], "Allowed redirect URIs after sign-out."] = ()
    scopes: Annotated[
        tuple[str, ...],
        "Scopes of its tokens; when absent, the scopes of its type. An application that acts for itself may have the "
        "scope `requests` alone: it submits requests, and reads and changes only those.",
    ] = ()


@act(OAuthClient, ADMINISTRATORS, payload=CLIENT)
async def register_client(acting: Acting, command: RegisterClient) -> Outcome:
    """Register an application as an OAuth client.

    Raises Refusal INVALID_INPUT, INVALID_NAME, ALREADY_EXISTS.
    """
    if not _CLIENT_ID.fullmatch(command.client_id):
        raise _invalid("a client id has 2 to 64 lower case letters, digits and hyphens", "clientId")
    name = rules.name(command.name)
    _check_uris(command)
    scopes = command.scopes or ((READ, WRITE) if command.sign_in is SignIn.NOBODY else SCOPES_OF_PEOPLE)
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown:
        raise _invalid(f"there is no scope {unknown[0]}; scopes are {', '.join(SCOPES)}", "scopes")
    if REQUESTS in scopes and (set(scopes) != {REQUESTS} or command.sign_in is not SignIn.NOBODY):
        raise _invalid(f"the scope {REQUESTS} is for an application that acts for itself, and stands alone", "scopes")
    secret = new_secret() if command.kind is ClientKind.CONFIDENTIAL else None
    row = OAuthClient(
        client_id=command.client_id,
        name=name,
        kind=command.kind,
        sign_in=command.sign_in,
        secret_hash=hashed(secret) if secret else None,
        redirect_uris=list(command.redirect_uris),
        post_logout_redirect_uris=list(command.post_logout_redirect_uris),
        grant_types=_grant_types(command),
        scopes=list(scopes),
    )
    acting.session.add(row)
    try:
        await acting.session.flush()
    except sa.exc.IntegrityError:
        raise Refusal(ErrorCode.ALREADY_EXISTS, "there is a client with this id", ["clientId"]) from None
    return Outcome(CLIENT_ID.encode(row.id), beside=Secret(secret))


@dataclass(frozen=True, kw_only=True)
class ClientAction:
    """Input of the mutations that take an application."""

    id: Annotated[NodeId, "The application."]


@act(OAuthClient, ADMINISTRATORS, payload=CLIENT)
async def rotate_client_secret(acting: Acting, command: ClientAction) -> Outcome:
    """Create a new client secret. The old one becomes invalid.

    Tokens issued with the old secret are revoked. Raises Refusal NOT_FOUND, and INVALID_INPUT for a public client,
    which has no secret.
    """
    client = await acting.lock(OAuthClient, command.id)
    if client.kind is not ClientKind.CONFIDENTIAL:
        raise _invalid("a public client has no secret", "id")
    secret = new_secret()
    await acting.update(client, secret_hash=hashed(secret))
    await acting.session.execute(revoke(f"secret:{client.client_id}"))
    return Outcome(CLIENT_ID.encode(client.id), beside=Secret(secret))


@act(OAuthClient, ADMINISTRATORS, payload=CLIENT)
async def deactivate_client(acting: Acting, command: ClientAction) -> ClientKey:
    """Deactivate an application. Issued tokens are revoked within seconds.

    Raises Refusal NOT_FOUND.
    """
    client = await acting.lock(OAuthClient, command.id)
    if client.active:
        await acting.update(client, active=False)
        await acting.session.execute(revoke(f"client:{client.client_id}"))
    return client.id


def _grant_types(new: RegisterClient) -> list[str]:
    match new.sign_in:
        case SignIn.NOBODY:
            return ["client_credentials"]
        case SignIn.STAFF if not new.redirect_uris:
            return [DEVICE_GRANT, "refresh_token"]
        case SignIn.STAFF | SignIn.SUBSCRIBERS:
            return ["authorization_code", "refresh_token"]
        case _:
            assert_never(new.sign_in)


def _check_uris(new: RegisterClient) -> None:
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


def _invalid(message: str, field: str) -> Refusal:
    return Refusal(ErrorCode.INVALID_INPUT, message, [field])
