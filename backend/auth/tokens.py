"""Access tokens: short JWTs (RFC 9068), signed by the key ring, checked without a look into the database."""

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
LONGEST_TOKEN = 4096
MOST_KNOWN = 20_000
CLOCK_SECONDS = 5  # how far ahead another process's clock may be


class TokenRefused(Exception):
    """Not a token of ours, or no longer."""


class UnknownKey(TokenRefused):
    """Signed by a key that this process has not heard of."""


@dataclass(slots=True)
class Admission:
    """A checked token: who it stands for, and for how long. `seen`: how many ends were known at the last look."""

    viewer: Viewer
    expires_at: float
    issued_at: float
    subjects: tuple[str, ...]
    seen: int = -1


class AccessTokens:
    """Issues and reads tokens. `keys.load()` was awaited before either."""

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

        The key is found by `kid` among our own and brings its algorithm with it; keys that the token carries or points
        to (`jwk`, `jku`, `x5c`, `x5u`) are not looked at (RFC 8725, sections 3.1, 3.5, 3.10).
        """
        if len(token) > LONGEST_TOKEN or token.count(".") != 2:
            raise TokenRefused("not a token")
        try:
            found = jwt.decode(token, self._key, algorithms=[ALGORITHM])
        except UnknownKey:
            raise
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise TokenRefused("not a token of ours") from error
        header, claims = found.header, found.claims
        now = time.time()
        if header.get("typ") != kind or "crit" in header:
            raise TokenRefused("another kind of token")
        if claims.get("iss") != self.issuer or (kind == TYPE and claims.get("aud") != self.audience):
            raise TokenRefused("meant for another server")
        expires, issued, begins = (_moment(claims, name) for name in ("exp", "iat", "nbf"))
        if expires is None or issued is None:
            raise TokenRefused("without times")
        if max(issued, begins or 0) > now + CLOCK_SECONDS:
            raise TokenRefused("from the future")
        if expires <= now and not expired_too:
            raise TokenRefused("expired")
        return dict(claims)

    def _key(self, recipient: Any) -> Any:
        kid = recipient.headers().get("kid")
        found = self._keys.find(kid) if isinstance(kid, str) else None
        if found is None:
            raise UnknownKey("signed by an unknown key")
        return found


def _moment(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused(f"{name} is no time")
    return value


def subjects_of(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """Whose end is this token's end."""
    client = claims.get("client_id")
    named = {"session": claims.get("sid"), "grant": claims.get("gid"), "client": client, "secret": client}
    found = [f"{name}:{value}" for name, value in named.items() if value]
    if str(claims["sub"]).startswith("user:"):
        found.append(claims["sub"])
    return (*found, f"token:{claims['jti']}")


def _key_of(text: Any, key_type: Callable[[uuid.UUID], Key]) -> Key | None:
    return key_type(uuid.UUID(text)) if text else None


def viewer_of(claims: Mapping[str, Any], settings: Settings) -> Viewer:
    """Who a token stands for. Raises TokenRefused when its claims are not ones we issue."""
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
        raise TokenRefused("not the claims of a token of ours") from error
    if role in SUBSCRIBERS and not (viewer.contract_id and viewer.phone_number_id):
        raise TokenRefused("a subscriber without a line")
    return viewer


ANONYMOUS = Viewer(Role.ANONYMOUS, actor="anonymous", scopes=frozenset())


class Authenticator:
    """Who sent a request. A token once checked is known by its text until it expires or is revoked."""

    def __init__(self, tokens: AccessTokens, keys: KeyRing, revocations: Revocations, settings: Settings) -> None:
        self._tokens = tokens
        self._keys = keys
        self._revocations = revocations
        self._settings = settings
        self._known: dict[bytes, Admission] = {}

    def known(self, headers: Mapping[bytes, bytes]) -> Viewer | None:
        """The viewer, when no waiting is needed to tell; None when `viewer` has to be asked.

        Raises Unauthenticated.
        """
        header = headers.get(b"authorization")
        if header is None:
            return ANONYMOUS
        known = self._known.get(header)
        if known is None or not self._revocations.look():
            return None
        return self._current(header, known)

    def _current(self, header: bytes, known: Admission) -> Viewer:
        if known.expires_at <= time.time():
            self._known.pop(header, None)
            raise Unauthenticated("the token has expired")
        if self._revocations.ended(known.subjects, known.issued_at):
            raise Unauthenticated("the token was revoked")
        return known.viewer

    async def viewer(self, headers: Mapping[bytes, bytes]) -> Viewer:
        """Raises Unauthenticated."""
        header = headers.get(b"authorization")
        if header is None:
            return ANONYMOUS
        if not self._revocations.look():
            await self._revocations.catch_up()
        known = self._known.get(header)
        if known is None:
            known = await self._check(header)
            if len(self._known) >= MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
            self._known[header] = known
        return self._current(header, known)

    async def admit(self, header: bytes) -> Admission:
        """For a connection that stays: what `stands` is asked about from now on. Raises Unauthenticated."""
        await self.viewer({b"authorization": header})
        return replace(self._known[header])

    def stands(self, admission: Admission) -> bool:
        """Whether it is good still, by what is known now; cheap enough to ask for every message."""
        if admission.expires_at <= time.time():
            return False
        if admission.seen != self._revocations.known:
            if self._revocations.ended(admission.subjects, admission.issued_at):
                return False
            admission.seen = self._revocations.known
        return True

    async def keep_up(self) -> None:
        """Learn what ended lately, though nobody asks."""
        await self._revocations.keep_up()

    async def _check(self, header: bytes) -> Admission:
        scheme, _, rest = header.partition(b" ")
        if scheme.lower() != b"bearer":
            raise Unauthenticated("send a bearer token")
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
