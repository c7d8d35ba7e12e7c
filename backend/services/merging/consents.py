"""Consents in a merge: what one of the customers has withdrawn, the survivor has not consented to."""

import sqlalchemy as sa

from backend.services.acts import Acting
from backend.services.merging.rows import Sides

# The last consent of each customer to a purpose on a channel. A withdrawal on any channel applies to all. A withdrawal
# on one channel applies to a consent for any channel too, unless the customer who withdrew has such a consent as well.
_WITHDRAW = sa.text("""
    with latest as (
        select distinct on (customer_id, purpose, channel) customer_id, purpose, channel, withdrawn_at
        from consent where customer_id in (:survivor, :other)
        order by customer_id, purpose, channel, given_at desc, id desc
    )
    update consent c set withdrawn_at = now(), withdrawn_by = :actor from latest l
    where l.withdrawn_at is not null and l.customer_id <> c.customer_id and c.customer_id in (:survivor, :other)
        and l.purpose = c.purpose and (l.channel in (c.channel, 'ANY') or c.channel = 'ANY' and not exists (
            select from latest a
            where a.customer_id = l.customer_id and a.purpose = l.purpose and a.channel = 'ANY'
                and a.withdrawn_at is null))
        and c.withdrawn_at is null and c.replaced_at is null
""").bindparams(*(sa.bindparam(each, type_=sa.Uuid()) for each in ("survivor", "other")))


async def join_consents(acting: Acting, sides: Sides) -> None:
    """Withdraw the consents that stand with one customer and were withdrawn by the other one. A withdrawal is final: it
    stays when the merge is undone.
    """
    given = {"survivor": sides.survivor_id, "other": sides.other_id, "actor": acting.actor}
    await acting.session.execute(_WITHDRAW, given)
