"""Scheduled acts are done when they are due: each once, by the rules of the act, which are checked again."""

from typing import assert_never

import sqlalchemy as sa
from asyncpg import Record
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.masks import SCHEDULE
from backend.errors import Refusal
from backend.identifiers import CONTRACT_ID
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import Contract, ScheduledAct, ScheduledActKind, ScheduledActStatus, Tariff
from backend.services.acts import Acting, NodeId
from backend.services.contract_status import close
from backend.services.recording import Journal
from backend.services.request.validation import scheduled
from backend.services.tariff_change import do_options_change, do_tariff_change

DONE_AT_ONCE = 1000
_DUE = f"""
select id, contract_id, balance_to_id from scheduled_act where status = 'PENDING' and due_at <= now()
order by due_at, id limit {DONE_AT_ONCE}
"""


@job("do scheduled acts", cron="* * * * *")
async def do_scheduled_acts(tools: Tools, _: Job) -> None:
    """Do the scheduled acts that are due. One that is refused is FAILED, with the reason."""
    for row in await tools.database.fetch(_DUE):
        async with tools.database.transaction() as session:
            await _finish(session, tools, row)


async def _finish(session: AsyncSession, tools: Tools, row: Record) -> None:
    """Do one act, unless somebody holds its contracts: the next run does it then. It waits for no lock, since verbs
    lock contracts in the order of their ids before anything else.
    """
    keys = {row["contract_id"], row["balance_to_id"]} - {None}
    contracts = sa.select(Contract).where(Contract.id.in_(keys)).order_by(Contract.id).with_for_update(skip_locked=True)
    locked = {each.id: each for each in await session.scalars(contracts)}
    pending = sa.select(ScheduledAct).where(
        ScheduledAct.id == row["id"], ScheduledAct.status == ScheduledActStatus.PENDING
    )
    act = await session.scalar(pending.with_for_update(skip_locked=True))
    if act is None or len(locked) < len(keys):
        return
    contract = locked[row["contract_id"]]
    journal = Journal(SCHEDULE, act.reason)
    try:
        async with session.begin_nested():
            acting = scheduled(session, tools, journal)
            # It is ended first, so that a closing does not supersede itself.
            await acting.move(act, "do", of=contract, ended_at=sa.func.now())
            await _do(acting, act, contract)
            await journal.write(session)
    except Refusal as refusal:
        await session.refresh(act)
        journal = Journal(SCHEDULE, refusal.message[:500])
        failed = {"failure_code": refusal.code.value, "failure_message": refusal.message, "ended_at": sa.func.now()}
        await scheduled(session, tools, journal).move(act, "fail", of=contract, **failed)
        await journal.write(session)


async def _do(acting: Acting, act: ScheduledAct, contract: Contract) -> None:
    """Raises Refusal as the act."""
    match act.kind:
        case ScheduledActKind.CHANGE_TARIFF:
            tariff = await acting.session.get_one(Tariff, act.tariff_id)
            assert act.tariff_version_id is not None
            await do_tariff_change(acting, contract, tariff.code, act.tariff_version_id, act.options)
        case ScheduledActKind.CHANGE_OPTIONS:
            await do_options_change(acting, contract, act.options or [])
        case ScheduledActKind.CLOSE:
            other = None if act.balance_to_id is None else NodeId(CONTRACT_ID.encode(act.balance_to_id))
            await close(acting, contract, act.balance, other)
        case _:
            assert_never(act.kind)
