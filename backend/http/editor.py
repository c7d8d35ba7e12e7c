"""The page of the GraphQL editor, whose scripts and styles come from unpkg.com with the hashes of their content."""

import re
from functools import cache
from pathlib import Path

import strawberry

from backend.http.web import inline_hashes, security_headers

_PAGE = Path(strawberry.__file__).parent / "static" / "graphiql.html"


@cache
def editor() -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
    """The page and its headers. Its policy names each script and style, because unpkg.com serves what anybody wrote."""
    html = _PAGE.read_text()
    scripts = " ".join(re.findall(r'src="(https://[^"]+)"', html) + inline_hashes("script", html))
    styles = " ".join(re.findall(r'href="(https://[^"]+\.css)"', html))
    # GraphiQL sets styles of elements; they can only load fonts and pictures that are in the page itself.
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline' {styles}; img-src data:; font-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {**security_headers(), "Content-Security-Policy": policy, "Cache-Control": "no-cache"}
    return html.encode(), tuple((name.lower().encode(), value.encode()) for name, value in headers.items())
