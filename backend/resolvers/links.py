"""Fields of money whose truth is outside the database: links to papers, and to where a payment goes on."""

from typing import Any

from strawberry import Info, Parent

from backend.auth.viewer import SUBSCRIBERS, Role
from backend.identifiers import PAYMENT_ID
from backend.resolvers.context import Context


async def bill_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to the bill; none for analysts, since it names the customer."""
    if info.context.viewer.role is Role.ANALYST:
        return None
    return info.context.links.document("bill", {"id": root[info.path.key]["id"], **_named(info)})


async def statement_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to a statement; none for analysts."""
    if info.context.viewer.role is Role.ANALYST:
        return None
    return info.context.links.document("statement", {**root[info.path.key], **_named(info)})


async def checkout_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """Where a payment goes on; a subscriber is told of those they began themselves, an analyst of none."""
    viewer, needs = info.context.viewer, root[info.path.key]
    if viewer.role is Role.ANALYST or (viewer.role in SUBSCRIBERS and needs["payer"] != viewer.subject):
        return None
    return info.context.billing.checkout_of(
        PAYMENT_ID.parse_key(needs["id"]),
        needs["status"],
        needs["gateway"],
        needs["gateway_reference"],
        needs["checkout_url"],
    )


def _named(info: Info[Context, None]) -> dict[str, bool]:
    """Whoever merely holds the phone does not learn from a paper whose the line is; in the graph they do not either."""
    return {"named": info.context.viewer.role is not Role.LINE}


async def rejected_rows_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to a file's rejected rows; none for analysts, since rows name people."""
    return _import_url(root, info, "rejected")


async def outcome_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to what became of a file's rows; none for analysts."""
    return _import_url(root, info, "outcome")


def _import_url(root: Any, info: Info[Context, None], what: str) -> str | None:
    if info.context.viewer.role is Role.ANALYST:
        return None
    return info.context.links.rows(root[info.path.key]["id"], what)
