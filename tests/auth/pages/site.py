"""A browser of the sign-in pages: it reads pages, submits their forms, and records the messages that were sent."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pyotp
import sqlalchemy as sa
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from backend.app import create_app
from backend.auth.sessions import begin_session
from backend.auth.viewer import Origin, Role, Viewer
from backend.database import connect
from backend.demo.access import ADMIN_SECOND_FACTOR
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from backend.errors import OutsideUnavailable
from backend.models import User
from backend.settings import Settings
from tests.auth.flows import QUICK
from tests.client import Client

ACCOUNT = "/oauth/account"
SIGN_IN = "/oauth/sign-in"
CALLBACK = "http://127.0.0.1:5173/callback"
AFTER_LOGOUT = "http://127.0.0.1:5173/"
ADMIN, OPERATOR, ANALYST = (f"{role}@demo.example" for role in ("admin", "operator", "analyst"))
PASSWORDS = {who: f"{who.partition('@')[0]} of the demo" for who in (ADMIN, OPERATOR, ANALYST)}
GOOD_PASSWORD = "four quiet horses"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


class Recorded:
    """Records short messages instead of sending them, as (recipient, text)."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.down = False
        self.connected = True

    async def send_text(self, msisdn: str, text: str) -> None:
        if self.down:
            raise OutsideUnavailable("down")
        self.sent.append((msisdn, text))

    @property
    def code(self) -> str:
        """The sign-in code in the last message."""
        found = re.findall(r"\b\d{8}\b", self.sent[-1][1])
        assert len(found) == 1, self.sent[-1]
        return found[0]


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    attributes: dict[str, dict[str, str | None]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.language: str | None = None
        self.words: dict[str, list[str]] = {"h1": [], "code": [], "alert": [], "p": []}
        self._open: list[str] = []
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        self.attributes |= said.keys()
        if tag == "html":
            self.language = said["lang"]
        elif tag == "form":
            assert said["method"] == "post"
            self.forms.append(Form(said["action"] or ""))
        elif tag == "input":
            self.forms[-1].fields[str(said["name"])] = said["value"] or ""
            self.forms[-1].attributes[str(said["name"])] = said
        elif tag == "button":
            self.forms[-1].buttons.append((said.get("name") or "", said.get("value") or ""))
        elif tag == "a":
            self._link = said["href"]
        where = "alert" if said.get("role") == "alert" else tag
        if where in self.words:
            self._open.append(where)
            self.words[where].append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in {"h1", "code", "p"}:
            self._open.pop()
        if tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words[self._open[-1]][-1] += data
        if self._link is not None:
            self.links[data] = self._link


class Page:
    """An answer with its headers and, if it is HTML, its forms, links and texts."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.text
        self.location = response.headers.get("location")
        reader = _Reader()
        if response.headers.get("content-type", "").startswith("text/html"):
            reader.feed(self.html)
        self.forms, self.links, self.language = reader.forms, reader.links, reader.language
        self.tags, self.attributes = reader.tags, reader.attributes
        self.heading = "".join(reader.words["h1"])
        self.error = "".join(reader.words["alert"]) or None
        self.codes = reader.words["code"]
        self.lines = reader.words["p"]

    @property
    def directives(self) -> dict[str, list[str]]:
        parts = [part.split() for part in self.response.headers["content-security-policy"].split(";")]
        return {name: values for name, *values in parts}

    def form(self, action: str) -> Form:
        return next(form for form in self.forms if form.action == action)


class Browser:
    """One person's browser, with its own cookies, which submits the forms of pages."""

    def __init__(self, site: "Site", **headers: str) -> None:
        self._site = site
        transport = httpx.ASGITransport(app=site.app)
        self.http = httpx.AsyncClient(transport=transport, base_url=site.settings.issuer, headers=headers)

    def get(self, path: str, /, **parameters: str) -> Page:
        return Page(self._site.run(self.http.get(path, params=parameters or None)))

    def send(self, path: str, content: bytes, headers: dict[str, str] | None = None) -> Page:
        return Page(self._site.run(self.http.post(path, content=content, headers=FORM if headers is None else headers)))

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Page:
        return Page(self._site.run(self.http.post(path, data=fields, headers=headers)))

    def submit(self, page: Page, /, action: str | None = None, **fields: str) -> Page:
        """Submit a form of the page (the first, or the one with this action) with these fields filled in."""
        form = page.form(action) if action else page.forms[0]
        assert fields.keys() <= form.fields.keys() | {name for name, _ in form.buttons}, form
        return self.post(form.action, {**form.fields, **fields})

    def form_token(self) -> str:
        """The token that protects forms of this browser against cross-site requests."""
        return self.get(SIGN_IN).forms[0].fields["form_token"]

    @property
    def session(self) -> str | None:
        return self.http.cookies.get("crm_session")

    # Whole steps of a sign-in

    def password(self, email: str, password: str | None = None, going_to: str = ACCOUNT) -> Page:
        page = self.get(SIGN_IN, next=going_to)
        return self.submit(page, email=email, password=PASSWORDS.get(email, "") if password is None else password)

    def enter(self, email: str = OPERATOR) -> None:
        """Start a session in the database, without the sign-in page, which is slow."""

        def start(db: Any) -> str | None:
            user = db.scalars(sa.select(User).where(User.email == email)).one()
            return begin_session(db, user, ["pwd"], timedelta(hours=1), Origin(), client=None)[1]

        cookie = self._site.run(self._site.app.state.auth.with_database(start))
        self.set_session(str(cookie))
        assert self.is_in()

    def set_session(self, cookie: str) -> None:
        self.http.cookies.set("crm_session", cookie, urlsplit(self._site.settings.issuer).hostname or "", "/oauth")

    def number(self, number: str, going_to: str = ACCOUNT) -> Page:
        return self.submit(self.get("/oauth/number", next=going_to), number=number)

    def code(self, page: Page, code: str, document: str = "") -> Page:
        return self.submit(page, "/oauth/code", code=code, document=document)

    def subscriber(self, number: str, document: str = "", going_to: str = ACCOUNT) -> Page:
        page = self.number(number, going_to)
        return self.code(page, self._site.messages.code, document)

    def set_up(self, email: str = OPERATOR, **code: str) -> Page:
        """The page with the key of a new second factor, after the password (and `code`, a code of the present one)."""
        return self.submit(self.get("/oauth/set-up-factor"), current=PASSWORDS[email], **code)

    def is_in(self) -> bool:
        return self.get(ACCOUNT).status == 200


class Site:
    """The application with its browsers, and SQL on the same database."""

    def __init__(self, world: "World", settings: Settings) -> None:
        self.world = world
        self.settings = settings
        self.messages = Recorded()
        self.app = create_app(settings, world.url, messages=self.messages)
        self.app.state.auth.passwords._hash = QUICK
        self.run = world.client.run
        self._browsers: list[Browser] = []

    def browser(self, **headers: str) -> Browser:
        self._browsers.append(Browser(self, **headers))
        return self._browsers[-1]

    def reset(self) -> None:
        """Close the browsers and forget the messages of a test."""
        for browser in self._browsers:
            self.run(browser.http.aclose())
        self._browsers.clear()
        self.messages.sent.clear()
        self.messages.down = False
        self.messages.connected = True

    def close(self) -> None:
        self.reset()
        self.run(self.app.state.database.close())

    def sql(self, statement: str, *arguments: object) -> Any:
        return self.run(self.world.beside.fetch(statement, *arguments))

    def value(self, statement: str, *arguments: object) -> Any:
        return self.sql(statement, *arguments)[0][0]

    def sessions(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.sql("select subject, methods, verified_holder from session order by id")]

    def user(self, email: str) -> Any:
        return self.sql("select * from user_account where email = $1", email)[0]

    def device(self) -> Any:
        """Start a device authorization (RFC 8628); the answer of the endpoint."""
        http = self.browser().http
        data = {"client_id": "crm-cli", "scope": "openid read"}
        return self.run(http.post("/oauth/device_authorization", data=data)).json()

    def poll(self, device: Any) -> Any:
        """Ask for the tokens of a device; the answer of the token endpoint."""
        data = {"client_id": "crm-cli", "grant_type": DEVICE_GRANT, "device_code": device["device_code"]}
        return self.run(self.browser().http.post("/oauth/token", data=data)).json()


KEPT = ("customer", "user_account", "contract", "identity_document", "oauth_client")
EMPTIED = (
    "refresh_token", "authorization_code", "device_code", "oauth_grant", "session", "recovery_code", "one_time_code",
    "attempt_counter", "failed_attempts", "revocation", "notification",
)  # fmt: skip
COLUMNS = """
select string_agg(quote_ident(column_name), ', ') from information_schema.columns
where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'
"""


class World:
    """One database for all tests of the pages. `restore` brings it back to its first state before each test."""

    def __init__(self, place: ServerLocation, name: str, settings: Settings) -> None:
        self.url = place.url(APPLICATION_ROLE, name)
        admin = Viewer(Role.ADMIN, "admin", subject="user:admin")
        self.client = Client(self.url, settings, viewer=admin)
        self.beside = self.client.run(connect(self.url))
        self._owner = self.client.run(connect(place.url(OWNER_ROLE, name), role=None))
        self._restore = self.client.run(self._keep())

    async def _keep(self) -> str:
        statements = ["set session_replication_role = replica", *(f"delete from {table}" for table in EMPTIED)]
        for email, password in PASSWORDS.items():
            change = "update user_account set password_hash = $2 where email = $1"
            await self._owner.execute(change, email, QUICK.hash(password))
        await self._owner.execute("create schema kept")
        for table in KEPT:
            columns = await self._owner.fetchval(COLUMNS, table)
            await self._owner.execute(f"create table kept.{table} as select {columns} from public.{table}")
            statements += [f"delete from {table}", f"insert into {table} ({columns}) select * from kept.{table}"]
        return ";".join([*statements, "set session_replication_role = origin"])

    def restore(self) -> None:
        self.client.run(self._owner.execute(self._restore))

    def close(self) -> None:
        self.client.run(self.beside.close())
        self.client.run(self._owner.close())
        self.client.close()


def number_of(site: Site, customer: str = "CD00000001") -> str:
    """The first phone number of a customer's live contracts."""
    found: str = site.value(
        "select p.msisdn from phone_number p join contract k on k.phone_number_id = p.id "
        "join customer c on c.id = k.customer_id where c.number = $1 and k.status in ('ACTIVE', 'SUSPENDED') "
        "order by k.number limit 1",
        customer,
    )
    return found


def wrong(code: str) -> str:
    """A code other than this one."""
    return f"{(int(code) + 1) % 100_000_000:08}"


def authorize_url(client_id: str = "operator-app", verifier: str = "v" * 43, **more: str) -> str:
    asked = {
        "client_id": client_id,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "state": "abc",
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
        **more,
    }
    return f"/oauth/authorize?{urlencode(asked)}"


INVITE = """
mutation Invite($input: InviteUserInput!) { inviteUser(input: $input) { user { id status } invitationUrl errors { code } } }
"""


def invite(site: Site, role: str = "OPERATOR", name: str = "Asel Nowak") -> str:
    """Invite a user as an administrator. Returns the path of the invitation link."""
    given = {"email": "asel@crm.example", "name": name, "role": role}
    said = site.world.client.ask(INVITE, {"input": given})["inviteUser"]
    assert said["errors"] == []
    url: str = said["invitationUrl"]
    assert url.startswith(f"{site.settings.issuer}/oauth/invitation?token=")
    return url.removeprefix(site.settings.issuer)


class Victim:
    """A person with a form of every kind open, each of which another site could try to submit."""

    def __init__(self, site: Site) -> None:
        self.browser = site.browser()
        self.browser.enter()
        self.device = site.device()
        link = invite(site)
        at_the_door = site.browser()
        self.browser.number(number_of(site))
        second = at_the_door.password(ADMIN).forms[0].fields["state"]
        set_up = self.browser.set_up()
        key = set_up.codes[0]
        self.forms: dict[str, dict[str, str]] = {
            SIGN_IN: {"email": ANALYST, "password": PASSWORDS[ANALYST]},
            "/oauth/number": {"number": number_of(site, "CD00000002")},
            "/oauth/code": {"number": number_of(site), "code": site.messages.code},
            "/oauth/second-factor": {"state": second, "code": pyotp.TOTP(ADMIN_SECOND_FACTOR).now()},
            "/oauth/set-up-factor": {"state": set_up.forms[0].fields["state"], "code": pyotp.TOTP(key).now()},
            "/oauth/invitation": {"token": parse_qs(urlsplit(link).query)["token"][0], "password": GOOD_PASSWORD},
            "/oauth/device": {"user_code": self.device["user_code"], "decision": "approve"},
            ACCOUNT: {"current": PASSWORDS[OPERATOR], "password": GOOD_PASSWORD},
            authorize_url("subscriber-app", redirect_uri="telecomcrm://callback"): {"x": "y"},
        }


def whole_state(site: Site) -> list[Any]:
    """All rows that a form can change, and the messages sent."""
    tables = ("session", "one_time_code", "device_code", "recovery_code", "authorization_code")
    found: list[Any] = [
        tuple(tuple(row) for row in site.sql(f"select t::text from {table} t order by 1")) for table in tables
    ]
    users = (
        "select email, status, password_hash, totp_secret, totp_last_step, invitation_hash from user_account order by 1"
    )
    return [*found, [tuple(row) for row in site.sql(users)], list(site.messages.sent)]
