"""What every page and endpoint outside `/graphql` shares: forms, cookies, headers, languages, the caller's address."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from backend.auth.secrets import Secrets, new_secret
from backend.auth.viewer import Origin
from backend.http.texts import LANGUAGES, NAMES, text
from backend.settings import Settings

LONGEST_FORM = 32_000
MOST_FIELDS = 50
FORM_COOKIE = "crm_form"
LANGUAGE_COOKIE = "crm_language"
SESSION_COOKIE = "crm_session"
YEAR_SECONDS = 31_536_000

_PAGES = Path(__file__).parent / "pages"


class BadForm(Exception):
    """What came is no form of ours."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    type: str = "text"
    value: str = ""
    hint: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    required: bool = True
    invalid: bool = False
    longest: int = 200


@dataclass(frozen=True)
class Button:
    label: str
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Form:
    action: str
    buttons: tuple[Button, ...]
    fields: tuple[Field, ...] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    quiet: bool = False


@dataclass(frozen=True)
class Link:
    href: str
    label: str


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html")


@cache
def style() -> bytes:
    return (_PAGES / "style.css").read_bytes()


def headers_of(scope: Mapping[str, Any]) -> dict[bytes, bytes]:
    """The headers by name; several lines of one name are one list (RFC 9110, section 5.3)."""
    lines: list[tuple[bytes, bytes]] = scope["headers"]
    headers = dict(lines)
    if len(headers) == len(lines):
        return headers
    gathered: dict[bytes, list[bytes]] = {}
    for name, value in lines:
        gathered.setdefault(name, []).append(value)
    return {name: (b"; " if name == b"cookie" else b", ").join(values) for name, values in gathered.items()}


def origin_of(scope: Mapping[str, Any], headers: Mapping[bytes, bytes]) -> Origin:
    """Who is at the other end. uvicorn has put the address there that a trusted proxy named."""
    client = scope.get("client")
    agent = headers.get(b"user-agent")
    return Origin(client[0] if client else None, agent.decode("latin-1") if agent else None)


def security_headers(redirect: str | None = None) -> dict[str, str]:
    """Headers of every page: no script, no frame, no sniffing, no cache.

    Chromium applies `form-action` to where a form's answer redirects to, so the client's redirect URI must be in it.
    """
    target = ""
    if redirect:
        parts = urlsplit(redirect)
        target = f" {parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else f" {parts.scheme}:"
    return {
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
        f"form-action 'self'{target}; frame-ancestors 'none'; base-uri 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not no-referrer: browsers then send `Origin: null` with our own forms.
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def inline_hashes(element: str, html: str) -> list[str]:
    """The sources of a Content-Security-Policy that allow the scripts or styles inside of a page, and no others.

    CSP Level 3, section 8.3: the SHA-256 of the text between the tags.
    """
    found = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in found]


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


class Visit:
    """One request to a page: its language, its form, its cookies."""

    def __init__(self, request: Request, settings: Settings, secrets: Secrets) -> None:
        self.request = request
        self.settings = settings
        self._secrets = secrets
        self.form: dict[str, str] = {}
        self.language = self._language()
        self.form_cookie = request.cookies.get(FORM_COOKIE) or new_secret()
        self.origin = origin_of(request.scope, headers_of(request.scope))
        self._cookies: list[tuple[str, str | None, int | None]] = []
        if request.cookies.get(FORM_COOKIE) != self.form_cookie:
            self.set_cookie(FORM_COOKIE, self.form_cookie)
        if request.query_params.get("lang", "").upper() in LANGUAGES:
            self.set_cookie(LANGUAGE_COOKIE, self.language, YEAR_SECONDS)

    def _language(self) -> str:
        wanted = [self.request.query_params.get("lang", ""), self.request.cookies.get(LANGUAGE_COOKIE, "")]
        asked = self.next_parameter("ui_locales")
        wanted += (asked or self.request.query_params.get("ui_locales", "")).split()
        wanted += [part.partition(";")[0] for part in self.request.headers.get("accept-language", "").split(",")]
        for each in wanted:
            code = each.strip()[:2].upper()
            if code in LANGUAGES:
                return code
        return "EN"

    def text(self, key: str, **facts: object) -> str:
        return text(key, self.language, **facts)

    @property
    def session_cookie(self) -> str | None:
        return self.request.cookies.get(SESSION_COOKIE)

    @property
    def next(self) -> str:
        """Where to go on: one of our own pages, never another site's."""
        wanted = self.form.get("next") or self.request.query_params.get("next") or ""
        return wanted if wanted.startswith("/oauth/") and "\\" not in wanted else "/oauth/account"

    @property
    def here(self) -> str:
        """Where the same page begins anew, and goes on to the same place."""
        return f"{self.request.url.path}?{urlencode(self._kept())}"

    def _kept(self) -> list[tuple[str, str]]:
        """What a link to this page has to hold: once a form was posted, it stands there and not in the address."""
        posted = {name: self.form[name] for name in ("next", "token", "user_code") if self.form.get(name)}
        query = [(k, v) for k, v in self.request.query_params.multi_items() if k != "lang" and k not in posted]
        return [*query, *posted.items()]

    def next_parameter(self, name: str) -> str | None:
        found = dict(parse_qsl(urlsplit(self.next).query)).get(name)
        return None if found is None or "\0" in found else found

    def _form_token(self) -> str:
        return self._secrets.keyed_hash("form", self.form_cookie).hex()

    async def read_form(self) -> None:
        """Read the posted form and see that it is one of ours. Raises BadForm."""
        self.form = dict(await read_form(self.request))
        self.language = self._language()
        self.check_form()

    def check_form(self) -> None:
        """See that the form was on a page of ours, shown to this browser. Raises BadForm."""
        origin = self.request.headers.get("origin")
        ours = {self.request.headers.get("host"), urlsplit(self.settings.issuer).netloc}
        if origin is not None and _host(origin) not in ours:
            raise BadForm(403, "a form of another site")
        given = self.form.get("form_token", "")
        if not hmac.compare_digest(given.encode(), self._form_token().encode()):
            raise BadForm(403, "a form without its token")

    def set_cookie(self, name: str, value: str | None, seconds: int | None = None) -> None:
        """Set a cookie with the answer; without a value, remove it."""
        self._cookies.append((name, value, seconds))

    def _finish(self, response: Response, redirect: str | None = None) -> Response:
        response.headers.update(security_headers(redirect))
        secure, path = self.settings.issuer.startswith("https:"), f"{self.settings.path_prefix}/oauth"
        for name, value, seconds in self._cookies:
            if value is None:
                response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="lax")
            else:
                response.set_cookie(
                    name, value, max_age=seconds, path=path, secure=secure, httponly=True, samesite="lax"
                )
        return response

    def go(self, url: str) -> Response:
        return self._finish(RedirectResponse(self._at(url), 303))

    def _at(self, url: str) -> str:
        """A page of ours as browsers reach it: through a proxy that takes a prefix off the path, with that."""
        return f"{self.settings.path_prefix}{url}" if url.startswith("/") else url

    def page(
        self,
        heading: str,
        *forms: Form,
        intro: tuple[str, ...] = (),
        error: str | None = None,
        links: tuple[Link, ...] = (),
        status: int = 200,
        redirect: str | None = None,
        **more: Any,
    ) -> Response:
        """A page of forms. `redirect` is where one of them may lead in the end."""
        query, here = self._kept(), self.request.url.path
        choices = [
            {"code": code, "name": NAMES[code], "href": f"{here}?{urlencode([*query, ('lang', code)])}"}
            for code in LANGUAGES
        ]
        facts: dict[str, Any] = {"picture": None, "picture_text": "", "key": None, "codes": (), "done": None, **more}
        html = _template().render(
            heading=heading,
            forms=forms,
            intro=intro,
            error=error,
            links=links,
            language=self.language,
            language_label=self.text("language"),
            languages=() if facts["codes"] else choices,  # what is shown once cannot be asked for in another language
            form_token=self._form_token(),
            at=self._at,
            **facts,
        )
        return self._finish(Response(html, status, media_type="text/html"), redirect)


def has_nul(pairs: Iterable[tuple[str, str]]) -> bool:
    """PostgreSQL stores no NUL, and nothing that people or programs mean has one."""
    return any("\0" in part for pair in pairs for part in pair)


async def read_form(request: Request) -> list[tuple[str, str]]:
    """The pairs of a urlencoded body. Raises BadForm."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadForm(415, "send application/x-www-form-urlencoded")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise BadForm(413, "the form is too large")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadForm(400, "not a form in UTF-8") from None
    if has_nul(pairs):
        raise BadForm(400, "a NUL character cannot be part of a form")
    return pairs
