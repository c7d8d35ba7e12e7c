"""Client authentication, methods and media types of the endpoints for programs; introspection and revocation."""

from urllib.parse import urlencode

import pytest

from backend.demo.access import SERVICE_SECRET
from tests.auth.flows import (
    STAFF_APP,
    Asked,
    Browser,
    House,
    basic,
    twice,
)
from tests.auth.protocol.refusals import CREDENTIALS, SERVICE, alive, refused

pytestmark = pytest.mark.database


SECRETS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "no credentials": (CREDENTIALS, {}),
    "a client without its secret": ({**CREDENTIALS, "client_id": "demo-service"}, {}),
    "an empty secret": ({**CREDENTIALS, "client_id": "demo-service", "client_secret": ""}, {}),
    "a wrong secret": ({**CREDENTIALS, "client_id": "demo-service", "client_secret": "wrong"}, {}),
    "a wrong secret, Basic": (CREDENTIALS, {"authorization": basic("demo-service", "wrong")}),
    "an empty secret, Basic": (CREDENTIALS, {"authorization": basic("demo-service", "")}),
    "an unknown client": ({**CREDENTIALS, "client_id": "nobody", "client_secret": SERVICE_SECRET}, {}),
    "an unknown client, Basic": (CREDENTIALS, {"authorization": basic("nobody", SERVICE_SECRET)}),
    "a client with NUL, Basic": (CREDENTIALS, {"authorization": basic("demo\0", SERVICE_SECRET)}),
    "Basic that is not base64": (CREDENTIALS, {"authorization": "Basic ***"}),
    "Basic without a colon": (CREDENTIALS, {"authorization": "Basic ZGVtbw=="}),
    "Bearer instead of Basic": (CREDENTIALS, {"authorization": f"Bearer {SERVICE_SECRET}"}),
    "a public client": ({**CREDENTIALS, "client_id": STAFF_APP}, {}),
    "a public client with a secret": ({**CREDENTIALS, "client_id": STAFF_APP, "client_secret": SERVICE_SECRET}, {}),
    "a public client, Basic": (CREDENTIALS, {"authorization": basic(STAFF_APP, "")}),
}


@pytest.mark.parametrize(("form", "headers"), SECRETS.values(), ids=SECRETS)
def test_client_credentials_need_a_client_and_its_secret(
    house: House, form: dict[str, str], headers: dict[str, str]
) -> None:
    answer = house.run(house.http.post("/oauth/token", data=form, headers=headers))
    assert answer.json()["error"] == "invalid_client"
    refused(answer, answer.status_code, "invalid_client")
    assert answer.status_code == 401 or "authorization" not in headers


@pytest.mark.parametrize("secret_in", ["header", "form"])
def test_client_credentials_give_an_access_token_only(house: House, secret_in: str) -> None:
    more = {"client_id": "demo-service", "client_secret": SERVICE_SECRET} if secret_in == "form" else {}
    headers = SERVICE if secret_in == "header" else {}
    answer = house.run(house.http.post("/oauth/token", data={**CREDENTIALS, **more}, headers=headers))
    assert answer.status_code == 200
    assert set(answer.json()) == {"access_token", "token_type", "expires_in", "scope"}


@pytest.mark.parametrize(
    ("form", "headers"),
    [
        ({**CREDENTIALS, "client_id": "demo-service", "client_secret": "wrong"}, SERVICE),
        ({**CREDENTIALS, "client_id": "demo-service", "client_secret": SERVICE_SECRET}, SERVICE),
        ({**CREDENTIALS, "client_id": STAFF_APP}, SERVICE),
    ],
    ids=["two secrets", "one secret twice", "two clients"],
)
def test_a_client_that_authenticates_in_two_ways_is_refused(
    house: House, form: dict[str, str], headers: dict[str, str]
) -> None:
    refused(house.run(house.token(form, **headers)), 400, "invalid_request")


def test_a_secret_in_the_query_string_is_ignored(house: House) -> None:
    whole = {**CREDENTIALS, "client_id": "demo-service", "client_secret": SERVICE_SECRET}
    empty = {"content": b"", "headers": {"content-type": "application/x-www-form-urlencoded"}}
    refused(house.run(house.http.post("/oauth/token", params=whole, **empty)), 400, "unsupported_grant_type")
    answer = house.run(house.http.post("/oauth/token", params=whole, data=CREDENTIALS))
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize("scope", ["admin", "read admin", "openid", "offline_access"])
def test_client_credentials_give_no_scope_that_the_client_is_not_registered_for(house: House, scope: str) -> None:
    refused(house.run(house.token({**CREDENTIALS, "scope": scope}, **SERVICE)), 400, "invalid_scope")


def test_a_client_may_use_its_registered_grant_types_only(house: House, desk: Browser) -> None:
    asked = Asked()
    code = house.run(desk.code(asked))
    refused(house.run(house.token(asked.redemption(code, client_id="crm-cli"))), 400, "unauthorized_client")
    password = {"grant_type": "password", "client_id": STAFF_APP, "username": "operator@demo.example"}
    refused(house.run(house.token({**password, "password": "x"})), 400, "unsupported_grant_type")
    refused(house.run(house.token({"grant_type": 'a"я', "client_id": STAFF_APP})), 400, "unsupported_grant_type")


@pytest.mark.parametrize("name", ["grant_type", "code", "redirect_uri", "client_id", "code_verifier"])
def test_a_repeated_field_of_a_redemption_is_refused(house: House, desk: Browser, name: str) -> None:
    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        refused(await house.http.post("/oauth/token", **twice(form, name)), 400, "invalid_request")
        assert (await house.token(form)).status_code == 200

    house.run(go())


@pytest.mark.parametrize("name", ["scope", "client_id", "refresh_token", 'a"b', "имя", "a\\b"])
def test_a_repeated_field_is_refused_whatever_its_name(house: House, desk: Browser, name: str) -> None:
    async def go() -> None:
        token = (await desk.tokens())["refresh_token"]
        form = {"grant_type": "refresh_token", "client_id": STAFF_APP, "refresh_token": token, "scope": "read"}
        answer = await house.http.post("/oauth/token", **twice({**form, name: form.get(name, "x")}, name))
        refused(answer, 400, "invalid_request")
        assert (await house.refresh(token)).status_code == 200

    house.run(go())


ENDPOINTS = ["/oauth/token", "/oauth/revoke", "/oauth/introspect", "/oauth/device_authorization"]


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_endpoint_for_programs_accepts_post_only(house: House, path: str, method: str) -> None:
    answer = house.run(house.http.request(method, path, params={**CREDENTIALS, "token": "x"}, headers=SERVICE))
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_an_endpoint_for_programs_accepts_forms_only(house: House, path: str, kind: str) -> None:
    body = urlencode({**CREDENTIALS, "token": "x"})
    answer = house.run(house.http.post(path, content=body, headers={"content-type": kind, **SERVICE}))
    refused(answer, 415, "invalid_request")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (413, b"a=" + b"x" * 40_000),
        (400, b"&".join(b"a%d=1" % n for n in range(60))),
        (400, b"grant_type=%ff"),
        (400, b"grant_type=%00"),
        (400, b"grant_type=\xff"),
    ],
    ids=["too large", "too many fields", "not UTF-8", "NUL", "not ASCII"],
)
def test_an_invalid_form_is_refused(house: House, status: int, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", **SERVICE}
    refused(house.run(house.http.post("/oauth/token", content=body, headers=headers)), status, "invalid_request")


def test_introspection_needs_a_client_with_a_secret(house: House, desk: Browser) -> None:
    async def go() -> None:
        tokens = await desk.tokens()
        form = {"token": tokens["access_token"]}
        for who in ({"client_id": STAFF_APP}, {"client_id": "demo-service"}, {}):
            refused(await house.http.post("/oauth/introspect", data={**form, **who}), 401, "invalid_client")
        good = await house.http.post("/oauth/introspect", data=form, headers=SERVICE)
        assert (good.status_code, good.json()["active"]) == (200, True)
        refused(await house.http.post("/oauth/introspect", data={"a": "b"}, headers=SERVICE), 400, "invalid_request")

    house.run(go())


def test_introspection_reports_refresh_tokens_of_others_and_revoked_tokens_as_inactive(
    house: House, desk: Browser
) -> None:
    async def go() -> None:
        tokens = await desk.tokens()
        answer = await house.http.post("/oauth/introspect", data={"token": tokens["refresh_token"]}, headers=SERVICE)
        assert answer.json() == {"active": False}
        form = {"token": tokens["refresh_token"], "client_id": STAFF_APP}
        assert (await house.http.post("/oauth/revoke", data=form)).status_code == 200
        await house.auth.revocations.catch_up()
        answer = await house.http.post("/oauth/introspect", data={"token": tokens["access_token"]}, headers=SERVICE)
        assert answer.json() == {"active": False}

    house.run(go())


def test_a_client_cannot_revoke_tokens_of_another_client(house: House, desk: Browser) -> None:
    async def go() -> None:
        thief, _ = await house.register()
        tokens = await desk.tokens()
        for token in (tokens["access_token"], tokens["refresh_token"]):
            for form, headers in (({"client_id": thief}, {}), ({}, SERVICE)):
                answer = await house.http.post("/oauth/revoke", data={**form, "token": token}, headers=headers)
                refused(answer, 400, "invalid_grant")
        refused(await house.http.post("/oauth/revoke", data={"token": tokens["access_token"]}), 401, "invalid_client")
        await alive(house, tokens)

    house.run(go())


def test_revoking_an_unknown_token_succeeds(house: House) -> None:
    answer = house.run(house.http.post("/oauth/revoke", data={"token": "x", "client_id": STAFF_APP}))
    assert (answer.status_code, answer.json()) == (200, {})
