"""Calls from the mutations of reconciliation to the services."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import Refusal
from backend.resolvers.context import Context
from backend.services import quotas, reconciliation
from backend.services.idempotency import Outcome
from backend.services.quotas import Quota
from backend.services.reconciliation.file import Rereadable


async def import_settlement(context: Context, gateway: str, day: date, upload: Rereadable, key: str) -> Outcome:
    """Read the file to compute its digest, which is part of the input that the idempotency key identifies."""
    try:
        file = await reconciliation.measured(upload, context.settings.max_settlement_bytes)
    except Refusal as refusal:
        return Outcome.refused(refusal)

    async def verb(session: AsyncSession) -> str:
        await quotas.use(session, context.settings, context.viewer, {Quota.FILES: 1, Quota.BYTES: file.size_bytes})
        return await reconciliation.import_settlement(session, context.actor, gateway, day, file)

    return await context.perform(
        "importSettlement", {"gateway": gateway, "day": day, "sha256": file.sha256.hex()}, key, verb
    )


async def apply_repair(context: Context, mismatch_id: str, note: str | None, key: str) -> Outcome:
    try:
        await context.billing.poll_mismatch(mismatch_id)
    except Refusal as refusal:
        return Outcome.refused(refusal)
    return await context.perform(
        "applyRepair",
        {"id": mismatch_id, "note": note},
        key,
        lambda session: reconciliation.apply_repair(session, context.viewer, mismatch_id, note),
    )


async def dismiss_mismatch(context: Context, mismatch_id: str, note: str, key: str) -> Outcome:
    return await context.perform(
        "dismissMismatch",
        {"id": mismatch_id, "note": note},
        key,
        lambda session: reconciliation.dismiss_mismatch(session, context.viewer, mismatch_id, note),
    )
