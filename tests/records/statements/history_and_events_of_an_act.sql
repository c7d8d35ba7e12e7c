with history as (insert into status_change (node_type, node_id, customer_id, contract_id, verb, from_status, to_status, actor, reason, created_at)
select node_type, node_id, customer_id, contract_id, verb, from_status, to_status, actor, reason, clock_timestamp() + place * interval '1 microsecond'
from jsonb_to_recordset(cast(:steps as jsonb)) r (node_type text, node_id uuid, verb text, from_status text, to_status text, customer_id uuid, contract_id uuid, actor text, reason text, place integer))
insert into event (topic, node_type, node_id, customer_id, contract_id, payer_contract_id, payer_customer_id, actor, payload)
select topic, node_type, node_id, customer_id, contract_id, payer_contract_id, payer_customer_id, actor, coalesce(payload, '{}')
from jsonb_to_recordset(cast(:events as jsonb)) r (topic text, node_type text, node_id uuid, customer_id uuid, contract_id uuid, payer_contract_id uuid, payer_customer_id uuid, actor text, payload jsonb)
