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
from backend.http.web import inline_hashes, security_headers, style
from backend.settings import Settings

_PAGES = Path(__file__).parent / "pages"


def start_routes(settings: Settings, site: Path = SITE) -> list[Route]:
    """The route of the start page. Demo accounts are listed only when they can sign in: in demo mode, where the server
    listens on an address on which they are accepted.
    """
    demo = settings.demo and settings.demo_credentials_accepted
    people = [
        {"role": role.upper(), "email": ADDRESS.format(role=role), "password": f"{role} of the demo"}
        for role in (NAMES if demo else ())
    ]

    async def show(_: Request) -> Response:
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
