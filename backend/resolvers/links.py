"""Fields that are links: to bills, statements, files of imports, and payment pages of gateways."""

from datetime import UTC, datetime
from typing import Any

from strawberry import Info, Parent

from backend.auth.viewer import SUBSCRIBERS, Role
from backend.identifiers import EXPORT_JOB_ID, PAYMENT_ID
from backend.resolvers.context import Context
from backend.services.exports import subject_of


async def bill_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to the bill; null for analysts, because a bill contains the name of the customer."""
    viewer = info.context.viewer
    if viewer.role is Role.ANALYST:
        return None
    return info.context.links.document("bill", {"id": root[info.path.key]["id"], **_name_option(info)}, viewer)


async def statement_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to a statement; null for analysts."""
    viewer = info.context.viewer
    if viewer.role is Role.ANALYST:
        return None
    return info.context.links.document("statement", {**root[info.path.key], **_name_option(info)}, viewer)


async def checkout_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """The payment page of the gateway; null for analysts, and for subscribers who did not start the payment."""
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


def _name_option(info: Info[Context, None]) -> dict[str, bool]:
    """Documents for the role LINE omit the name of the customer, which the role cannot read in the graph either."""
    return {"named": info.context.viewer.role is not Role.LINE}


async def rejected_rows_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to the rejected rows of a file; null for analysts, because rows contain personal data."""
    return _import_url(root, info, "rejected")


async def outcome_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to the outcome of each row of a file; null for analysts."""
    return _import_url(root, info, "outcome")


async def export_url(root: Parent[Any], info: Info[Context, None]) -> str | None:
    """A link to the file of an export, for its requester only."""
    viewer, needs = info.context.viewer, root[info.path.key]
    if needs["file_key"] is None or needs["subject"] != subject_of(viewer):
        return None
    if datetime.fromisoformat(needs["expires_at"]) <= datetime.now(UTC):
        return None
    return info.context.links.export(
        EXPORT_JOB_ID.encode(EXPORT_JOB_ID.parse_key(needs["id"])), subject_of(viewer), viewer
    )


def _import_url(root: Any, info: Info[Context, None], what: str) -> str | None:
    if info.context.viewer.role is Role.ANALYST:
        return None
    return info.context.links.rows(root[info.path.key]["id"], what, info.context.viewer)
