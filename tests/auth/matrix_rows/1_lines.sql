-- Customers, the catalogue, numbers, SIMs and contracts. Contracts H1 to H4 are the holder's, F1 to F3 another customer's.
-- `pg_temp.u` makes the key of a row from a name, as `key` in tests/auth/rows.py does.

create function pg_temp.u(name text) returns uuid language sql immutable as $$ select md5('matrix ' || name)::uuid $$;

insert into customer (id, number, kind, name, phone, email, birth_date, status, kyc_status, created_at)
select pg_temp.u(n), 'CM0-' || n, kind, name, phone, email, born::date, 'ACTIVE', 'VALIDATED', at::timestamptz
from (values
    ('H', 'PERSON', 'Держатель Матрицы', '+996700100001', 'holder@matrix.example', '1961-04-12', '2026-05-01'),
    ('F', 'PERSON', 'Чужой Человек', '+996700100003', 'foreign@matrix.example', '1963-06-16', '2026-06-01'),
    -- Without a contract: only such a customer may be erased.
    ('E', 'PERSON', 'Уходящий Навсегда', '+996700100005', 'leaving@matrix.example', '1965-08-20', '2026-06-02')
) v(n, kind, name, phone, email, born, at);

-- Customers without contracts, on whom acts are called.
insert into customer (id, number, kind, name, phone, status, kyc_status, created_at)
select pg_temp.u(n), 'CM0-' || n, 'PERSON', name, phone, status, 'INITIALIZED', at::timestamptz
from (values
    ('S', 'Остановленный Человек', '+996700100005', 'SUSPENDED', '2026-06-03'),
    ('P', 'Будущий Человек', '+996700100006', 'PROSPECT', '2026-06-04')
) v(n, name, phone, status, at);

insert into identity_document (id, customer_id, kind, number, issued_by, verified_at)
select pg_temp.u('doc ' || n), pg_temp.u(n), 'ID_CARD', number, 'Matrix office of ' || n, timestamptz '2026-06-02'
from (values ('H', 'AN7654321'), ('F', 'AN1234567')) v(n, number);

insert into identity_document (id, customer_id, kind, number) values (pg_temp.u('doc S'), pg_temp.u('S'), 'ID_CARD', 'AN5550001');

insert into tariff (id, code, name, monthly_fee_minor, active)
select pg_temp.u(n), n, 'Tariff ' || n, 1000, active
from (values ('TM1', true), ('TM2', false)) v(n, active);

insert into tariff_version (id, tariff_id, number, valid_from, monthly_fee_minor, currency)
select pg_temp.u('tariff_version'), pg_temp.u('TM1'), 2, '2100-01-01', 1100, 'KGS';

insert into tariff_allowance (tariff_version_id, kind, scope, amount)
select tariff_version_id, 'MINUTES', 'ON_NET', 101 from tariff where code = 'TM1'
union all select tariff_version_id, 'SMS', 'ROAMING', 102 from tariff where code = 'TM2'
union all select pg_temp.u('tariff_version'), 'MB', 'NATIONAL', 103;

insert into tariff_option (id, code, name, monthly_fee_minor, active)
select pg_temp.u(n), n, 'Option ' || n, 1000, active
from (values ('OM1', true), ('OM2', false)) v(n, active);

insert into tariff_compatibility (tariff_id, tariff_option_id)
select pg_temp.u(t), pg_temp.u(o) from unnest(array['TM1', 'TM2']) t, unnest(array['OM1', 'OM2']) o;

insert into phone_number (id, msisdn, status, created_at)
select pg_temp.u('num ' || n), '+99670010000' || at, 'ASSIGNED', '2026-05-01'::timestamptz + at * interval '10 days'
from (values ('H1', 1), ('H2', 2), ('F1', 3), ('F2', 4)) v(n, at);

insert into sim (id, iccid, imsi, msisdn, status, activated_at, created_at)
select pg_temp.u('sim ' || n), '899670010000000000' || at, '43701900000000' || at, '+99670010000' || msisdn, status,
    '2026-05-01', '2026-05-01'::timestamptz + at * interval '1 day'
from (values
    ('H1', 1, 1, 'ACTIVE'),
    ('H2', 2, 2, 'SUSPENDED'),
    ('H3', 3, 3, 'TERMINATED'),
    ('old', 4, 1, 'REPLACED'),
    ('F1', 5, 3, 'ACTIVE'),
    ('F2', 6, 4, 'SUSPENDED'),
    ('F3', 7, 1, 'TERMINATED')
) v(n, at, msisdn, status);

-- Those that acts on the stock are called on.
insert into sim (id, iccid, status) values (pg_temp.u('sim'), '8999605000000000038', 'IMPORTED');
insert into phone_number (id, msisdn) values (pg_temp.u('phone_number'), '+996700100090');

insert into contract (id, number, status, customer_id, sim_id, phone_number_id, tariff_id, activated_at, closed_at,
    created_at)
select pg_temp.u(n), 'KM-' || n, status, pg_temp.u(c), pg_temp.u('sim ' || sim), pg_temp.u('num ' || num), pg_temp.u(t),
    at::timestamptz, closed::timestamptz, at::timestamptz
from (values
    ('H1', 'ACTIVE', 'H', 'H1', 'H1', 'TM1', '2026-05-01', null),
    ('H2', 'SUSPENDED', 'H', 'H2', 'H2', 'TM2', '2026-05-02', null),
    ('H3', 'CLOSED', 'H', 'H3', 'F1', 'TM1', '2026-05-03', '2026-05-20'),
    ('H4', 'DRAFT', 'H', null, null, 'TM1', '2026-05-04', null),
    ('F1', 'ACTIVE', 'F', 'F1', 'F1', 'TM1', '2026-06-01', null),
    ('F2', 'SUSPENDED', 'F', 'F2', 'F2', 'TM1', '2026-06-02', null),
    ('F3', 'CLOSED', 'F', 'F3', 'H1', 'TM1', '2026-04-01', '2026-04-20')
) v(n, status, c, sim, num, t, at, closed);

-- Locked lines, and a swap that the network has not answered.
insert into sim (id, iccid, status, reserved_by, reserved_until)
values (pg_temp.u('sim new'), '8999605000000000046', 'RESERVED', 'operator', '2100-01-01');
update contract set line_locked_at = '2026-06-11' where number in ('KM-H2', 'KM-F2');
update contract set swap_sim_id = pg_temp.u('sim new'), swap_started_at = '2026-06-12' where number = 'KM-F2';

-- H1 and F1 are active nevertheless: a LINE reads the holds of no other contract.
insert into contract_hold (contract_id, reason, barring, since, by)
select pg_temp.u(k), reason, 'ALL', '2026-06-10'::timestamptz + (row_number() over ()) * interval '1 second', 'operator'
from unnest(array['H1', 'H2', 'F1', 'F2']) k, unnest(array['LOST', 'FRAUD']) reason;

-- It belonged to F before, and waits for them.
insert into phone_number (id, msisdn, status, quarantined_until)
values (pg_temp.u('resting'), '+996700100091', 'QUARANTINED', '2030-01-01');

insert into contract_option (contract_id, tariff_option_id)
select pg_temp.u(k), pg_temp.u(o) from unnest(array['H1', 'H2', 'H3', 'F1']) k, unnest(array['OM1', 'OM2']) o;

insert into sim_binding (sim_id, contract_id, bound_from, bound_to)
select sim_id, id, activated_at, closed_at
from contract where number like 'KM-%' and sim_id is not null
union all select pg_temp.u('sim old'), pg_temp.u('H1'), '2026-04-25', '2026-04-26';

insert into number_binding (phone_number_id, contract_id, bound_from, bound_to)
select phone_number_id, id, activated_at, closed_at
from contract where number like 'KM-%' and sim_id is not null
union all select pg_temp.u('resting'), pg_temp.u('F3'), '2026-04-01', '2026-04-20';
