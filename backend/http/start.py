"""`/`: the start page: what this server is, how to get a token, and links."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.demo.access import ADDRESS, ADMIN_SECOND_FACTOR, NAMES, SERVICE_SECRET
from backend.http.documentation import SITE, is_built
from backend.http.web import accepts_demo, headers_of, inline_hashes, security_headers, style
from backend.settings import Settings

_PAGES = Path(__file__).parent / "pages"


def start_routes(settings: Settings, site: Path = SITE) -> list[Route]:
    """The route of the start page. In demo mode it lists the demo's accounts to requests that may use them."""

    async def show(request: Request) -> Response:
        demo = settings.demo and accepts_demo(settings, request.scope, headers_of(request.scope))
        people = [
            {"role": role.upper(), "email": ADDRESS.format(role=role), "password": f"{role} of the demo"}
            for role in (NAMES if demo else ())
        ]
        html = _template().render(
            at=settings.path_prefix,
            issuer=settings.issuer,
            people=people,
            second_factor=ADMIN_SECOND_FACTOR if demo else "",
            service_secret=SERVICE_SECRET if demo else "",
            documented=is_built(site),
        )
        policy = f"default-src 'none'; style-src {' '.join(inline_hashes('style', html))}; base-uri 'none'; "
        headers = {
            **security_headers(),
            "Content-Security-Policy": policy + "form-action 'none'; frame-ancestors 'none'",
        }
        return Response(html, 200, headers, "text/html")

    return [Route("/", show)]


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    # The style sheet is our own file, so it is inserted without escaping.
    environment.globals["style"] = Markup(style().decode())  # noqa: S704
    return environment.get_template("start.html")
