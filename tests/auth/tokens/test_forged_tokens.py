"""A forged or altered token is refused and reads nothing."""

import json
import secrets
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from backend.demo.access import SERVICE_SECRET
from tests.auth.flows import STAFF_APP, House, basic
from tests.auth.tokens.forge import INVALID, READ, Elsewhere, Forge, accepted, encoded, hs256, refused, rs256

pytestmark = pytest.mark.database


def test_a_valid_token_is_accepted(house: House, forge: Forge) -> None:
    accepted(house, forge.good)


def test_a_token_that_the_forge_makes_without_changes_is_accepted(house: House, forge: Forge) -> None:
    accepted(house, forge.token())


def test_a_token_issued_by_a_clock_two_seconds_ahead_is_accepted(house: House, forge: Forge) -> None:
    soon = time.time() + 2
    accepted(house, forge.token({"iat": soon, "nbf": soon}))


def test_a_token_of_4096_characters_is_accepted(house: House, forge: Forge) -> None:
    missing = 4096 - len(forge.token({"note": ""}))
    token = forge.token({"note": "x" * (missing * 3 // 4 - 2)})
    assert 4080 < len(token) <= 4096
    accepted(house, token)


# Forgeries

NOW = time.time()
DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM
SPKI, PKCS1 = serialization.PublicFormat.SubjectPublicKeyInfo, serialization.PublicFormat.PKCS1
PSS = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)


def confused(secret: Callable[[Forge], bytes]) -> Callable[[Forge], str]:
    """Algorithm confusion: a token signed with HS256, with the public key as the secret."""
    return lambda forge: forge.token(header={"alg": "HS256"}, sign=hs256(secret(forge)))


def tampered(forge: Forge) -> str:
    header, _, signature = forge.token().split(".")
    return f"{header}.{encoded({**forge.claims, 'role': 'ADMIN'}).decode()}.{signature}"


def without_signature(forge: Forge, algorithm: str) -> str:
    return forge.token(header={"alg": algorithm}, sign=lambda _: b"")


def with_key_of_its_own(**header: Callable[[Forge], Any]) -> Callable[[Forge], str]:
    """A token signed with a key that its header contains or points to."""
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
    "HS256 with an empty secret": confused(lambda _: b""),
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
    "a kid that is not a string": lambda forge: forge.token(header={"kid": [forge.kid]}),
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
    "not base64": lambda forge: "§§§.???.***".encode("ascii", "ignore").decode(),
    "an opaque text": lambda forge: secrets.token_urlsafe(32),
}

# Tokens with a valid signature and claims that are never issued: the check where claims become a viewer.
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
def test_introspection_and_userinfo_refuse_a_forgery(
    house: House, forge: Forge, forgery: Callable[[Forge], str]
) -> None:
    token, service = forgery(forge), {"authorization": basic("demo-service", SERVICE_SECRET)}
    said = house.run(house.http.post("/oauth/introspect", data={"token": token}, headers=service))
    assert (said.status_code, said.json()) == (200, {"active": False})
    person = house.run(house.http.get("/oauth/userinfo", headers={"authorization": f"Bearer {token}"}))
    assert (person.status_code, person.json()["error"]) == (401, "invalid_token")
    assert person.headers["www-authenticate"] == INVALID


def test_introspection_and_userinfo_accept_a_valid_token(house: House, forge: Forge) -> None:
    token, service = forge.token(), {"authorization": basic("demo-service", SERVICE_SECRET)}
    said = house.run(house.http.post("/oauth/introspect", data={"token": token}, headers=service)).json()
    assert (said["active"], said["sub"]) == (True, forge.claims["sub"])
    person = house.run(house.http.get("/oauth/userinfo", headers={"authorization": f"Bearer {token}"}))
    assert (person.status_code, person.json()["sub"]) == (200, forge.claims["sub"])


def test_no_key_is_fetched_from_an_address_in_a_token(
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


# Headers without a bearer token

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


def test_a_header_with_bytes_beyond_ascii_is_refused(house: House, forge: Forge) -> None:
    before = house.app.state.planner.reader.statements
    headers = {b"authorization": b"Bearer \xff\xfe" + forge.token().encode(), b"content-type": b"application/json"}
    answer = house.run(house.http.post("/graphql", content=json.dumps({"query": READ}), headers=headers))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, INVALID)
    assert house.app.state.planner.reader.statements == before


def test_a_token_in_the_query_string_is_ignored(house: House, forge: Forge) -> None:
    refused(house, None, "Bearer", params={"access_token": forge.token()})


def test_a_token_in_the_query_string_of_a_get_request_is_ignored(house: House, forge: Forge) -> None:
    answer = house.run(house.http.get("/graphql", params={"query": READ, "access_token": forge.token()}))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert set(answer.json()) == {"errors"}


def test_a_session_cookie_is_not_accepted_by_the_graph(house: House) -> None:
    async def cookie() -> str:
        return str((await house.staff()).http.cookies["crm_session"])

    refused(house, None, "Bearer", headers={"cookie": f"crm_session={house.run(cookie())}"})


def test_a_refresh_token_is_not_accepted_by_the_graph(house: House) -> None:
    async def refresh_token() -> str:
        found: str = (await (await house.staff()).tokens())["refresh_token"]
        return found

    refused(house, f"Bearer {house.run(refresh_token())}")


def test_a_request_without_a_token_is_refused(house: House) -> None:
    refused(house, None, "Bearer")
