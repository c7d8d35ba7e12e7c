-- A merge that can still be undone, since the samples of the factories are older, and a customer that can be merged.

insert into customer (id, number, kind, name, phone, merged_into_id)
values (pg_temp.u('merged just now'), 'CM0-M', 'PERSON', 'Чужой Двойник', '+996700100009', pg_temp.u('F')),
    (pg_temp.u('double'), 'CM0-D', 'PERSON', 'Чужой Двойник', '+996700100010', null);

insert into customer_merge (id, survivor_id, other_id, other_number, current_id, actor, reason)
select pg_temp.u('merge just now'), pg_temp.u('F'), pg_temp.u('merged just now'), 'CM0-M', pg_temp.u('F'), 'operator',
    'Matrix merge';
