"""The statements of the dispatcher. Each is one transaction for a batch of orders."""

from backend.models.provisioning_order import GIVEN_UP, OPEN, UNDECIDED, ProvisioningStatus
from backend.models.states import text_list
from backend.records.events import insert_events
from backend.records.rows import literal

_S = ProvisioningStatus
_OPEN = text_list(OPEN)
# Pauses before the network is asked again; the last one is repeated.
_PAUSE = "(array['10 seconds', '1 minute', '10 minutes', '1 hour']::interval[])[least({asked} + 1, 4)]"


def _before(*equal: str) -> str:
    """The condition that no open order stands before the order `o` in a lane. A failed order of the same contract does
    not: `o` replaces it.

    Each is a scalar subquery, which PostgreSQL answers from the index of the lane. It would turn `not exists` into a
    join of all open orders, since its statistics rarely know of any.
    """
    return " and ".join(
        f"(select e.place from provisioning_order e where {each} and e.place < o.place and e.status in ({_OPEN})"
        f" and (e.status <> {literal(_S.FAILED)} or e.contract_id <> o.contract_id)"
        " order by e.place limit 1) is null"
        for each in equal
    )


# What an order about a line says, with the services that the contract has now.
_LINE = """
select s.id, s.kind, s.contract_id, s.barring, sim.iccid, n.msisdn, s.status,
    coalesce((select array_agg(o.code order by o.code) from contract_option b
        join tariff_option o on o.id = b.tariff_option_id where b.contract_id = s.contract_id), '{}') as services
from sent s join sim on sim.id = s.sim_id join phone_number n on n.id = s.phone_number_id order by s.place
"""
# Takes at most $1 queued orders whose turn it is. Rows that another dispatcher takes are skipped; so are those behind
# them, which this statement still sees as queued. An order that failed after the next one of its contract was written
# is replaced now; the line still has the SIM and the number from before it.
CLAIM = f"""
with due as materialized (
    select o.id from provisioning_order o
    where o.status = 'QUEUED' and {
    _before(
        "e.contract_id = o.contract_id",
        "e.sim_id = o.sim_id",
        "e.phone_number_id = o.phone_number_id",
        "e.old_sim_id = o.sim_id",
        "e.old_phone_number_id = o.phone_number_id",
    )
}
    order by o.place limit $1 for update of o skip locked
), failed as (
    update provisioning_order e set status = {literal(_S.SUPERSEDED)}
    from due join provisioning_order o using (id)
    where e.contract_id = o.contract_id and e.place < o.place and e.status = {literal(_S.FAILED)}
    returning o.id as next_id, e.old_sim_id, e.old_phone_number_id
), sent as (
    update provisioning_order o set status = {literal(_S.SENT)}, sent_at = now(), attempts = o.attempts + 1, asked = 0,
        ask_at = now() + {_PAUSE.format(asked="0")},
        old_sim_id = coalesce((select f.old_sim_id from failed f where f.next_id = o.id limit 1), o.old_sim_id),
        old_phone_number_id =
            coalesce((select f.old_phone_number_id from failed f where f.next_id = o.id limit 1), o.old_phone_number_id)
    from due where o.id = due.id returning o.*
){_LINE}"""
# Takes at most $1 orders that the network has to be asked about.
CLAIM_TO_ASK = f"""
with due as materialized (
    select id from provisioning_order where ask_at <= now() order by ask_at limit $1 for update skip locked
), sent as (
    update provisioning_order o set asked = o.asked + 1, ask_at = now() + {_PAUSE.format(asked="o.asked + 1")}
    from due where o.id = due.id returning o.*
){_LINE}"""
# $1 keys, $2 outcomes (CONFIRMED, REFUSED, UNKNOWN), $3 codes and $4 words of refusals, $5 actor.
APPLY = f"""
with given as materialized (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) g (id, outcome, code, words)
), locked as materialized (
    select o.id from provisioning_order o join given using (id) order by o.id for update of o
), moved as (
    update provisioning_order o set
        status = case g.outcome when 'CONFIRMED' then {literal(_S.CONFIRMED)} when 'REFUSED' then {literal(_S.FAILED)}
            else {literal(_S.UNKNOWN)} end,
        finished_at = case when g.outcome <> 'UNKNOWN' then now() end,
        ask_at = case when g.outcome = 'UNKNOWN' then o.ask_at end,
        failure_code = case when g.outcome = 'REFUSED' then g.code end,
        failure = case when g.outcome = 'REFUSED' then g.words end
    from given g join locked using (id)
    where o.id = g.id and case g.outcome when 'UNKNOWN' then o.status = {literal(_S.SENT)}
        else o.status in ({text_list(UNDECIDED)}) end
    returning o.id, o.contract_id, o.kind, o.status, o.failure_code
), late as (
    update provisioning_order o set late_at = now() from given g join locked using (id)
    where o.id = g.id and g.outcome = 'CONFIRMED' and o.status in ({text_list(GIVEN_UP)}) and o.late_at is null
    returning o.id
), told as ({
    insert_events(
        "from moved m join contract c on c.id = m.contract_id where m.status = 'FAILED' order by m.id",
        topic="'provisioning_order.failed'",
        graph_type="ProvisioningOrder",
        node="m.id",
        actor="$5",
        customer="c.customer_id",
        contract="c.id",
        payload="jsonb_build_object('internal', true, 'kind', m.kind, 'code', m.failure_code)",
    )
})
select (select count(*) from moved) as moved, (select count(*) from late) as late
"""
# Contracts whose SIM the network has exchanged, by the last order that it confirmed; `more`: a further condition.
CONFIRMED_SWAPS = f"""
select c.id from contract c where c.swap_ordered_at is not null {{more}} and c.swap_sim_id = (
    select o.sim_id from provisioning_order o
    where o.contract_id = c.id and o.status = {literal(_S.CONFIRMED)} order by o.place desc limit 1
) order by c.id limit 500
"""
LATE = """
select id, contract_id from provisioning_order where late_at is not null and compensated_at is null
order by contract_id limit $1
"""
