-- Users, applications, sessions and the audit trail.
insert into user_account (id, email, name, role, status) values
    (pg_temp.u('other'), 'other.operator@matrix.example', 'Вторая Операторова', 'OPERATOR', 'ACTIVE'),
    (pg_temp.u('gone'), 'gone.analyst@matrix.example', 'Бывший Аналитиков', 'ANALYST', 'DEACTIVATED');

insert into session (id, subject, user_id, methods, client, address, user_agent, expires_at, ended_at)
select pg_temp.u('ses ' || email || n), 'user:' || id, id, '{pwd}', 'operator-app', '192.0.2.' || n, 'Browser ' || n,
    now() + case n when 3 then interval '-1 hour' else interval '1 day' end, case n when 4 then now() end
from user_account, generate_series(1, 4) n;

insert into session (id, subject, customer_id, contract_id, phone_number_id, verified_holder, methods, expires_at,
    ended_at)
select pg_temp.u('ses ' || k.number || n), 'line:' || id || ':' || phone_number_id, customer_id, id, phone_number_id,
    n = 2, '{sms}',
    now() + case n when 3 then interval '-1 hour' else interval '1 day' end, case n when 4 then now() end
from contract k, generate_series(1, 4) n where k.number in ('KM-H1', 'KM-H2', 'KM-F1', 'KM-F3');

insert into audit_entry (id, actor, role, verb, node_type, node_id, outcome, digest)
select pg_temp.u('audit ' || code), 'operator@demo.example', 'OPERATOR', 'closeContract', code, pg_temp.u(name), 'DONE',
    ''
from (values
    ('cus', 'H'), ('doc', 'doc H'), ('con', 'H1'), ('sim', 'sim H1'), ('num', 'num H1'), ('tar', 'TM1'), ('opt', 'OM1'),
    ('pay', 'pay KM-H11'), ('tic', 'tic1'), ('usr', 'other'), ('cli', 'client'),
    ('ref', 'ref PM-KM-H111'), ('bil', 'bil PAYMENT PM-KM-H11'), ('set', 'set 1'), ('mis', 'mis 1')
) v(code, name);

insert into audit_detail (entry_id, salt, changes)
select id, '', jsonb_build_array(jsonb_build_object(
    'table', node_type, 'id', 'changed ' || node_type, 'change', 'UPDATE',
    'before', jsonb_build_object('note', 'was ' || node_type), 'after', jsonb_build_object('note', 'is ' || node_type)))
from audit_entry;

insert into oauth_client (id, client_id, name, kind, sign_in, grant_types, scopes)
values (pg_temp.u('client'), 'matrix-app', 'Matrix application', 'PUBLIC', 'STAFF', '{authorization_code}', '{read}');
