"""Forged access tokens, and the assertions that the API refuses or accepts a token."""

import asyncio
import base64
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from tests.auth.flows import Asked, Browser, House

INVALID = 'Bearer error="invalid_token"'
READ = "{ viewer { role } customers(first: 1) { nodes { id } } }"
LINES = "{ contracts(first: 5) { nodes { number } } numbers: phoneNumbers(first: 5) { nodes { msisdn } } }"

Claims = dict[str, Any]
Sign = Callable[[bytes], bytes]


def encoded(part: Any) -> bytes:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def decoded(part: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def rs256(key: rsa.RSAPrivateKey) -> Sign:
    return lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def hs256(secret: bytes) -> Sign:
    def sign(data: bytes) -> bytes:
        made = hmac.HMAC(secret, hashes.SHA256())
        made.update(data)
        return made.finalize()

    return sign


@dataclass(frozen=True)
class Forge:
    """Makes tokens with any header and claims, signed with the installation's key or with a foreign one.

    `good` is a valid access token, `ours` the key it is signed with, `theirs` a key that the installation does not have, and
    `url` an address that serves the public part of `theirs`.
    """

    good: str
    ours: rsa.RSAPrivateKey
    theirs: rsa.RSAPrivateKey
    id_token: str
    url: str
    jwks: bytes

    @property
    def kid(self) -> str:
        found: str = decoded(self.good.split(".")[0])["kid"]
        return found

    @property
    def claims(self) -> Claims:
        found: Claims = decoded(self.good.split(".")[1])
        return found

    def token(self, claims: Claims | None = None, header: Claims | None = None, sign: Sign | None = None) -> str:
        """The valid token with another `jti` and these changes; None removes a claim or header."""
        whole_header = {"typ": "at+jwt", "alg": "RS256", "kid": self.kid, **(header or {})}
        whole = {**self.claims, "jti": secrets.token_urlsafe(32), **(claims or {})}
        parts = ({k: v for k, v in each.items() if v is not None} for each in (whole_header, whole))
        data = b".".join(map(encoded, parts))
        signature = (sign or rs256(self.ours))(data)
        return (data + b"." + encoded(signature)).decode()

    def public(self, encoding: serialization.Encoding, kind: serialization.PublicFormat) -> bytes:
        return self.ours.public_key().public_bytes(encoding, kind)

    @property
    def their_jwk(self) -> Claims:
        numbers = self.theirs.public_key().public_numbers()
        n, e = (encoded(each.to_bytes((each.bit_length() + 7) // 8, "big")).decode() for each in (numbers.n, numbers.e))
        return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid, "n": n, "e": e}

    @property
    def their_certificate(self) -> str:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "crm")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.theirs.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self.theirs, hashes.SHA256())
        )
        return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


class Elsewhere:
    """A foreign server that offers a key set and counts the requests for it."""

    def __init__(self) -> None:
        self.visits = 0
        self.body = b"{}"

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\n\r\n" + self.body)
        await writer.drain()
        writer.close()


def ask(house: House, authorization: str | None, **more: Any) -> httpx.Response:
    headers = {**({"authorization": authorization} if authorization is not None else {}), **more.pop("headers", {})}
    return house.run(house.http.post("/graphql", json={"query": READ}, headers=headers, **more))


def refused(house: House, authorization: str | None, challenge: str = INVALID, **more: Any) -> None:
    """Assert an answer of 401 with a challenge, a code and no data, for which no statement was run."""
    before = house.app.state.planner.reader.statements
    answer = ask(house, authorization, **more)
    assert answer.status_code == 401, answer.text
    assert answer.headers["www-authenticate"] == challenge
    body = answer.json()
    assert set(body) == {"errors"}
    assert [error["extensions"] for error in body["errors"]] == [{"code": "UNAUTHENTICATED"}]
    assert house.app.state.planner.reader.statements == before


def accepted(house: House, token: str) -> None:
    """Assert that a token of an operator reads rows."""
    answer = ask(house, f"Bearer {token}")
    assert (answer.status_code, set(answer.json())) == (200, {"data"}), answer.text
    assert answer.json()["data"]["viewer"] == {"role": "OPERATOR"}
    assert len(answer.json()["data"]["customers"]["nodes"]) == 1


async def two_tokens(browser: Browser, asked: Asked | None = None) -> tuple[dict[str, Any], str]:
    """The tokens of a whole flow, and a second access token of the same family, got with the refresh token."""
    asked = asked or Asked()
    first = await browser.tokens(asked)
    second = await browser.house.refresh(first["refresh_token"], client_id=asked.client_id)
    return first, second.json()["access_token"]


def catch_up(house: House) -> None:
    house.run(house.auth.revocations.catch_up())
