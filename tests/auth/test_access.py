"""Administration of users, applications and sessions through the graph, with real tokens and two processes."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from backend.app import Application, create_app
from backend.auth.revocations import CATCH_UP_SECONDS
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


REVOKED_WITHIN_SECONDS = 5  # docs/decisions/0006-revocation-list-in-every-process.md


class Clock:
    """Replaces `time` in `backend.auth.revocations`. It moves only when a test moves it."""

    def __init__(self) -> None:
        self._now = time.monotonic()

    def monotonic(self) -> float:
        return self._now

    @staticmethod
    def time() -> float:
        return time.time()

    def advance(self, seconds: float) -> None:
        self._now += seconds


class Installation:
    """Two processes of one installation on one event loop."""

    def __init__(self, client: Client, url: str, settings: Settings, clock: Clock) -> None:
        self._client, self.url, self.settings, self.clock = client, url, settings, clock
        self.apps: list[Application] = [create_app(settings, url) for _ in range(2)]
        self.https = [
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=settings.issuer) for app in self.apps
        ]

    def run(self, coroutine: Any) -> Any:
        return self._client.run(coroutine)

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

    def is_refused_in_the_other_process(self, token: str) -> bool:
        """Whether the process that revoked nothing refuses the token, five seconds later on its clock."""
        self.clock.advance(REVOKED_WITHIN_SECONDS)
        return self.post(token, ME, process=1).status_code == 401

    def wait_for_the_next_second(self) -> None:
        """The times in tokens are whole seconds: a token issued in the second of a revocation is revoked too."""
        self.run(asyncio.sleep(1 - time.time() % 1 + 0.02))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    replaced = Clock()
    monkeypatch.setattr("backend.auth.revocations.time", replaced)
    return replaced


@pytest.fixture
def crm(client: Client, database_url: str, settings: Settings, clock: Clock) -> Iterator[Installation]:
    opened = Installation(client, database_url, settings, clock)
    yield opened
    opened.close()


def user_id(client: Client, role: str) -> str:
    return f"usr_{client.value('select id from user_account where email = $1', f'{role}@demo.example')}"


def test_deactivation_closes_the_tokens_of_a_user_in_every_process(crm: Installation, client: Client) -> None:
    admin, operator = crm.token("admin"), crm.token("operator")
    assert crm.post(operator, ME, process=1).json()["data"]["viewer"]["role"] == "OPERATOR"
    answer = crm.ask(admin, DEACTIVATE, {"id": user_id(client, "operator")})
    assert answer == {"user": {"status": "DEACTIVATED", "sessions": []}, "errors": []}
    assert crm.is_refused_in_the_other_process(operator)
    assert crm.post(admin, ME, process=1).status_code == 200
    assert crm.ask(admin, REACTIVATE, {"id": user_id(client, "operator")})["user"] == {"status": "ACTIVE"}
    assert crm.post(operator, ME, process=1).status_code == 401, "reactivation reopens no token"


def test_a_process_reads_new_revocations_while_it_goes_on_answering(
    crm: Installation, client: Client, clock: Clock
) -> None:
    admin, operator = crm.token("admin"), crm.token("operator")
    assert crm.post(operator, ME, process=1).status_code == 200
    assert crm.ask(admin, DEACTIVATE, {"id": user_id(client, "operator")})["errors"] == []
    clock.advance(CATCH_UP_SECONDS / 2)
    assert crm.post(operator, ME, process=1).status_code == 200
    assert crm.apps[1].state.auth.revocations._task is None, "its list is fresh enough"
    clock.advance(CATCH_UP_SECONDS)
    assert crm.post(operator, ME, process=1).status_code == 200, "this request starts the reading and does not wait"
    crm.run(crm.apps[1].state.auth.revocations._task)
    assert crm.post(operator, ME, process=1).status_code == 401


def test_a_new_role_ends_the_tokens_of_the_old_one(crm: Installation, client: Client) -> None:
    admin, operator = crm.token("admin"), crm.token("operator")
    assert crm.post(operator, ME, process=1).status_code == 200
    assert crm.ask(admin, ROLE, {"id": user_id(client, "operator"), "role": "ANALYST"})["user"] == {"role": "ANALYST"}
    assert crm.is_refused_in_the_other_process(operator)
    crm.wait_for_the_next_second()
    assert crm.ask(crm.token("operator"), ME)["role"] == "ANALYST"


def test_one_administrator_remains_when_two_are_deactivated_at_once(crm: Installation, client: Client) -> None:
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

    # The administrator deactivated first cannot deactivate the other: that call may find its own token closed.
    answers = crm.run(both())
    assert sum("data" in a and a["data"]["deactivateUser"]["errors"] == [] for a in answers) == 1, answers
    assert client.value("select count(*) from user_account where role = 'ADMIN' and status = 'ACTIVE'") == 1


def test_an_invitation_needs_a_new_address_and_shows_its_link_once(crm: Installation) -> None:
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


def test_an_application_is_registered_gets_a_new_secret_and_is_deactivated(crm: Installation) -> None:
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
    assert crm.post(token, created).json()["errors"][0]["extensions"]["code"] == "FORBIDDEN", (
        "the scope of the token is read"
    )
    assert crm.service_token("billing", made["secret"], "read write").json()["error"] == "invalid_scope"
    rotated = crm.ask(admin, ROTATE, {"id": made["client"]["id"]})["secret"]
    assert crm.service_token("billing", made["secret"]).json()["error"] == "invalid_client"
    assert crm.is_refused_in_the_other_process(token), "a new secret revokes the tokens issued with the old one"
    crm.wait_for_the_next_second()
    token = crm.service_token("billing", rotated).json()["access_token"]
    assert crm.post(token, "{ viewer { role } }", process=1).status_code == 200
    assert crm.ask(admin, CLOSE_CLIENT, {"id": made["client"]["id"]})["client"] == {"active": False}
    assert crm.service_token("billing", rotated).json()["error"] == "invalid_client"
    assert crm.is_refused_in_the_other_process(token)


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
def test_an_application_with_an_unsafe_redirect_uri_or_an_invalid_field_is_refused(
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
def test_a_caller_sees_and_ends_its_own_sessions_only(crm: Installation, role: str) -> None:
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
    assert crm.is_refused_in_the_other_process(two)
    assert crm.ask(one, "mutation { signOutEverywhere { errors { code } } }")["errors"] == []
    assert crm.is_refused_in_the_other_process(one)


def test_the_demo_passwords_and_secrets_are_refused_beyond_loopback(
    client: Client, database_url: str, settings: Settings, clock: Clock
) -> None:
    public = settings.model_copy(update={"host": "0.0.0.0", "public_url": "https://crm.example"})
    outside = Installation(client, database_url, public, clock)
    try:
        assert (
            outside.service_token("demo-service", "a secret that everybody knows").json()["error"] == "invalid_client"
        )
    finally:
        outside.close()


def test_a_key_rotation_refuses_no_token(crm: Installation) -> None:
    old = crm.token("operator")
    keys = crm.apps[0].state.auth.keys
    crm.run(keys.load())
    before = {key["kid"] for key in keys.public()["keys"]}
    assert len(before) == 2, "the signing key and the next one"
    signing = crm.run(keys.rotate())
    assert signing in before
    new = crm.token("operator")
    for process in (0, 1):
        assert crm.post(old, ME, process=process).status_code == 200
        assert crm.post(new, ME, process=process).status_code == 200
    assert len(keys.public()["keys"]) == 3, "the old key stays published until its tokens expire"
