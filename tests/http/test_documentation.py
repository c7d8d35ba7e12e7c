"""`/docs` and `/`: media types, caching, content security policy, and paths outside of the site."""

import asyncio
import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from backend.http.compression import Compression
from backend.http.documentation import documentation_routes
from backend.http.start import start_routes
from backend.settings import Settings
from tests.client import Client

SCRIPT = "document.documentElement.dataset.ready = 'yes'"
PAGE = f"<!doctype html><title>Pagination</title><script>{SCRIPT}</script><p>{'text ' * 400}</p>"


class Reader:
    """A client that does not follow redirects."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Request a path exactly as written, without normalisation."""

        async def ask() -> httpx.Response:
            url = httpx.URL(scheme="http", host="127.0.0.1", port=8000, raw_path=path.encode())
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app)) as http:
                return await http.get(url, headers=named)

        return asyncio.run(ask())


Site = Callable[..., Reader]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A function that serves only these two routes, with the given settings; a secret file lies beside the site."""
    folder = tmp_path / "site"
    (tmp_path / "secret.txt").write_text("not of the site")

    def opened(*, built: bool = True, **settings: object) -> Reader:
        if built:
            for name, text in {
                "index.html": PAGE,
                "concepts/pagination/index.html": PAGE,
                "assets/javascripts/bundle.77dd0ce9.min.js": "run()",
                "assets/images/favicon.png": "picture",
                "search.json": "{}",
            }.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)
            (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
        given = Settings(data_dir=tmp_path, **settings)
        routes = [*start_routes(given, folder), *documentation_routes(given, folder)]
        app = Starlette(routes=routes, middleware=[Middleware(Compression)])
        app.router.redirect_slashes = False
        return Reader(app)

    return opened


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("path", "kind", "cached"),
    [
        ("/docs/", "text/html; charset=utf-8", "no-cache"),
        ("/docs/concepts/pagination/", "text/html; charset=utf-8", "no-cache"),
        (
            "/docs/assets/javascripts/bundle.77dd0ce9.min.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        ("/docs/assets/images/favicon.png", "image/png", "no-cache"),
        ("/docs/search.json", "application/json", "no-cache"),
    ],
)
def test_a_file_has_its_media_type_and_cache_control(site: Site, path: str, kind: str, cached: str) -> None:
    answer = site().get(path)
    assert (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"]) == (200, kind, cached)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_cached_page_is_revalidated_by_its_entity_tag(site: Site, tmp_path: Path) -> None:
    http = site()
    first = http.get("/docs/")
    again = http.get("/docs/", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    (tmp_path / "site" / "index.html").write_text(PAGE.replace("Pagination", "Filtering"))
    rebuilt = http.get("/docs/", if_none_match=first.headers["etag"])
    assert rebuilt.status_code == 200
    assert "Filtering" in rebuilt.text


def test_a_page_is_compressed(site: Site) -> None:
    answer = site().get("/docs/", accept_encoding="br")
    assert answer.headers["content-encoding"] == "br"
    assert answer.text == PAGE


@pytest.mark.parametrize(
    "path",
    [
        "/docs/%2e%2e/secret.txt",
        "/docs/..%2fsecret.txt",
        "/docs/concepts/%2e%2e/%2e%2e/secret.txt",
        "/docs//etc/passwd",
        "/docs/%2fetc/passwd",
        "/docs/link.txt",
        "/docs/a%00b",
        f"/docs/{'a' * 5_000}",
        "/docs/nothing/",
        "/docs/index.html/",
        "/docs/assets/",
    ],
)
def test_a_path_outside_of_the_site_is_not_found(site: Site, path: str) -> None:
    answer = site().get(path)
    assert answer.status_code == 404
    assert "not of the site" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")


def test_a_page_may_run_its_own_scripts_only(site: Site) -> None:
    policy = site().get("/docs/").headers["content-security-policy"]
    assert policy == (
        f"default-src 'none'; script-src 'self' {digest(SCRIPT)}; style-src 'self' 'unsafe-inline'; img-src 'self' "
        "data:; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def test_redirects_and_links_include_the_path_prefix(site: Site) -> None:
    http = site(public_url="https://desk.example/crm")
    assert http.get("/docs").headers["location"] == "/crm/docs/"
    assert http.get("/docs/concepts/pagination").headers["location"] == "/crm/docs/concepts/pagination/"
    assert 'href="/crm/docs/"' in http.get("/docs/nothing").text
    links = re.findall(r'(?:href|src)="([^"]*)"', http.get("/").text)
    assert "/crm/graphql" in links
    assert all(link.startswith("/crm/") for link in links)


def test_without_a_built_site_there_is_no_link_to_it(site: Site) -> None:
    http = site(built=False)
    answer = http.get("/docs/")
    assert answer.status_code == 404
    assert "make docs" in answer.text
    assert "/docs" not in http.get("/").text


def test_the_start_page_loads_nothing_else(site: Site) -> None:
    answer = site().get("/")
    assert answer.status_code == 200
    links = re.findall(r'href="([^"]*)"', answer.text)
    assert set(links) == {
        "/graphql", "/docs/", "/oauth/account", "/healthz", "/readyz", "/metrics", "/.well-known/openid-configuration",
    }  # fmt: skip
    assert re.findall(r"<(?:script|img|link|iframe)|src=|@import|url\(| style=", answer.text) == []
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style is not None
    assert answer.headers["content-security-policy"] == (
        f"default-src 'none'; style-src {digest(style[1])}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({"demo": True}, True),
        ({"demo": False}, False),
        ({"demo": True, "host": "0.0.0.0"}, False),
        ({"demo": True, "host": "0.0.0.0", "demo_beyond_loopback": True}, True),
    ],
)
def test_the_start_page_shows_the_users_of_the_demo_only_where_they_can_sign_in(
    site: Site, settings: dict[str, object], *, shown: bool
) -> None:
    text = site(**settings).get("/").text
    for secret in ("operator@demo.example", "admin of the demo", "2V2MTQMKJQIS54ZGX5UELURUOUQ6AWSA", "demo-service"):
        assert (secret in text) is shown


@pytest.mark.database
def test_the_application_serves_the_start_page_and_the_documentation(reading_client: Client) -> None:
    start = reading_client.run(reading_client.http.get("/"))
    assert (start.status_code, "<h1>Telecom CRM</h1>" in start.text) == (200, True)
    assert reading_client.run(reading_client.http.get("/docs")).headers["location"] == "/docs/"
