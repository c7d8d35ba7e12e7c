"""Access tokens: short-lived JWTs (RFC 9068) that are signed by the key ring and checked without a query."""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError

from backend.auth.keys import ALGORITHM, KeyRing
from backend.auth.revocations import Revocations
from backend.auth.secrets import new_secret
from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.errors import Unauthenticated
from backend.identifiers import ContractKey, CustomerKey, Key, PhoneNumberKey, SessionKey
from backend.settings import Settings

ACCESS_SECONDS = 600
TYPE = "at+jwt"
MAX_TOKEN_LENGTH = 4096
MAX_CACHED_TOKENS = 20_000
CLOCK_SKEW_SECONDS = 5  # how far the clock of the issuing process may be ahead


class TokenRefused(Exception):
    """The token is not valid: malformed, not issued here, or expired."""


class UnknownKey(TokenRefused):
    """The token's `kid` is not among the keys that this process has loaded."""


@dataclass(slots=True)
class Admission:
    """A checked token: its viewer, its times (Unix), and the subjects whose revocation ends it.

    `checked_count` is the `count` of Revocations at the last check.
    """

    viewer: Viewer
    expires_at: float
    issued_at: float
    subjects: tuple[str, ...]
    checked_count: int = -1


class AccessTokens:
    """Issues and verifies tokens. Await `keys.load()` before either."""

    def __init__(self, keys: KeyRing, issuer: str) -> None:
        self._keys = keys
        self.issuer = issuer
        self.audience = f"{issuer}/graphql"

    def issue(self, claims: Mapping[str, Any], seconds: int = ACCESS_SECONDS) -> str:
        kid, key = self._keys.signing()
        now = int(time.time())
        whole = {
            "iss": self.issuer, "aud": self.audience, "iat": now, "exp": now + seconds, "jti": new_secret(), **claims,
        }  # fmt: skip
        return jwt.encode({"alg": ALGORITHM, "typ": TYPE, "kid": kid}, whole, key, algorithms=[ALGORITHM])

    def sign_id_token(self, claims: Mapping[str, Any]) -> str:
        kid, key = self._keys.signing()
        return jwt.encode({"alg": ALGORITHM, "typ": "JWT", "kid": kid}, dict(claims), key, algorithms=[ALGORITHM])

    def read(self, token: str, *, kind: str = TYPE, expired_too: bool = False) -> dict[str, Any]:
        """The claims of a valid token. Raises TokenRefused, UnknownKey.

        The key is found by `kid` among our own, and the algorithm is fixed; keys that the token contains or refers to
        (`jwk`, `jku`, `x5c`, `x5u`) are ignored (RFC 8725, sections 3.1, 3.5, 3.10). `kind` is the expected `typ`.
        """
        if len(token) > MAX_TOKEN_LENGTH or token.count(".") != 2:
            raise TokenRefused("not a JWT")
        try:
            found = jwt.decode(token, self._key, algorithms=[ALGORITHM])
        except UnknownKey:
            raise
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise TokenRefused("the signature is not valid") from error
        header, claims = found.header, found.claims
        now = time.time()
        if header.get("typ") != kind or "crit" in header:
            raise TokenRefused(f"the header typ is not {kind}, or crit is present")
        if claims.get("iss") != self.issuer or (kind == TYPE and claims.get("aud") != self.audience):
            raise TokenRefused("the issuer or the audience is another server")
        expires, issued, begins = (_moment(claims, name) for name in ("exp", "iat", "nbf"))
        if expires is None or issued is None:
            raise TokenRefused("exp or iat is missing")
        if max(issued, begins or 0) > now + CLOCK_SKEW_SECONDS:
            raise TokenRefused("iat or nbf is in the future")
        if expires <= now and not expired_too:
            raise TokenRefused("the token has expired")
        return dict(claims)

    def _key(self, recipient: Any) -> Any:
        kid = recipient.headers().get("kid")
        found = self._keys.find(kid) if isinstance(kid, str) else None
        if found is None:
            raise UnknownKey("the kid is unknown")
        return found


def _moment(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused(f"{name} is not a number")
    return value


def subjects_of(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """The subjects whose revocation ends a token with these claims."""
    client = claims.get("client_id")
    named = {"session": claims.get("sid"), "grant": claims.get("gid"), "client": client, "secret": client}
    found = [f"{name}:{value}" for name, value in named.items() if value]
    if str(claims["sub"]).startswith("user:"):
        found.append(claims["sub"])
    return (*found, f"token:{claims['jti']}")


def _key_of(text: Any, key_type: Callable[[uuid.UUID], Key]) -> Key | None:
    return key_type(uuid.UUID(text)) if text else None


def viewer_of(claims: Mapping[str, Any], settings: Settings) -> Viewer:
    """The viewer that the claims of a token describe. Raises TokenRefused for claims that are not issued here."""
    try:
        role = Role(claims["role"])
        viewer = Viewer(
            role=role,
            actor=claims["actor"],
            subject=claims["sub"],
            customer_id=_key_of(claims.get("customer"), CustomerKey),
            contract_id=_key_of(claims.get("contract"), ContractKey),
            phone_number_id=_key_of(claims.get("number"), PhoneNumberKey),
            session_id=_key_of(claims.get("sid"), SessionKey),
            client=claims["client_id"],
            scopes=frozenset(claims["scope"].split()),
            language=claims.get("language", "EN"),
            time_zone=settings.time_zone,
            currency=settings.currency,
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise TokenRefused("a claim is missing or malformed") from error
    if role in SUBSCRIBERS and not (viewer.contract_id and viewer.phone_number_id):
        raise TokenRefused("a subscriber's token has no contract or number")
    return viewer


ANONYMOUS = Viewer(Role.ANONYMOUS, actor="anonymous", scopes=frozenset())


class Authenticator:
    """Finds the viewer of a request by its token. Checked tokens are cached by their text."""

    def __init__(self, tokens: AccessTokens, keys: KeyRing, revocations: Revocations, settings: Settings) -> None:
        self._tokens = tokens
        self._keys = keys
        self._revocations = revocations
        self._settings = settings
        self._cached: dict[bytes, Admission] = {}

    def cached_viewer(self, headers: Mapping[bytes, bytes]) -> Viewer | None:
        """The viewer, if the token is cached and the revocations are fresh; None when `viewer` has to be awaited.

        Raises Unauthenticated.
        """
        header = headers.get(b"authorization")
        if header is None:
            return ANONYMOUS
        cached = self._cached.get(header)
        if cached is None or not self._revocations.is_fresh():
            return None
        return self._checked_viewer(header, cached)

    def _checked_viewer(self, header: bytes, cached: Admission) -> Viewer:
        if cached.expires_at <= time.time():
            self._cached.pop(header, None)
            raise Unauthenticated("the token has expired")
        if self._revocations.ended(cached.subjects, cached.issued_at):
            raise Unauthenticated("the token was revoked")
        return cached.viewer

    async def viewer(self, headers: Mapping[bytes, bytes]) -> Viewer:
        """The viewer of a request; without a token ANONYMOUS. Raises Unauthenticated."""
        header = headers.get(b"authorization")
        if header is None:
            return ANONYMOUS
        if not self._revocations.is_fresh():
            await self._revocations.catch_up()
        cached = self._cached.get(header)
        if cached is None:
            cached = await self._check(header)
            if len(self._cached) >= MAX_CACHED_TOKENS:
                self._cached.pop(next(iter(self._cached)))
            self._cached[header] = cached
        return self._checked_viewer(header, cached)

    async def admit(self, header: bytes) -> Admission:
        """The checked token of a long-lived connection, to be passed to `is_valid` later. Raises Unauthenticated."""
        await self.viewer({b"authorization": header})
        return replace(self._cached[header])

    def is_valid(self, admission: Admission) -> bool:
        """Whether a token is neither expired nor revoked, as of the last read of revocations. Called per message."""
        if admission.expires_at <= time.time():
            return False
        if admission.checked_count != self._revocations.count:
            if self._revocations.ended(admission.subjects, admission.issued_at):
                return False
            admission.checked_count = self._revocations.count
        return True

    async def refresh_revocations(self) -> None:
        """Read new revocations, for connections that send no requests."""
        await self._revocations.refresh()

    async def _check(self, header: bytes) -> Admission:
        scheme, _, rest = header.partition(b" ")
        if scheme.lower() != b"bearer":
            raise Unauthenticated("the Authorization header must be: Bearer <access token>")
        try:
            token = rest.strip().decode("ascii")
            await self._keys.load()
            try:
                claims = self._tokens.read(token)
            except UnknownKey:
                await self._keys.load(unknown_kid=True)
                claims = self._tokens.read(token)
            viewer = viewer_of(claims, self._settings)
            return Admission(viewer, claims["exp"], claims["iat"], subjects_of(claims))
        except (TokenRefused, UnicodeDecodeError, KeyError) as error:
            raise Unauthenticated("the token is not valid") from error
