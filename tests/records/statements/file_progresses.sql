insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select $1, 'ImportJob', $2, null, null, $3, '{}'

insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select 'import.progressed', 'ImportJob', $1, null, null, $2, '{}'
