"""Users, applications and sessions, managed through the graph, with real tokens."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from backend.app import Application, create_app
from backend.demo.tokens import demo_token
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database

ME = "{ viewer { name role sessions { id current } } }"
INVITE = "mutation ($input: InviteUserInput!) { inviteUser(input: $input) { user { id email role status } invitationUrl errors { code field } } }"
ROLE = "mutation ($input: SetUserRoleInput!) { setUserRole(input: $input) { user { role } errors { code } } }"
DEACTIVATE = "mutation ($input: UserActionInput!) { deactivateUser(input: $input) { user { status sessions { id } } errors { code } } }"
REACTIVATE = "mutation ($input: UserActionInput!) { reactivateUser(input: $input) { user { status } errors { code } } }"
REGISTER = "mutation ($input: RegisterClientInput!) { registerClient(input: $input) { client { id clientId grantTypes scopes active } secret errors { code field } } }"
ROTATE = "mutation ($input: ClientActionInput!) { rotateClientSecret(input: $input) { secret errors { code } } }"
CLOSE_CLIENT = (
    "mutation ($input: ClientActionInput!) { deactivateClient(input: $input) { client { active } errors { code } } }"
)


class Installation:
    """Two processes of one installation, on one loop."""

    def __init__(self, client: Client, url: str, settings: Settings) -> None:
        self._client, self.url, self.settings = client, url, settings
        self.apps: list[Application] = [create_app(settings, url) for _ in range(2)]
        self.https = [
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=settings.issuer) for app in self.apps
        ]

    def run(self, work: Any) -> Any:
        return self._client.run(work)

    def close(self) -> None:
        for app, http in zip(self.apps, self.https, strict=True):
            self.run(http.aclose())
            self.run(app.state.database.close())

    def token(self, role: str) -> str:
        found: str = self.run(demo_token(self.settings, self.url, role, 1, self.settings.issuer))
        return found

    def post(self, token: str, query: str, given: dict[str, Any] | None = None, process: int = 0) -> httpx.Response:
        body = {"query": query, "variables": {"input": given} if given is not None else None}
        headers = {"authorization": f"Bearer {token}"}
        response: httpx.Response = self.run(self.https[process].post("/graphql", json=body, headers=headers))
        return response

    def ask(self, token: str, query: str, given: dict[str, Any] | None = None) -> Any:
        answer = self.post(token, query, given).json()
        assert "errors" not in answer, answer
        data = answer["data"]
        return next(iter(data.values())) if len(data) == 1 else data

    def service_token(self, client_id: str, secret: str, scope: str = "read") -> httpx.Response:
        form = {"grant_type": "client_credentials", "scope": scope}
        return self.run(self.https[0].post("/oauth/token", data=form, auth=(client_id, secret)))  # type: ignore[no-any-return]

    def seconds_until_refused(self, token: str, process: int) -> float:
        """How long a process that had nothing to do with the revocation keeps answering."""
        began = time.monotonic()
        while time.monotonic() - began < 10:
            if self.post(token, ME, process=process).status_code == 401:
                return time.monotonic() - began
            self.run(asyncio.sleep(0.1))
        return 10.0


@pytest.fixture
def crm(client: Client, database_url: str, settings: Settings) -> Iterator[Installation]:
    opened = Installation(client, database_url, settings)
    yield opened
    opened.close()


def user_id(client: Client, role: str) -> str:
    return f"usr_{client.value('select id from user_account where email = $1', f'{role}@demo.example')}"


def test_deactivation_closes_the_tokens_of_a_user_in_every_process_within_five_seconds(
    crm: Installation, client: Client
) -> None:
    admin, operator = crm.token("admin"), crm.token("operator")
    assert crm.post(operator, ME, process=1).json()["data"]["viewer"]["role"] == "OPERATOR"
    answer = crm.ask(admin, DEACTIVATE, {"id": user_id(client, "operator")})
    assert answer == {"user": {"status": "DEACTIVATED", "sessions": []}, "errors": []}
    assert crm.seconds_until_refused(operator, process=1) < 5
    assert crm.post(admin, ME, process=1).status_code == 200
    assert crm.ask(admin, REACTIVATE, {"id": user_id(client, "operator")})["user"] == {"status": "ACTIVE"}
    assert crm.post(operator, ME, process=1).status_code == 401, "what was closed stays closed"


def test_a_new_role_ends_the_tokens_of_the_old_one(crm: Installation, client: Client) -> None:
    admin, operator = crm.token("admin"), crm.token("operator")
    assert crm.post(operator, ME, process=1).status_code == 200
    assert crm.ask(admin, ROLE, {"id": user_id(client, "operator"), "role": "ANALYST"})["user"] == {"role": "ANALYST"}
    assert crm.seconds_until_refused(operator, process=1) < 5
    crm.run(asyncio.sleep(1.1))
    assert crm.ask(crm.token("operator"), ME)["role"] == "ANALYST"


def test_somebody_stays_who_manages_users_even_when_two_leave_at_once(crm: Installation, client: Client) -> None:
    admin = crm.token("admin")
    first = user_id(client, "admin")
    assert crm.ask(admin, DEACTIVATE, {"id": first})["errors"] == [{"code": "LAST_ADMIN"}]
    assert crm.ask(admin, ROLE, {"id": first, "role": "ANALYST"})["errors"] == [{"code": "LAST_ADMIN"}]
    client.sql("update user_account set role = 'ADMIN' where email = 'operator@demo.example'")
    second = user_id(client, "operator")

    async def both() -> list[Any]:
        headers = {"authorization": f"Bearer {admin}"}
        bodies = [{"query": DEACTIVATE, "variables": {"input": {"id": each}}} for each in (first, second)]
        sent = (crm.https[n].post("/graphql", json=body, headers=headers) for n, body in enumerate(bodies))
        return [answer.json() for answer in await asyncio.gather(*sent)]

    # Who was deactivated first cannot deactivate anybody: that call may find its own token closed already.
    answers = crm.run(both())
    assert sum("data" in a and a["data"]["deactivateUser"]["errors"] == [] for a in answers) == 1, answers
    assert client.value("select count(*) from user_account where role = 'ADMIN' and status = 'ACTIVE'") == 1


def test_an_invitation_is_for_a_new_address_and_its_link_is_shown_once(crm: Installation) -> None:
    admin = crm.token("admin")
    given = {"email": "New@Example.KG", "name": "Новый Человек", "role": "OPERATOR", "idempotencyKey": "i1"}
    first, again = crm.ask(admin, INVITE, given), crm.ask(admin, INVITE, given)
    assert first["user"] == again["user"]
    assert first["user"] | {"id": ""} == {"id": "", "email": "new@example.kg", "role": "OPERATOR", "status": "INVITED"}
    assert first["invitationUrl"].startswith(f"{crm.settings.issuer}/oauth/invitation?token=")
    assert again["invitationUrl"] is None
    taken = crm.ask(admin, INVITE, {**given, "email": "operator@demo.example", "idempotencyKey": None})
    assert taken["errors"] == [{"code": "ALREADY_EXISTS", "field": ["email"]}]
    wrong = crm.ask(admin, INVITE, {**given, "email": "no address", "idempotencyKey": None})
    assert wrong["errors"] == [{"code": "INVALID_EMAIL", "field": ["email"]}]


@pytest.mark.parametrize("role", ["operator", "analyst", "subscriber"])
def test_only_administrators_manage_users_and_applications(crm: Installation, client: Client, role: str) -> None:
    token = crm.token(role)
    for query in ("{ users { nodes { id } } }", "{ clients { nodes { id } } }", "{ auditEntries { nodes { actor } } }"):
        assert crm.post(token, query).json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    refused = crm.post(token, DEACTIVATE, {"id": user_id(client, "admin")}).json()
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert client.value("select status from user_account where email = 'admin@demo.example'") == "ACTIVE"
    assert client.value("select outcome from audit_entry where verb = 'deactivateUser'") == "FORBIDDEN"


def test_an_application_lives_from_registration_to_deactivation(crm: Installation) -> None:
    admin = crm.token("admin")
    given = {"clientId": "billing", "name": "Billing", "kind": "CONFIDENTIAL", "signIn": "NOBODY", "scopes": ["read"]}
    made = crm.ask(admin, REGISTER, given)
    assert made["client"] | {"id": ""} == {
        "id": "", "clientId": "billing", "grantTypes": "client_credentials", "scopes": "read", "active": True,
    }  # fmt: skip
    issued = crm.service_token("billing", made["secret"])
    token = issued.json()["access_token"]
    assert crm.post(token, "{ customers(first: 1) { nodes { name } } viewer { role } }").json()["data"]["viewer"] == {
        "role": "SERVICE"
    }
    created = (
        'mutation { createCustomer(input: { kind: PERSON, name: "X Y", phone: "+996555000001" }) { errors { code } } }'
    )
    assert crm.post(token, created).json()["errors"][0]["extensions"]["code"] == "FORBIDDEN", "its scope is read"
    assert crm.service_token("billing", made["secret"], "read write").json()["error"] == "invalid_scope"
    renewed = crm.ask(admin, ROTATE, {"id": made["client"]["id"]})["secret"]
    assert crm.service_token("billing", made["secret"]).json()["error"] == "invalid_client"
    assert crm.seconds_until_refused(token, process=1) < 5, "what was got with the old secret ends"
    crm.run(asyncio.sleep(1.1))
    token = crm.service_token("billing", renewed).json()["access_token"]
    assert crm.post(token, "{ viewer { role } }", process=1).status_code == 200
    assert crm.ask(admin, CLOSE_CLIENT, {"id": made["client"]["id"]})["client"] == {"active": False}
    assert crm.service_token("billing", renewed).json()["error"] == "invalid_client"
    assert crm.seconds_until_refused(token, process=1) < 5


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"redirectUris": ["http://example.com/cb"]}, "redirectUris"),
    ({"redirectUris": ["https://*.example.com/cb"]}, "redirectUris"),
    ({"redirectUris": ["https://example.com/cb#x"]}, "redirectUris"),
    ({"redirectUris": ["javascript:alert(1)"]}, "redirectUris"),
    ({"redirectUris": ["data:text/html,x"]}, "redirectUris"),
    ({"redirectUris": ["//example.com"]}, "redirectUris"),
    ({"redirectUris": ["https://user@example.com/"]}, "redirectUris"),
    ({"redirectUris": ["https://[::1"]}, "redirectUris"),
    ({"redirectUris": [f"https://example.com/{n}" for n in range(21)]}, "redirectUris"),
    ({"postLogoutRedirectUris": ["http://example.com/"]}, "postLogoutRedirectUris"),
    ({"clientId": "Upper"}, "clientId"),
    ({"scopes": ["everything"]}, "scopes"),
    ({"kind": "PUBLIC", "signIn": "NOBODY", "redirectUris": None}, "kind"),
]


@pytest.mark.parametrize(("change", "field"), WRONG, ids=[str(case[0])[:50] for case in WRONG])
def test_an_application_with_a_careless_address_is_refused(
    crm: Installation, client: Client, change: dict[str, Any], field: str
) -> None:
    given = {
        "clientId": "app",
        "name": "App",
        "kind": "PUBLIC",
        "signIn": "STAFF",
        "redirectUris": ["https://a.example/cb"],
    }
    answer = crm.ask(crm.token("admin"), REGISTER, {**given, **change})
    assert answer["errors"] == [{"code": "INVALID_INPUT", "field": [field]}]
    assert client.value("select count(*) from oauth_client where client_id ilike 'app'") == 0


@pytest.mark.parametrize("role", ["operator", "subscriber", "analyst"])
def test_a_caller_sees_own_sessions_only_ends_one_or_all(crm: Installation, role: str) -> None:
    end = "mutation ($input: EndSessionInput!) { endSession(input: $input) { errors { code } } }"
    one, two, other = crm.token(role), crm.token(role), crm.token("admin")
    sessions = crm.ask(one, ME)["sessions"]
    assert len(sessions) == 2
    assert [each["current"] for each in sessions].count(True) == 1
    foreign = crm.ask(other, ME)["sessions"][0]["id"]
    assert crm.ask(one, end, {"id": foreign})["errors"] == [{"code": "NOT_FOUND"}]
    assert crm.post(other, ME).status_code == 200
    second = next(each["id"] for each in sessions if not each["current"])
    assert crm.ask(one, end, {"id": second})["errors"] == []
    assert crm.seconds_until_refused(two, process=1) < 5
    assert crm.ask(one, "mutation { signOutEverywhere { errors { code } } }")["errors"] == []
    assert crm.seconds_until_refused(one, process=1) < 5


def test_the_demo_s_passwords_and_secrets_open_nothing_beyond_loopback(
    client: Client, database_url: str, settings: Settings
) -> None:
    outside = Installation(
        client, database_url, settings.model_copy(update={"host": "0.0.0.0", "public_url": "https://crm.example"})
    )
    try:
        assert (
            outside.service_token("demo-service", "a secret that everybody knows").json()["error"] == "invalid_client"
        )
        found = outside.run(outside.apps[0].state.auth.check_password("operator@demo.example", "operator of the demo"))
        assert found is None
    finally:
        outside.close()


def test_keys_rotate_without_a_token_being_refused(crm: Installation) -> None:
    old = crm.token("operator")
    keys = crm.apps[0].state.auth.keys
    crm.run(keys.load())
    before = {key["kid"] for key in keys.public()["keys"]}
    assert len(before) == 2, "one signs, the next is published"
    signing = crm.run(keys.rotate())
    assert signing in before
    new = crm.token("operator")
    for process in (0, 1):
        assert crm.post(old, ME, process=process).status_code == 200
        assert crm.post(new, ME, process=process).status_code == 200
    assert len(keys.public()["keys"]) == 3, "the one before stays published while its tokens live"
