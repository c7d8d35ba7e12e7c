"""The authorization server as browsers and applications use it, in process: forms, cookies, codes, tokens."""

import asyncio
import base64
import hashlib
import itertools
import secrets
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, TypeVar
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

import asyncpg
import httpx
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.app import create_app
from backend.auth.secrets import hashed
from backend.database import Connection, connect
from backend.demo.access import CODE_GRANTS, PERSON_SCOPES
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE
from backend.settings import Settings
from tests.connections import shared_loop
from tests.databases import Pool
from tests.factories.rows import insert
from tests.factories.users import new_oauth_client, new_user

T = TypeVar("T")
STAFF_APP, STAFF_REDIRECT = "operator-app", "http://127.0.0.1:5173/callback"
LINE_APP, LINE_REDIRECT = "subscriber-app", "telecomcrm://callback"
ALL_SCOPES = "openid profile offline_access read write"
PASSWORD = "operator of the demo"
# argon2id takes tenths of a second on purpose. Most tests need its answers only, so it gets its lowest parameters.
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
_numbers = itertools.count(1)

_LINE = """
select k.id, k.number, k.customer_id, p.id as phone_number_id, p.msisdn
from contract k join phone_number p on p.id = k.phone_number_id join customer c on c.id = k.customer_id
where k.status = 'ACTIVE' and c.number like 'CD%' and k.id <> all ($1) order by k.number limit 1
"""


def inside_a_window(seconds: int) -> None:
    """Wait until a counting window of `seconds` has at least five seconds left.

    Attempts are counted in windows that start at multiples of their length, so a test must not run across a border.
    """
    left = seconds - time.time() % seconds
    if left < 5:
        time.sleep(left)


class Inbox:
    """Records the short messages that were sent, newest last."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.connected = True

    async def send_text(self, msisdn: str, text: str) -> None:
        self.sent.append((msisdn, text))

    async def code(self, msisdn: str) -> str:
        """The newest code sent to a number. The server sends it after it has answered the page."""
        await asyncio.sleep(0)
        text = [text for to, text in self.sent if to == msisdn][-1]
        return next(word for word in "".join(c if c.isdigit() else " " for c in text).split() if len(word) == 8)


@dataclass
class Page:
    """A form of a page: its address and its fields with their values."""

    action: str
    fields: dict[str, str]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Page] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.found.append(Page(given.get("action") or "", {}))
        elif tag == "input" and given.get("name"):
            self.found[-1].fields[str(given["name"])] = given.get("value") or ""


def forms(html: str) -> list[Page]:
    parser = _Forms()
    parser.feed(html)
    return parser.found


def tags(html: str) -> set[str]:
    """The names of the elements on a page."""
    found: set[str] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)

    Tags().feed(html)
    return found


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _present(fields: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value is not None}


@dataclass
class Asked:
    """An authorization request with the secrets that the application keeps: verifier, state, nonce."""

    client_id: str = STAFF_APP
    redirect_uri: str = STAFF_REDIRECT
    scope: str = ALL_SCOPES
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(40))
    state: str = field(default_factory=secrets.token_urlsafe)
    nonce: str = field(default_factory=secrets.token_urlsafe)

    def parameters(self, **changes: str | None) -> dict[str, str]:
        """The query parameters of the request; None leaves one out."""
        whole = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": self.scope,
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": challenge(self.verifier),
            "code_challenge_method": "S256",
            **changes,
        }
        return _present(whole)

    def redemption(self, code: str, **changes: str | None) -> dict[str, str]:
        """The form that redeems a code at the token endpoint; None leaves a field out."""
        whole = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "client_id": self.client_id,
            "code_verifier": self.verifier,
            **changes,
        }
        return _present(whole)


def parameters(response: httpx.Response, target: str) -> dict[str, str]:
    """The query parameters of a redirect to `target`; each must occur once."""
    assert response.status_code == 303, response.text
    location = response.headers["location"]
    assert location.startswith(f"{target}?"), location
    found = parse_qs(urlsplit(location).query, keep_blank_values=True)
    assert all(len(values) == 1 for values in found.values()), location
    return {name: values[0] for name, values in found.items()}


class Browser:
    """One person's browser with its cookies, and the applications that the person uses in it."""

    def __init__(self, house: "House") -> None:
        self.house = house
        self.http = house.new_http()

    async def submit(self, response: httpx.Response, **typed: str) -> httpx.Response:
        """Fill in and submit the first form of a page."""
        form = forms(response.text)[0]
        return await self.http.post(form.action, data={**form.fields, **typed})

    async def sign_in(self, email: str, password: str = PASSWORD, *, then: str = "/oauth/account") -> httpx.Response:
        page = await self.http.get("/oauth/sign-in", params={"next": then})
        answer = await self.submit(page, email=email, password=password)
        assert answer.status_code == 303, answer.text
        return answer

    async def sign_in_by_code(self, msisdn: str, document: str = "") -> httpx.Response:
        page = await self.http.get("/oauth/number")
        asked = await self.submit(page, number=msisdn)
        answer = await self.submit(asked, code=await self.house.inbox.code(msisdn), document=document)
        assert answer.status_code == 303, answer.text
        return answer

    async def authorize(self, asked: Asked, **changes: str | None) -> httpx.Response:
        return await self.http.get("/oauth/authorize", params=asked.parameters(**changes))

    async def code(self, asked: Asked) -> str:
        return parameters(await self.authorize(asked), asked.redirect_uri)["code"]

    async def tokens(self, asked: Asked | None = None) -> dict[str, Any]:
        """Run the whole flow: get a code and redeem it. Returns the answer of the token endpoint."""
        asked = asked or Asked()
        answer = await self.house.token(asked.redemption(await self.code(asked)))
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


class House:
    """The application on a database of its own, and the event loop on which the tests run."""

    def __init__(self, settings: Settings, database_url: str, owner_url: str) -> None:
        self.settings = settings
        self.url = database_url
        self.inbox = Inbox()
        self._owner_url = owner_url
        self._loop = shared_loop()
        self._earlier_tasks = asyncio.all_tasks(self._loop)
        self._opened: list[httpx.AsyncClient] = []
        self._lines: list[Any] = []
        self.app = create_app(settings, database_url, messages=self.inbox)
        self.auth = self.app.state.auth
        self.auth.passwords._hash = QUICK
        self.http = self.new_http()

    def new_http(self) -> httpx.AsyncClient:
        """A new HTTP client. All clients have one address, by which attempts are counted."""
        transport = httpx.ASGITransport(app=self.app)
        self._opened.append(httpx.AsyncClient(transport=transport, base_url=self.settings.issuer, timeout=60))
        return self._opened[-1]

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(coroutine)

    def close(self) -> None:
        async def go() -> None:
            for each in self._opened:
                await each.aclose()
            await self.auth.revocations.catch_up()
            others = asyncio.all_tasks() - self._earlier_tasks - {asyncio.current_task()}
            await asyncio.gather(*others, return_exceptions=True)
            await self.app.state.database.close()

        self.run(go())

    # The database

    async def sql(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        return await self._with_owner(lambda connection: connection.fetch(statement, *arguments))

    async def _with_owner(self, act: Callable[[Connection], Coroutine[Any, Any, T]]) -> T:
        connection = await connect(self._owner_url, role=None)
        try:
            return await act(connection)
        finally:
            await connection.close()

    async def hire(self, role: str = "OPERATOR") -> tuple[str, Any]:
        """Insert a user with the password PASSWORD. Returns the email address and the key."""
        user = new_user(f"hired-{next(_numbers)}@corp.example", role=role, password_hash=QUICK.hash(PASSWORD))
        await self._with_owner(lambda connection: insert(connection, user))
        return user.email, user.id

    async def register(
        self, *, secret: str | None = None, sign_in: str = "STAFF", redirect_uris: tuple[str, ...] = (STAFF_REDIRECT,)
    ) -> tuple[str, Any]:
        """Insert an application that may use codes and refresh tokens. Returns its client id and its key."""
        client = new_oauth_client(
            f"registered-{next(_numbers)}",
            sign_in=sign_in,
            secret_hash=hashed(secret) if secret else None,
            redirect_uris=list(redirect_uris),
            grant_types=CODE_GRANTS,
            scopes=PERSON_SCOPES,
        )
        await self._with_owner(lambda connection: insert(connection, client))
        return client.client_id, client.id

    async def line(self) -> asyncpg.Record:
        """A live contract that no other test of this database uses, so that a test may close it or move its number."""
        found = (await self.sql(_LINE, self._lines))[0]
        self._lines.append(found["id"])
        return found

    # Requests of applications

    async def staff(self, role: str = "OPERATOR") -> Browser:
        """A browser in which a new user of the staff is signed in."""
        browser = Browser(self)
        await browser.sign_in((await self.hire(role))[0])
        return browser

    async def token(self, form: Mapping[str, str], **headers: str) -> httpx.Response:
        return await self.http.post("/oauth/token", data=dict(form), headers=headers)

    async def refresh(self, refresh_token: str, **changes: str) -> httpx.Response:
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": STAFF_APP, **changes}
        return await self.token(form)

    async def graphql(self, token: str | None, query: str, **variables: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}"} if token is not None else {}
        return await self.http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)

    async def works(self, token: str) -> bool:
        """Whether an access token is accepted, once this process has read all revocations."""
        await self.auth.revocations.catch_up()
        answer = await self.graphql(token, "{ viewer { role } }")
        assert answer.status_code in {200, 401}, answer.text
        return answer.status_code == 200

    async def as_admin(self, mutation: str, node_id: str, more: str = "") -> None:
        """Run a mutation of one node as an administrator."""
        await self.auth.keys.load()
        admin = self.auth.tokens.issue(
            {"sub": "user:admin", "role": "ADMIN", "actor": "admin", "client_id": STAFF_APP, "scope": "read write"}
        )
        query = f"mutation ($id: ID!) {{ {mutation}(input: {{id: $id{more}}}) {{ errors {{ code }} }} }}"
        answer = await self.graphql(admin, query, id=node_id)
        assert answer.json() == {"data": {mutation: {"errors": []}}}


@contextmanager
def opened(settings: Settings, databases: Pool) -> Iterator[House]:
    """A `House` on a database of its own."""
    with databases.leased() as name:
        url = databases.place.url
        house = House(settings, url(APPLICATION_ROLE, name), url(OWNER_ROLE, name))
        try:
            yield house
        finally:
            house.close()


def twice(fields: Mapping[str, str], name: str) -> dict[str, Any]:
    """The arguments with which httpx sends a form that has one field twice, with the same value."""
    pairs = [*fields.items(), (name, fields[name])]
    return {"content": urlencode(pairs), "headers": {"content-type": "application/x-www-form-urlencoded"}}


def basic(client_id: str, secret: str) -> str:
    """The `Authorization` header of HTTP Basic; both parts are form-encoded first (RFC 6749, section 2.3.1)."""
    pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"
