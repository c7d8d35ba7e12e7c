"""What `/graphql` takes for an access token: the ones this installation signed, as they were signed, while they hold.

Every forgery differs from a good token in one thing. `test_an_unchanged_forgery_is_a_good_token` is what shows that.
"""

import asyncio
import base64
import json
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from backend.app import create_app
from backend.demo.access import SERVICE_SECRET
from backend.settings import Settings
from tests.auth.flows import LINE_APP, LINE_REDIRECT, STAFF_APP, Asked, Browser, House, basic, opened
from tests.databases import Pool

pytestmark = pytest.mark.database
INVALID = 'Bearer error="invalid_token"'
READ = "{ viewer { role } customers(first: 1) { nodes { id } } }"
LINES = "{ contracts(first: 5) { nodes { number } } numbers: phoneNumbers(first: 5) { nodes { msisdn } } }"

Claims = dict[str, Any]
Sign = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def house(settings: Settings, databases: Pool) -> Iterator[House]:
    with opened(settings, databases) as house:
        yield house


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
    """Signs anything, with the installation's own key or with one that is not."""

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
        """The good token with another `jti` and these changes; None takes something out."""
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
    """A server that offers keys, and counts who comes for them."""

    def __init__(self) -> None:
        self.visits = 0
        self.body = b"{}"

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\n\r\n" + self.body)
        await writer.drain()
        writer.close()


@pytest.fixture(scope="module")
def elsewhere(house: House) -> Iterator[tuple[Elsewhere, str]]:
    visited = Elsewhere()
    server = house.run(asyncio.start_server(visited, "127.0.0.1", 0))
    yield visited, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/keys"
    server.close()
    house.run(server.wait_closed())


@pytest.fixture(scope="module")
def forge(house: House, elsewhere: tuple[Elsewhere, str]) -> Forge:
    async def go() -> Forge:
        tokens = await (await house.staff()).tokens()
        ours = house.auth.keys.signing()[1].private_key
        theirs = rsa.generate_private_key(65537, 2048)
        jwks = (await house.http.get("/oauth/jwks")).content
        return Forge(tokens["access_token"], ours, theirs, tokens["id_token"], elsewhere[1], jwks)

    made = house.run(go())
    elsewhere[0].body = json.dumps({"keys": [made.their_jwk]}).encode()
    return made


def ask(house: House, authorization: str | None, **more: Any) -> httpx.Response:
    headers = {**({"authorization": authorization} if authorization is not None else {}), **more.pop("headers", {})}
    return house.run(house.http.post("/graphql", json={"query": READ}, headers=headers, **more))


def refused(house: House, authorization: str | None, challenge: str = INVALID, **more: Any) -> None:
    """It is 401 with a challenge and a code, without data, and not a statement was run for it."""
    before = house.app.state.planner.reader.statements
    answer = ask(house, authorization, **more)
    assert answer.status_code == 401, answer.text
    assert answer.headers["www-authenticate"] == challenge
    body = answer.json()
    assert set(body) == {"errors"}
    assert [error["extensions"] for error in body["errors"]] == [{"code": "UNAUTHENTICATED"}]
    assert house.app.state.planner.reader.statements == before


def taken(house: House, token: str) -> None:
    answer = ask(house, f"Bearer {token}")
    assert (answer.status_code, set(answer.json())) == (200, {"data"}), answer.text
    assert answer.json()["data"]["viewer"] == {"role": "OPERATOR"}
    assert len(answer.json()["data"]["customers"]["nodes"]) == 1


# What makes the cases below mean something


def test_a_good_token_works(house: House, forge: Forge) -> None:
    taken(house, forge.good)


def test_an_unchanged_forgery_is_a_good_token(house: House, forge: Forge) -> None:
    taken(house, forge.token())


def test_a_clock_that_is_two_seconds_ahead_is_no_reason_to_refuse(house: House, forge: Forge) -> None:
    soon = time.time() + 2
    taken(house, forge.token({"iat": soon, "nbf": soon}))


def test_a_token_of_4096_characters_is_taken(house: House, forge: Forge) -> None:
    missing = 4096 - len(forge.token({"note": ""}))
    token = forge.token({"note": "x" * (missing * 3 // 4 - 2)})
    assert 4080 < len(token) <= 4096
    taken(house, token)


# Forgeries

NOW = time.time()
DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM
SPKI, PKCS1 = serialization.PublicFormat.SubjectPublicKeyInfo, serialization.PublicFormat.PKCS1
PSS = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)


def confused(secret: Callable[[Forge], bytes]) -> Callable[[Forge], str]:
    """Algorithm confusion: what everybody knows, the public key, taken for the secret of a symmetric algorithm."""
    return lambda forge: forge.token(header={"alg": "HS256"}, sign=hs256(secret(forge)))


def tampered(forge: Forge) -> str:
    header, _, signature = forge.token().split(".")
    return f"{header}.{encoded({**forge.claims, 'role': 'ADMIN'}).decode()}.{signature}"


def without_signature(forge: Forge, algorithm: str) -> str:
    return forge.token(header={"alg": algorithm}, sign=lambda _: b"")


def with_key_of_its_own(**header: Callable[[Forge], Any]) -> Callable[[Forge], str]:
    """Signed with a key that the token brings along, or says where to find."""
    return lambda forge: forge.token(
        header={name: make(forge) for name, make in header.items()}, sign=rs256(forge.theirs)
    )


FORGERIES: dict[str, Callable[[Forge], str]] = {
    "alg none": lambda forge: without_signature(forge, "none"),
    "alg None": lambda forge: without_signature(forge, "None"),
    "alg none, with the good signature": lambda forge: forge.token(header={"alg": "none"}),
    "no alg": lambda forge: forge.token(header={"alg": None}),
    "an empty signature": lambda forge: without_signature(forge, "RS256"),
    "HS256 with the public key, PEM": confused(lambda forge: forge.public(PEM, SPKI)),
    "HS256 with the public key, PEM without its last line end": confused(lambda forge: forge.public(PEM, SPKI).strip()),
    "HS256 with the public key, PKCS 1": confused(lambda forge: forge.public(PEM, PKCS1)),
    "HS256 with the public key, DER": confused(lambda forge: forge.public(DER, SPKI)),
    "HS256 with the published key set": confused(lambda forge: forge.jwks),
    "HS256 with the published key": confused(lambda forge: json.dumps(json.loads(forge.jwks)["keys"][0]).encode()),
    "HS256 with nothing": confused(lambda _: b""),
    "PS256 with our key": lambda forge: forge.token(
        header={"alg": "PS256"}, sign=lambda data: forge.ours.sign(data, PSS, hashes.SHA256())
    ),
    "RS512 with our key": lambda forge: forge.token(
        header={"alg": "RS512"}, sign=lambda data: forge.ours.sign(data, padding.PKCS1v15(), hashes.SHA512())
    ),
    "another key under our kid": lambda forge: forge.token(sign=rs256(forge.theirs)),
    "another key under a kid of its own": lambda forge: forge.token(header={"kid": "other"}, sign=rs256(forge.theirs)),
    "our key under an unknown kid": lambda forge: forge.token(header={"kid": "other"}),
    "no kid": lambda forge: forge.token(header={"kid": None}),
    "a kid that is a path": lambda forge: forge.token(header={"kid": "../../dev/null"}, sign=hs256(b"")),
    "a kid that is no text": lambda forge: forge.token(header={"kid": [forge.kid]}),
    "jwk": with_key_of_its_own(jwk=lambda forge: forge.their_jwk),
    "jwk and no kid": with_key_of_its_own(jwk=lambda forge: forge.their_jwk, kid=lambda _: None),
    "jku": with_key_of_its_own(jku=lambda forge: forge.url),
    "jku and an unknown kid": with_key_of_its_own(jku=lambda forge: forge.url, kid=lambda _: "other"),
    "x5u": with_key_of_its_own(x5u=lambda forge: forge.url),
    "x5u and an unknown kid": with_key_of_its_own(x5u=lambda forge: forge.url, kid=lambda _: "other"),
    "x5c": with_key_of_its_own(x5c=lambda forge: [forge.their_certificate]),
    "x5c and no kid": with_key_of_its_own(x5c=lambda forge: [forge.their_certificate], kid=lambda _: None),
    "crit with something unknown": lambda forge: forge.token(header={"crit": ["urn:x"], "urn:x": 1}),
    "crit with b64": lambda forge: forge.token(header={"crit": ["b64"], "b64": True}),
    "crit that is empty": lambda forge: forge.token(header={"crit": []}),
    "typ JWT": lambda forge: forge.token(header={"typ": "JWT"}),
    "no typ": lambda forge: forge.token(header={"typ": None}),
    "an ID token": lambda forge: forge.id_token,
    "another iss": lambda forge: forge.token({"iss": "https://evil.example"}),
    "iss with a slash": lambda forge: forge.token({"iss": f"{forge.claims['iss']}/"}),
    "no iss": lambda forge: forge.token({"iss": None}),
    "another aud": lambda forge: forge.token({"aud": "https://other.example/graphql"}),
    "aud is the issuer": lambda forge: forge.token({"aud": forge.claims["iss"]}),
    "aud is the client": lambda forge: forge.token({"aud": STAFF_APP}),
    "aud lists others": lambda forge: forge.token({"aud": ["https://other.example", "https://evil.example"]}),
    "no aud": lambda forge: forge.token({"aud": None}),
    "no exp": lambda forge: forge.token({"exp": None}),
    "exp as text": lambda forge: forge.token({"exp": str(forge.claims["exp"])}),
    "exp is true": lambda forge: forge.token({"exp": True}),
    "exp is a list": lambda forge: forge.token({"exp": [forge.claims["exp"]]}),
    "expired": lambda forge: forge.token({"iat": NOW - 700, "exp": NOW - 1}),
    "no iat": lambda forge: forge.token({"iat": None}),
    "iat is true": lambda forge: forge.token({"iat": True}),
    "iat as text": lambda forge: forge.token({"iat": str(forge.claims["iat"])}),
    "iat in the future": lambda forge: forge.token({"iat": time.time() + 60}),
    "nbf in the future": lambda forge: forge.token({"nbf": time.time() + 60}),
    "nbf as text": lambda forge: forge.token({"nbf": "0"}),
    "truncated": lambda forge: forge.token()[:-8],
    "two parts": lambda forge: forge.token().rpartition(".")[0],
    "four parts": lambda forge: f"{forge.token()}.AAAA",
    "the signature of another token": lambda forge: ".".join(
        [*forge.token().split(".")[:2], forge.token().split(".")[2]]
    ),
    "a payload that was changed": tampered,
    "over 4 KB": lambda forge: forge.token({"note": "x" * 4096}),
    "just over 4096 characters": lambda forge: forge.token({"note": "x" * ((4100 - len(forge.token())) * 3 // 4)}),
    "a header that is nested too deeply": lambda forge: f"{encoded(b'[' * 2900).decode()}.e30.AAAA",
    "a header that is a list": lambda forge: f"{encoded([]).decode()}.e30.AAAA",
    "no base64": lambda forge: "§§§.???.***".encode("ascii", "ignore").decode(),
    "an opaque text": lambda forge: secrets.token_urlsafe(32),
}

# Signed by us, though we never say such things: the last line of defence, where a token becomes a viewer.
STRANGE: dict[str, Callable[[Forge], str]] = {
    "no sub": lambda forge: forge.token({"sub": None}),
    "no jti": lambda forge: forge.token({"jti": None}),
    "no client": lambda forge: forge.token({"client_id": None}),
    "no scope": lambda forge: forge.token({"scope": None}),
    "an unknown role": lambda forge: forge.token({"role": "ROOT"}),
    "a role in small letters": lambda forge: forge.token({"role": "admin"}),
    "no role": lambda forge: forge.token({"role": None}),
    "a subscriber without a line": lambda forge: forge.token({"role": "LINE"}),
    "a holder without a number": lambda forge: forge.token({"role": "HOLDER", "contract": forge.claims["sid"]}),
    "a contract that is no key": lambda forge: forge.token({"role": "LINE", "contract": "x", "number": "y"}),
}


@pytest.mark.parametrize("forgery", [*FORGERIES.values(), *STRANGE.values()], ids=[*FORGERIES, *STRANGE])
def test_a_forgery_reads_nothing(house: House, forge: Forge, forgery: Callable[[Forge], str]) -> None:
    refused(house, f"Bearer {forgery(forge)}")


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_is_no_active_token_and_nobodys(house: House, forge: Forge, forgery: Callable[[Forge], str]) -> None:
    token, service = forgery(forge), {"authorization": basic("demo-service", SERVICE_SECRET)}
    said = house.run(house.http.post("/oauth/introspect", data={"token": token}, headers=service))
    assert (said.status_code, said.json()) == (200, {"active": False})
    person = house.run(house.http.get("/oauth/userinfo", headers={"authorization": f"Bearer {token}"}))
    assert (person.status_code, person.json()["error"]) == (401, "invalid_token")
    assert person.headers["www-authenticate"] == INVALID


def test_introspection_and_userinfo_know_a_good_token(house: House, forge: Forge) -> None:
    token, service = forge.token(), {"authorization": basic("demo-service", SERVICE_SECRET)}
    said = house.run(house.http.post("/oauth/introspect", data={"token": token}, headers=service)).json()
    assert (said["active"], said["sub"]) == (True, forge.claims["sub"])
    person = house.run(house.http.get("/oauth/userinfo", headers={"authorization": f"Bearer {token}"}))
    assert (person.status_code, person.json()["sub"]) == (200, forge.claims["sub"])


def test_no_key_is_fetched_from_where_a_token_points(
    house: House, forge: Forge, elsewhere: tuple[Elsewhere, str]
) -> None:
    visited, url = elsewhere
    before = visited.visits
    for kid in (forge.kid, "other", None):
        for name in ("jku", "x5u"):
            refused(house, f"Bearer {forge.token(header={name: url, 'kid': kid}, sign=rs256(forge.theirs))}")
    assert visited.visits == before == 0

    async def visit() -> Any:
        async with httpx.AsyncClient() as http:
            return (await http.get(url)).json()

    assert house.run(visit()) == {"keys": [forge.their_jwk]}
    assert visited.visits == 1


# What is not a bearer token

HEADERS: dict[str, Callable[[Forge], str]] = {
    "an empty bearer": lambda _: "Bearer",
    "a bearer of spaces": lambda _: "Bearer   ",
    "an empty header": lambda _: "",
    "Basic with a token": lambda forge: f"Basic {forge.token()}",
    "Basic with a client's secret": lambda _: basic("demo-service", SERVICE_SECRET),
    "a token without a scheme": lambda forge: forge.token(),
    "DPoP": lambda forge: f"DPoP {forge.token()}",
    "two tokens": lambda forge: f"Bearer {forge.token()} {forge.token()}",
    "two tokens with a comma": lambda forge: f"Bearer {forge.token()}, Bearer {forge.token()}",
    "quotes": lambda forge: f'Bearer "{forge.token()}"',
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_header_without_a_bearer_token_reads_nothing(
    house: House, forge: Forge, header: Callable[[Forge], str]
) -> None:
    refused(house, header(forge))


def test_bytes_beyond_ascii_are_no_token(house: House, forge: Forge) -> None:
    before = house.app.state.planner.reader.statements
    headers = {b"authorization": b"Bearer \xff\xfe" + forge.token().encode(), b"content-type": b"application/json"}
    answer = house.run(house.http.post("/graphql", content=json.dumps({"query": READ}), headers=headers))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, INVALID)
    assert house.app.state.planner.reader.statements == before


def test_a_token_in_the_query_string_is_not_looked_at(house: House, forge: Forge) -> None:
    refused(house, None, "Bearer", params={"access_token": forge.token()})


def test_a_token_in_the_query_string_of_a_get_is_not_looked_at(house: House, forge: Forge) -> None:
    answer = house.run(house.http.get("/graphql", params={"query": READ, "access_token": forge.token()}))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert set(answer.json()) == {"errors"}


def test_a_browsers_session_cookie_opens_no_graph(house: House) -> None:
    async def cookie() -> str:
        return str((await house.staff()).http.cookies["crm_session"])

    refused(house, None, "Bearer", headers={"cookie": f"crm_session={house.run(cookie())}"})


def test_a_refresh_token_opens_no_graph(house: House) -> None:
    async def refresh_token() -> str:
        found: str = (await (await house.staff()).tokens())["refresh_token"]
        return found

    refused(house, f"Bearer {house.run(refresh_token())}")


def test_without_a_token_nothing_is_read(house: House) -> None:
    refused(house, None, "Bearer")


# What ended before its time: tokens that were taken a moment ago, and ones that were not seen before


async def two_tokens(browser: Browser, asked: Asked | None = None) -> tuple[dict[str, Any], str]:
    """The answer of a whole flow, and a second access token of the same family, made from the refresh token."""
    asked = asked or Asked()
    first = await browser.tokens(asked)
    second = await browser.house.refresh(first["refresh_token"], client_id=asked.client_id)
    return first, second.json()["access_token"]


def catch_up(house: House) -> None:
    house.run(house.auth.revocations.catch_up())


def test_an_expired_token_is_refused_though_it_was_known(house: House, forge: Forge) -> None:
    token = forge.token({"exp": time.time() + 0.5})
    taken(house, token)
    time.sleep(0.55)
    refused(house, f"Bearer {token}")
    refused(house, f"Bearer {token}")


def test_a_token_revoked_by_its_owner_is_refused_and_its_sibling_is_not(house: House) -> None:
    async def go() -> tuple[str, str]:
        first, second = await two_tokens(await house.staff())
        assert await house.works(first["access_token"])
        said = await house.http.post("/oauth/revoke", data={"token": first["access_token"], "client_id": STAFF_APP})
        assert (said.status_code, said.json()) == (200, {})
        return first["access_token"], second

    revoked, sibling = house.run(go())
    catch_up(house)
    refused(house, f"Bearer {revoked}")
    taken(house, sibling)


def test_a_revoked_grant_takes_its_tokens_along_and_no_other_grants(house: House) -> None:
    async def go() -> tuple[list[str], str]:
        browser = await house.staff()
        first, second = await two_tokens(browser)
        other = await browser.tokens()
        assert await house.works(first["access_token"])
        form = {"token": first["refresh_token"], "client_id": STAFF_APP}
        assert (await house.http.post("/oauth/revoke", data=form)).status_code == 200
        return [first["access_token"], second], other["access_token"]

    revoked, other = house.run(go())
    catch_up(house)
    for token in revoked:
        refused(house, f"Bearer {token}")
    taken(house, other)


def test_signing_out_takes_every_token_of_the_session_along(house: House) -> None:
    async def go() -> tuple[list[str], str]:
        email, _ = await house.hire()
        here, there = Browser(house), Browser(house)
        await here.sign_in(email)
        await there.sign_in(email)
        first, second = await two_tokens(here)
        third = await here.tokens()
        elsewhere = await there.tokens()
        assert await house.works(first["access_token"])
        await here.http.get("/oauth/logout", params={"id_token_hint": first["id_token"]})
        return [first["access_token"], second, third["access_token"]], elsewhere["access_token"]

    ended, elsewhere = house.run(go())
    catch_up(house)
    for token in ended:
        refused(house, f"Bearer {token}")
    taken(house, elsewhere)


def test_a_deactivated_clients_tokens_are_refused_and_no_others(house: House) -> None:
    async def go() -> tuple[list[str], str]:
        client_id, key = await house.register()
        browser = await house.staff()
        first, second = await two_tokens(browser, Asked(client_id=client_id))
        other = await browser.tokens()
        assert await house.works(first["access_token"])
        await house.as_admin("deactivateClient", f"cli_{key}")
        return [first["access_token"], second], other["access_token"]

    ended, other = house.run(go())
    catch_up(house)
    for token in ended:
        refused(house, f"Bearer {token}")
    taken(house, other)


def test_a_deactivated_users_tokens_are_refused_wherever_they_came_from(house: House, forge: Forge) -> None:
    async def go() -> list[str]:
        email, key = await house.hire()
        here, there = Browser(house), Browser(house)
        await here.sign_in(email)
        await there.sign_in(email)
        first, second = await two_tokens(here)
        third = await there.tokens()
        loose = forge.token({"sub": f"user:{key}", "sid": None, "gid": None})
        tokens = [first["access_token"], second, third["access_token"], loose]
        assert [await house.works(token) for token in tokens] == [True] * 4
        await house.as_admin("deactivateUser", f"usr_{key}")
        return tokens

    ended = house.run(go())
    catch_up(house)
    for token in ended:
        refused(house, f"Bearer {token}")


def test_a_changed_role_ends_the_tokens_that_say_the_old_one(house: House, forge: Forge) -> None:
    async def go() -> str:
        email, key = await house.hire()
        browser = Browser(house)
        await browser.sign_in(email)
        token: str = (await browser.tokens())["access_token"]
        assert await house.works(token)
        await house.as_admin("setUserRole", f"usr_{key}", ", role: ANALYST")
        return token

    ended = house.run(go())
    catch_up(house)
    refused(house, f"Bearer {ended}")


def test_another_process_refuses_a_revoked_token_too(house: House, settings: Settings) -> None:
    other = create_app(settings, house.url)

    async def go() -> None:
        transport = httpx.ASGITransport(app=other)
        async with httpx.AsyncClient(transport=transport, base_url=settings.issuer) as http:
            tokens = await (await house.staff()).tokens()
            headers = {"authorization": f"Bearer {tokens['access_token']}"}
            assert (await http.post("/graphql", json={"query": READ}, headers=headers)).status_code == 200
            form = {"token": tokens["access_token"], "client_id": STAFF_APP}
            assert (await house.http.post("/oauth/revoke", data=form)).status_code == 200
            await other.state.auth.revocations.catch_up()
            answer = await http.post("/graphql", json={"query": READ}, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, INVALID)

    try:
        house.run(go())
    finally:
        house.run(other.state.database.close())


def test_nobody_is_answered_while_it_is_not_known_what_ended(
    house: House, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(house.auth.revocations, "_caught_up_at", time.monotonic() - 5)
    monkeypatch.setattr(house.auth.revocations, "catch_up", away)
    answer = ask(house, f"Bearer {forge.good}")
    assert (answer.status_code, set(answer.json())) == (503, {"errors"})
    assert answer.json()["errors"][0]["extensions"] == {"code": "SERVICE_UNAVAILABLE"}


# A subscriber's token is worth as much as the line is the subscriber's


CLOSE = "update contract set status = 'CLOSED', closed_at = now() where id = $1"
MOVE = """
update contract set phone_number_id = (
    select p.id from phone_number p where status = 'AVAILABLE'
        and not exists (select from contract k where k.phone_number_id = p.id) order by p.msisdn limit 1
) where id = $1
"""
CHANGES = {"the contract is closed": CLOSE, "the number moves to another contract": MOVE}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_line_subscribers_valid_token_sees_nothing_once(house: House, change: str) -> None:
    async def go() -> None:
        line, heir = await house.line(), await house.line()
        browser = Browser(house)
        await browser.sign_in_by_code(line["msisdn"])
        tokens = await browser.tokens(Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT))
        token = tokens["access_token"]
        assert decoded(token.split(".")[1])["role"] == "LINE"
        seen = (await house.graphql(token, LINES)).json()
        assert seen == {
            "data": {
                "contracts": {"nodes": [{"number": line["number"]}]},
                "numbers": {"nodes": [{"msisdn": line["msisdn"]}]},
            }
        }
        await house.sql(change, line["id"])
        # The number goes on to somebody else, whose the old token must not see.
        await house.sql("update contract set phone_number_id = $2 where id = $1", heir["id"], line["phone_number_id"])
        await house.auth.revocations.catch_up()
        answer = await house.graphql(token, LINES)
        assert answer.status_code == 200
        assert answer.json() == {"data": {"contracts": {"nodes": []}, "numbers": {"nodes": []}}}
        node = await house.graphql(token, f'{{ contract(id: "con_{line["id"]}") {{ number }} }}')
        assert node.json() == {"data": {"contract": None}}
        again = await house.refresh(tokens["refresh_token"], client_id=LINE_APP)
        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
        person = await house.http.get("/oauth/userinfo", headers={"authorization": f"Bearer {token}"})
        assert person.status_code == 401

    house.run(go())
