"""The history and the events of a single act, inserted by one statement that is the same for any number of rows."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.records import events, history
from backend.records.rows import as_json

_WRITE = sa.text(f"with history as ({history.WRITE}) {events.WRITE}").bindparams(
    sa.bindparam("steps", type_=sa.Text()), sa.bindparam("events", type_=sa.Text())
)


async def write(session: AsyncSession, steps: Sequence[history.Transition], told: Sequence[events.Entry]) -> None:
    """Insert the transitions of an act and its events, each in their order."""
    if steps or told:
        await session.execute(_WRITE, {"steps": as_json(history.joined(steps)), "events": as_json(told)})
