"""The course of an act, and of an upload: quota, file store, verb. What the verb does not keep is given back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.documents.files import Received, Stored, Upload
from backend.errors import ErrorCode, InsufficientStorage, Refusal, RequestError, Throttled
from backend.exports.reads import ExportReads
from backend.identifiers import SIM_ID
from backend.resolvers.context import Context
from backend.resolvers.planned import NOT_PLANNED, Planning, held, rehearse
from backend.services import command_digest, processes
from backend.services.acts import Act, Acting
from backend.services.idempotency import Outcome, Verb, wrong_key
from backend.services.plans.tokens import Picked
from backend.services.processes import Outside
from backend.services.quotas import Quota
from backend.services.recording import Journal
from backend.services.reservation import reserve_planned

RESERVING = "reserveSim"  # as which the audit trail has the reservations of dry runs
# Stores the file, and performs the verb: its outcome, and whether this call ran the verb, or an earlier one with the
# same key.
Store = Callable[[], Awaitable[Received]]
Keep = Callable[[Received], Awaitable[tuple[Outcome, bool]]]


async def perform(
    context: Context, act: Act[Any], values: Mapping[str, Any], key: str | None, planning: Planning = NOT_PLANNED
) -> Outcome:
    """Perform an act. `values`: the fields of its command; a file as it was uploaded."""
    if planning.reserve and not planning.dry_run:
        message = "`reserve` is for dry runs: give `dryRun: true` beside it"
        return Outcome.refused(Refusal(ErrorCode.INVALID_INPUT, message, ["reserve"]))
    if planning.dry_run and (wrong := wrong_key(key)) is not None:
        return Outcome.refused(wrong)
    if act.check is not None and (refused := await _checked(context, act, values, key, planning)) is not None:
        return refused
    if planning.dry_run:
        return await _rehearse(context, act, values, key, planning)
    store = act.store
    if store is None:
        return await _with_calls(context, act, act.command(**values), key, planning.token)
    await context.check_rate(act.name, key)
    upload = values[act.file]

    async def keep(stored: Received) -> tuple[Outcome, bool]:
        return await _perform(context, act, act.command(**{**values, act.file: stored}), key, planning.token)

    return await received(context, upload, lambda: store(context.files, context.settings, upload), keep)


async def _checked(
    context: Context, act: Act[Any], values: Mapping[str, Any], key: str | None, planning: Planning
) -> Outcome | None:
    """The refusal of a command by the act's check; None where it passes."""
    assert act.check is not None
    await context.check_rate(act.name, key)
    try:
        await act.check(_outside(context), act.command(**values))
    except Refusal as refusal:
        return Outcome.refused(refusal) if planning.dry_run else await _refused(context, act, refusal)
    return None


async def _refused(context: Context, act: Act[Any], refusal: Refusal) -> Outcome:
    """Write the audit entry of a refusal before the verb. The idempotency key is not used."""

    async def verb(_: AsyncSession) -> str:
        raise refusal

    return await context.perform(act.name, {}, None, verb)


def _outside(context: Context) -> Outside:
    return Outside(context.viewer, context.billing, ExportReads(context.planner))


async def _with_calls(context: Context, act: Act[Any], command: Any, key: str | None, token: str | None) -> Outcome:
    """The outcome of an act with its calls of somebody outside, if it has any.

    Nobody is called before an act whose plan does not hold any more: it is refused, or was done earlier with its key.
    """
    before = act.before
    if before is not None:
        await context.check_rate(act.name, key)
        if token is not None and (await context.tried(_held(context, act, command, key, token))).is_about_plan:
            before = None

    async def perform() -> Outcome:
        outcome, _ = await _perform(context, act, command, key, token)
        return outcome

    async def refuse(refusal: Refusal) -> Outcome:
        return await _refused(context, act, refusal)

    return await processes.run(_outside(context), command, before, act.then, perform, refuse)


def _verb(context: Context, act: Act[Any], command: Any, key: str | None, planned: Picked | None = None) -> Verb:
    gateways = tuple(context.billing.gateways)
    return act.verb(
        context.settings, context.viewer, context.origin, command, planned=planned, key=key, gateways=gateways
    )


def _held(context: Context, act: Act[Any], command: Any, key: str | None, token: str) -> Verb:
    """The verb of an act, which is refused where it does not do what was planned."""
    return held(context, act.name, act.meant(command), lambda picked: _verb(context, act, command, key, picked), token)


async def _perform(
    context: Context, act: Act[Any], command: Any, key: str | None, token: str | None
) -> tuple[Outcome, bool]:
    """The outcome of an act, and whether this call ran it to its end, or an earlier one with the same key."""
    ran = False
    statement = act.as_statement(context.settings, context.viewer, command) if act.as_statement else None
    verb = _verb(context, act, command, key) if token is None else _held(context, act, command, key, token)

    async def run(session: AsyncSession) -> str | Outcome:
        nonlocal ran
        found = await verb(session)
        ran = True
        return found

    return await context.perform(act.name, act.meant(command), key, run, None if token else statement), ran


async def _rehearse(
    context: Context, act: Act[Any], values: Mapping[str, Any], key: str | None, planning: Planning
) -> Outcome:
    """The plan of an act. Its file is checked and not stored."""
    if act.store is not None:
        await context.check_rate(act.name, None)
        upload = values[act.file]
        await context.check_quotas({Quota.FILES: 1, Quota.BYTES: upload.size or 0})
        try:
            stored = await act.store(context.files.rehearsing(), context.settings, upload)
        except Refusal as refusal:
            return Outcome.refused(refusal)
        values = {**values, act.file: stored}
    command = act.command(**values)
    meant = act.meant(command)
    outcome = await rehearse(context, act.name, meant, _verb(context, act, command, key), planning)
    if not planning.reserve or outcome.plan is None:
        return outcome
    digest = command_digest.digest(act.name, meant, context.settings)
    picked = context.plans.opened(context.viewer, act.name, digest, outcome.plan.plan_token).picked
    reserved = await context.perform(RESERVING, {}, None, _reserving(context, picked))
    if reserved.errors:
        return replace(reserved, node_id=None)
    return await rehearse(context, act.name, meant, _verb(context, act, command, key, picked), planning)


def _reserving(context: Context, picked: Picked) -> Verb:
    """The reservation of what a dry run has picked."""

    async def run(session: AsyncSession) -> Outcome:
        journal = Journal(context.viewer.actor)
        acting = Acting(session, context.settings, context.viewer, context.origin, journal)
        sim = await reserve_planned(acting, picked)
        await journal.write(session)
        return Outcome(None if sim is None else SIM_ID.encode(sim))

    return run


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


async def _undo(context: Context, received: Received, amounts: Mapping[Quota, int]) -> None:
    if isinstance(received, Stored):
        await context.files.delete(received.key)
    await context.give_back_quotas(amounts)
