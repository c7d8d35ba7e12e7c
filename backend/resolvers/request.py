"""Fields of requests that are resolved from outside the database."""

from typing import Any

from strawberry import Info, Parent

from backend.auth.viewer import Role
from backend.resolvers.context import Context


async def file_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to a file; null for analysts, and for a LINE, who may not be the person whose document it shows."""
    needs = root[info.path.key]
    if info.context.viewer.role in {Role.ANALYST, Role.LINE}:
        return None
    return info.context.links.url(
        needs["file_id"], needs["name"], needs["media_type"], needs["size_bytes"], info.context.viewer
    )
