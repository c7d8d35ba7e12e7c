"""Fields of bills and statements whose truth is outside the database: links to their PDFs."""

from typing import Any

from strawberry import Info, Parent

from backend.auth.viewer import Role
from backend.resolvers.context import Context


async def bill_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to the bill; none for analysts, since it names the customer."""
    if info.context.viewer.role is Role.ANALYST:
        return None
    return info.context.links.document("bill", {"id": root[info.path.key]["id"]})


async def statement_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to a statement; none for analysts."""
    if info.context.viewer.role is Role.ANALYST:
        return None
    return info.context.links.document("statement", root[info.path.key])
