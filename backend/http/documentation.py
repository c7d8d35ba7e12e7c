"""`/docs`: the documentation site when it was built (`make docs`); otherwise a page that says it was not."""

import asyncio
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backend.http.web import inline_hashes, security_headers
from backend.settings import Settings

SITE = Path(__file__).parent / "site"
YEAR = "public, max-age=31536000, immutable"  # names of files under assets/ contain a hash of their content
MAX_CACHED_FILES = 1_000  # files cached in memory; the site has fewer

_PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class _File:
    body: bytes
    etag: str
    media_type: str
    policy: str


def is_built(site: Path = SITE) -> bool:
    return (site / "index.html").is_file()


def documentation_routes(settings: Settings, site: Path = SITE) -> list[Route]:
    """Routes of `/docs`. `site` is the folder of the built site; it may appear and change while the server runs."""
    home = f"{settings.path_prefix}/docs/"

    async def begin(_: Request) -> Response:
        return RedirectResponse(home, 308)

    async def show(request: Request) -> Response:
        wanted: str = request.path_params["path"]
        path = await asyncio.to_thread(_inside, site, wanted)
        if path is None:
            return _not_found(home, built=is_built(site))
        if path.is_dir():
            return RedirectResponse(f"{home}{wanted}/", 308)
        return _answer(request, path, site)

    return [Route("/docs", begin), Route("/docs/{path:path}", show)]


def _inside(site: Path, wanted: str) -> Path | None:
    """The file of a requested path; the folder when the path lacks its final slash; None when the site has neither."""
    try:
        path = (site / wanted).resolve()
        if wanted.startswith("/") or not path.is_relative_to(site.resolve()):
            return None
        if wanted == "" or wanted.endswith("/"):
            path /= "index.html"
        page = path.is_file() or (path / "index.html").is_file()
    except (OSError, ValueError):  # a name that is too long or contains a NUL
        return None
    return path if page else None


def _answer(request: Request, path: Path, site: Path) -> Response:
    file = _read(path, path.stat().st_mtime_ns)
    hashed_name = path.is_relative_to((site / "assets").resolve()) and path.name.count(".") > 1
    headers = {
        **security_headers(),
        "Content-Security-Policy": file.policy,
        "Cache-Control": YEAR if hashed_name else "no-cache",
        "ETag": file.etag,
    }
    cached_tags = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    if file.etag in cached_tags or file.etag.removeprefix("W/") in cached_tags:
        return Response(status_code=304, headers=headers)
    return Response(file.body, headers=headers, media_type=file.media_type)


@lru_cache(MAX_CACHED_FILES)
def _read(path: Path, _: int) -> _File:
    """The file with the given modification time (ns), cached. Its ETag is weak since the body may be compressed."""
    body = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    policy = _policy(body.decode()) if media_type == "text/html" else "default-src 'none'"
    return _File(body, f'W/"{hashlib.sha256(body).hexdigest()[:32]}"', media_type, policy)


def _policy(html: str) -> str:
    """The Content-Security-Policy of a page: the site's own files, and the page's inline scripts by their hashes.

    Inline styles are allowed because the site's search inserts one; the pages contain nothing that a style could leak.
    """
    scripts = " ".join(("'self'", *inline_hashes("script", html)))
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _not_found(home: str, *, built: bool) -> Response:
    html = _template().render(home=home, built=built)
    styles = " ".join(inline_hashes("style", html))
    policy = f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return Response(html, 404, {**security_headers(), "Content-Security-Policy": policy}, "text/html")


@cache
def _template() -> Any:
    environment = Environment(loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("no_documentation.html")
