"""The course of an upload: quota, file store, verb. What the verb does not keep is given back."""

from collections.abc import Awaitable, Callable, Mapping

from backend.documents.files import Stored, Upload
from backend.errors import InsufficientStorage, Refusal, RequestError, Throttled
from backend.resolvers.context import Context
from backend.services.idempotency import Outcome
from backend.services.quotas import Quota

# Stores the file, and performs the verb: its outcome, and whether this call ran the verb, or an earlier one with the
# same key.
Store = Callable[[], Awaitable[Stored]]
Keep = Callable[[Stored], Awaitable[tuple[Outcome, bool]]]


async def received(context: Context, upload: Upload, store: Store, keep: Keep) -> Outcome:
    """Use the viewer's quota, store the file and perform the verb.

    The file is deleted and the quota returned where the file or the verb is refused, and where the file was uploaded
    before with the same key. Where the verb fails, the row may exist, so the file stays; a job sweeps it otherwise.
    Raises Throttled before anything is stored.
    """
    amounts = {Quota.FILES: 1, Quota.BYTES: upload.size or 0}
    await context.use_quotas(amounts)
    try:
        stored = await store()
    except (Refusal, RequestError) as error:
        await context.give_back_quotas(amounts)
        if isinstance(error, Refusal):
            return Outcome.refused(error)
        raise
    try:
        outcome, ran = await keep(stored)
    except (Throttled, InsufficientStorage):  # raised before the verb
        await _undo(context, stored, amounts)
        raise
    if outcome.errors or not ran:
        await _undo(context, stored, amounts)
    return outcome


async def _undo(context: Context, stored: Stored, amounts: Mapping[Quota, int]) -> None:
    await context.files.delete(stored.key)
    await context.give_back_quotas(amounts)
