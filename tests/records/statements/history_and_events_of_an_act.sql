with history as (insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps, reason)
select (select nextval('history_entry_act_seq')), (select clock_timestamp()), node_id, customer_id, contract_id, place, node_type, actor, from_status, steps, reason
from jsonb_to_recordset(cast(:steps as jsonb)) r (node_type text, node_id uuid, customer_id uuid, contract_id uuid, place integer, actor text, from_status text, steps text, reason text))
insert into event (topic, node_type, node_id, customer_id, contract_id, payer_contract_id, payer_customer_id, actor, payload)
select topic, node_type, node_id, customer_id, contract_id, payer_contract_id, payer_customer_id, actor, coalesce(payload, '{}')
from jsonb_to_recordset(cast(:events as jsonb)) r (topic text, node_type text, node_id uuid, customer_id uuid, contract_id uuid, payer_contract_id uuid, payer_customer_id uuid, actor text, payload jsonb)
