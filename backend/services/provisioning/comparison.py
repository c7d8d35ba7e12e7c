"""The comparison of contracts with the lines of the network, and what mends a difference."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.database import Connection
from backend.errors import ErrorCode, Refusal
from backend.gateways.network import Network
from backend.identifiers import NetworkDriftKey
from backend.models import Contract
from backend.models.contract import IN_SERVICE
from backend.models.network_drift import NetworkDrift, NetworkMend
from backend.models.provisioning_order import UNDER_WAY
from backend.models.states import text_list
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.provisioning.orders import bring, has_network

_STAGE = """
create temporary table if not exists network_line (
    key uuid not null, iccid text collate "C" not null, msisdn text collate "C" not null, barring text collate "C"
);
truncate network_line
"""
_LINES = "insert into network_line select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])"
# $1 when the comparison began: contracts about which there was an order since then, or is one under way, are compared
# the next time. Contracts without any order are those from before there were orders, which the network may know by
# another key.
_COMPARE = f"""
with wanted as (
    select c.id, s.iccid, n.msisdn, swapped.iccid as swapped_iccid,
        (select min(h.barring) from contract_hold h where h.contract_id = c.id and h.until is null) as barring
    from contract c join sim s on s.id = c.sim_id join phone_number n on n.id = c.phone_number_id
        left join sim swapped on swapped.id = c.swap_sim_id and c.swap_ordered_at is not null
    where c.status in ({text_list(IN_SERVICE)}) and exists (select from provisioning_order o where o.contract_id = c.id)
), compared as (
    select coalesce(w.id, l.key) as line_key, l.iccid, l.msisdn, l.barring,
        case when l.key is null then 'MISSING' when w.id is null then 'UNEXPECTED' else 'DIFFERENT' end as kind,
        (select c.id from contract c where c.id = coalesce(w.id, l.key)) as contract_id
    from wanted w full join network_line l on l.key = w.id
    where (case when w.swapped_iccid = l.iccid then l.iccid else w.iccid end, w.msisdn, coalesce(w.barring, ''))
        is distinct from (l.iccid, l.msisdn, coalesce(l.barring, ''))
), found as materialized (
    select d.*, failed.id as order_id, case when d.contract_id is null then 'BY_HAND'
            when failed.id is not null then 'RETRY_PROVISIONING' else 'MEND_NETWORK_DRIFT' end as mend
    from compared d left join lateral (
        select o.id from provisioning_order o where o.contract_id = d.contract_id and o.status = 'FAILED'
        order by o.place desc limit 1
    ) failed on true
    where not exists (select from provisioning_order o where o.contract_id = d.contract_id
        and (o.status in ({text_list(UNDER_WAY)}) or o.updated_at >= $1))
), gone as (
    delete from network_drift n where not exists (select from found f where f.line_key = n.line_key)
)
insert into network_drift (kind, mend, line_key, contract_id, order_id, iccid, msisdn, barring)
select kind, mend, line_key, contract_id, order_id, iccid, msisdn, barring from found order by line_key
on conflict (line_key) do update set kind = excluded.kind, mend = excluded.mend, contract_id = excluded.contract_id,
    order_id = excluded.order_id, iccid = excluded.iccid, msisdn = excluded.msisdn, barring = excluded.barring,
    mended_at = null
"""


async def compare(connection: Connection, network: Network) -> None:
    """Compare all lines of the network with the contracts, and store the differences in place of those of before.

    Raises GatewayDown, and stores nothing then.
    """
    began = await connection.fetchval("select clock_timestamp()")
    await connection.execute(_STAGE)
    async for page in network.lines():
        await connection.execute(
            _LINES,
            [each.key for each in page],
            [each.iccid for each in page],
            [each.msisdn for each in page],
            [each.barring for each in page],
        )
    await connection.execute("analyze network_line")
    await connection.execute(_COMPARE, began)


@dataclass(frozen=True, kw_only=True)
class MendNetworkDrift:
    """Input of `mendNetworkDrift`."""

    id: Annotated[NodeId, "The difference."]
    reason: Reason = None


@act(NetworkDrift, STAFF)
async def mend_network_drift(acting: Acting, command: MendNetworkDrift) -> NetworkDriftKey:
    """Order that the network brings a line to the state that its contract says. The next comparison removes the
    difference from the list.

    Raises Refusal NOT_FOUND; INVALID_INPUT for a line without a contract; GATEWAY_UNAVAILABLE where no network is
    configured.
    """
    if not has_network(acting.settings):
        raise Refusal(ErrorCode.GATEWAY_UNAVAILABLE, "no network is configured", ["id"])
    drift = await acting.lock(NetworkDrift, command.id)
    if drift.mend is NetworkMend.BY_HAND or drift.contract_id is None:
        message = "no contract has this line; it is mended in the network"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["id"])
    await acting.session.execute(sa.select(Contract.id).where(Contract.id == drift.contract_id).with_for_update())
    await bring(acting.session, acting.settings, [drift.contract_id], anew=True)
    await acting.update(drift, mended_at=sa.func.now())
    acting.event("network_drift.mended", drift, {"internal": True, "kind": drift.kind.value})
    return drift.id
