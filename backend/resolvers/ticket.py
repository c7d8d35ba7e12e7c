"""Fields of attachments that are resolved from outside the database."""

from typing import Any

from strawberry import Info, Parent

from backend.auth.viewer import Role
from backend.resolvers.context import Context


async def file_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to a file; null for analysts, because files may contain data that is masked for them."""
    needs = root[info.path.key]
    if info.context.viewer.role is Role.ANALYST:
        return None
    return info.context.links.url(
        needs["id"], needs["name"], needs["media_type"], needs["size_bytes"], info.context.viewer
    )
