"""Settings for messages in a merge: where both customers have one for a purpose and channel, the stricter one wins."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.services.merging.rows import Sides

_KEYS = [sa.bindparam(each, type_=sa.Uuid()) for each in ("merge", "survivor", "other")]
_JOIN = sa.text("""
    with stricter as (
        update notification_preference s set allowed = false from notification_preference o
        where s.customer_id = :survivor and o.customer_id = :other and o.purpose = s.purpose and o.channel = s.channel
            and s.allowed and not o.allowed
        returning s.purpose, s.channel
    )
    insert into merged_row (merge_id, table_name, column_name, row_key, before, after)
    select :merge, 'notification_preference', 'allowed', jsonb_build_object('purpose', purpose, 'channel', channel),
        'true', 'false'
    from stricter
""").bindparams(*_KEYS)
_RETURN = sa.text("""
    update notification_preference p set allowed = true from merged_row m
    where m.merge_id = :merge and m.table_name = 'notification_preference' and m.column_name = 'allowed'
        and p.customer_id = :survivor and p.purpose = m.row_key ->> 'purpose' and p.channel = m.row_key ->> 'channel'
        and p.updated_at <= (select created_at from customer_merge where id = :merge)
""").bindparams(*_KEYS[:2])


async def join_preferences(session: AsyncSession, sides: Sides) -> None:
    """Forbid to the survivor what only the other customer forbade."""
    await session.execute(_JOIN, sides.parameters)


async def return_preferences(session: AsyncSession, sides: Sides) -> None:
    """Allow it again, unless the setting was changed since."""
    await session.execute(_RETURN, {"merge": sides.merge_id, "survivor": sides.survivor_id})
