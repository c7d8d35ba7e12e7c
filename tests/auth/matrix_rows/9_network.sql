-- Orders to the network: each contract with a SIM was activated, and a later order failed. That of F1 can be retried.

insert into provisioning_order (id, contract_id, sim_id, phone_number_id, kind, barring, status, attempts, sent_at,
    finished_at, failure_code, failure, created_at)
select case when k.number = 'KM-F1' and v.status = 'FAILED' then pg_temp.u('provisioning_order')
        else pg_temp.u('prv ' || k.number || n) end,
    k.id, k.sim_id, k.phone_number_id, kind, barring, v.status, 1, k.created_at, k.created_at, code, words,
    k.created_at + n * interval '1 hour'
from contract k, (values
    (1, 'ACTIVATE', null, 'CONFIRMED', null, null),
    (2, 'SUSPEND', 'ALL', 'FAILED', 'NETWORK_BUSY', 'Call +996700100001 or holder@matrix.example, AN7654321')
) v(n, kind, barring, status, code, words)
where k.number like 'KM-%' and k.sim_id is not null and k.phone_number_id is not null;
