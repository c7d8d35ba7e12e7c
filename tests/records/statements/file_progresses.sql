insert into event (topic, node_type, node_id, actor, payload)
values ($1, 'ImportJob', $2, $3, '{}')

insert into event (topic, node_type, node_id, actor, payload)
values ('import.progressed', 'ImportJob', $1, $2, '{}')
