with given as materialized (select cast(:contract_id as uuid) as contract_id, cast(:customer_id as uuid) as customer_id, cast(:sim_id as uuid) as sim_id, cast(:number_id as uuid) as number_id, cast(:msisdn as text) as msisdn, cast(:tariff_id as uuid) as tariff_id, cast(:tariff_version_id as uuid) as tariff_version_id, cast(:currency as text) as currency, cast(:account_id as uuid) as account_id, cast(:floor_minor as bigint) as floor_minor, cast(:options as uuid[]) as options),
option_row as (insert into contract_option (contract_id, tariff_option_id)
select contract_id, o
from given
cross
join lateral unnest(options) o
returning * ),
number_bound as (insert into number_binding (phone_number_id, contract_id, bound_from)
select number_id, contract_id, now()
from given ),
sim_bound as (insert into sim_binding (sim_id, contract_id, bound_from)
select sim_id, contract_id, now()
from given ),
number_row as (update phone_number n
set status = 'ASSIGNED', reserved_by = null, reserved_for = null, reserved_until = null
from given
where true and n.id = given.number_id ),
sim_row as (update sim s
set status = 'ACTIVE', msisdn = given.msisdn, activated_at = now(), reserved_by = null, reserved_for = null, reserved_until = null
from given
where true and s.id = given.sim_id ),
account_row as (insert into ledger_account (id, kind, code, currency, contract_id, customer_id, floor_minor)
select account_id, 'CONTRACT', 'CONTRACT', currency, contract_id, customer_id, floor_minor
from given ),
contract_row as (insert into contract (id, status, customer_id, sim_id, phone_number_id, tariff_id, tariff_version_id, currency, signed_at, activated_at)
select contract_id, 'ACTIVE', customer_id, sim_id, number_id, tariff_id, tariff_version_id, currency, now(), now()
from given
returning * )
select
from given
