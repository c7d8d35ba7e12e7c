"""Possible duplicates in a merge: the pair of both customers, and the pairs of the other one with further customers."""

import sqlalchemy as sa

from backend.identifiers import NodeType
from backend.models import DUPLICATE_PAIR_STATES, DuplicatePair, DuplicatePairStatus
from backend.services.acts import Acting
from backend.services.merging.rows import Sides
from backend.services.recording import target_of

# Pairs of the survivor with the same customers stay; those of the other one are deleted, and found again if undone.
_MOVE = sa.text("""
    with theirs as materialized (
        select id, case when customer_id = :other then other_id else customer_id end as third, customer_id, other_id
        from duplicate_pair
        where :other in (customer_id, other_id) and :survivor not in (customer_id, other_id)
            and status <> 'MERGED'
        order by id for update
    ), wanted as (
        select id, least(third, :survivor) as one, greatest(third, :survivor) as two,
            jsonb_build_array(customer_id, other_id) as before
        from theirs
    ), moved as (
        update duplicate_pair p set customer_id = w.one, other_id = w.two from wanted w
        where p.id = w.id and not exists (
            select from duplicate_pair x where x.customer_id = w.one and x.other_id = w.two)
        returning p.id, w.before, jsonb_build_array(w.one, w.two) as after
    ), noted as (
        insert into merged_row (merge_id, table_name, column_name, row_key, before, after)
        select :merge, 'duplicate_pair', 'customer_id', jsonb_build_object('id', id), before, after from moved
        returning row_key
    )
    delete from duplicate_pair d using theirs where d.id = theirs.id and d.status = 'OPEN'
        and not exists (select from moved where moved.id = d.id)
""").bindparams(*(sa.bindparam(each, type_=sa.Uuid()) for each in ("merge", "survivor", "other")))
_RETURN = sa.text("""
    update duplicate_pair p
    set customer_id = cast(m.before ->> 0 as uuid), other_id = cast(m.before ->> 1 as uuid)
    from merged_row m
    where m.merge_id = :merge and m.table_name = 'duplicate_pair' and m.column_name = 'customer_id'
        and p.id = cast(m.row_key ->> 'id' as uuid)
        and jsonb_build_array(p.customer_id, p.other_id) = m.after
        and not exists (
            select from duplicate_pair x
            where x.customer_id = cast(m.before ->> 0 as uuid) and x.other_id = cast(m.before ->> 1 as uuid))
""").bindparams(sa.bindparam("merge", type_=sa.Uuid()))


async def _pair(acting: Acting, sides: Sides) -> DuplicatePair | None:
    """The pair of both customers, locked, if a search has found it."""
    one, other = sorted((sides.survivor_id, sides.other_id))
    found: DuplicatePair | None = await acting.session.scalar(
        sa.select(DuplicatePair)
        .where(DuplicatePair.customer_id == one, DuplicatePair.other_id == other)
        .with_for_update()
    )
    return found


async def merge_pairs(acting: Acting, sides: Sides) -> None:
    """Close the pair of both customers, and let those of the other one be the survivor's."""
    pair = await _pair(acting, sides)
    if pair is not None and pair.status is DuplicatePairStatus.OPEN:
        await _decide(acting, pair, "merge")
    await acting.session.execute(_MOVE, sides.parameters)


async def return_pairs(acting: Acting, sides: Sides) -> None:
    """Open the pair of both customers again where the merge closed it, and return the others."""
    pair = await _pair(acting, sides)
    if pair is not None and pair.status is DuplicatePairStatus.MERGED:
        await _decide(acting, pair, "undo")
    await acting.session.execute(_RETURN, {"merge": sides.merge_id})


async def _decide(acting: Acting, pair: DuplicatePair, verb: str) -> None:
    target = target_of(DUPLICATE_PAIR_STATES, pair.status, verb)
    # Without a customer: subscribers do not learn about it.
    acting.journal.step(NodeType.DUPLICATE_PAIR, pair.id, verb, pair.status, target)
    await acting.update(pair, status=target)
