SELECT convert_to(concat('{"events":',
(SELECT concat('{"nodes":[', coalesce(array_to_string(w.j0[1:2], ','), ''), '],"hasNextPage":', CAST(w.n > 2 AS TEXT), ',"endCursor":"', translate(encode(convert_to(concat(coalesce((select epoch from event_epoch order by id desc limit 1), ''), ':', CASE WHEN (w.n > 2) THEN coalesce(w.p[2], coalesce((select position from event_order order by position desc limit 1), (select position from event_floor))) ELSE coalesce((select position from event_order order by position desc limit 1), (select position from event_floor)) END), 'UTF8'), 'base64'), E'+/=\n', '-_'), '","lastCursor":"', translate(encode(convert_to(concat(coalesce((select epoch from event_epoch order by id desc limit 1), ''), ':', coalesce((select position from event_order order by position desc limit 1), (select position from event_floor))), 'UTF8'), 'base64'), E'+/=\n', '-_'), '"}') AS concat_1
FROM (SELECT count(*) AS n, array_agg(r.p) AS p, array_agg(r.j0) AS j0
FROM (SELECT t1.position AS p, concat('{"cursor":"', translate(encode(convert_to(concat(coalesce((select epoch from event_epoch order by id desc limit 1), ''), ':', t1.position), 'UTF8'), 'base64'), E'+/=\n', '-_'), '","at":"', to_char(t1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), '","topic":', to_json(t1.topic), ',"type":', coalesce(('"' || t1.machine) || '"', 'null'), ',"node":', coalesce(CASE WHEN (t1.node_type = 'CompatibilityRule') THEN (SELECT concat('{"__typename":"CompatibilityRule","id":"cor_', t2.id, '"}') AS j
FROM compatibility_rule AS t2
WHERE t2.id = t1.node_id) WHEN (t1.node_type = 'Contract') THEN (SELECT concat('{"__typename":"Contract","id":"con_', t3.id, '"}') AS j
FROM contract AS t3
WHERE t3.id = t1.node_id) WHEN (t1.node_type = 'Customer') THEN (SELECT concat('{"__typename":"Customer","id":"cus_', t4.id, '"}') AS j
FROM customer AS t4
WHERE t4.id = t1.node_id AND t4.merged_into_id IS NULL) WHEN (t1.node_type = 'DuplicatePair') THEN (SELECT concat('{"__typename":"DuplicatePair","id":"dup_', t5.id, '"}') AS j
FROM duplicate_pair AS t5
WHERE t5.id = t1.node_id) WHEN (t1.node_type = 'DuplicateSearch') THEN (SELECT concat('{"__typename":"DuplicateSearch","id":"dse_', t6.id, '"}') AS j
FROM duplicate_search AS t6
WHERE t6.id = t1.node_id) WHEN (t1.node_type = 'ExportJob') THEN (SELECT concat('{"__typename":"ExportJob","id":"exp_', t7.id, '"}') AS j
FROM export_job AS t7
WHERE t7.id = t1.node_id AND t7.subject = $1::VARCHAR) WHEN (t1.node_type = 'ImportJob') THEN (SELECT concat('{"__typename":"ImportJob","id":"imp_', t8.id, '"}') AS j
FROM import_job AS t8
WHERE t8.id = t1.node_id) WHEN (t1.node_type = 'NetworkDrift') THEN (SELECT concat('{"__typename":"NetworkDrift","id":"ndr_', t9.id, '"}') AS j
FROM network_drift AS t9
WHERE t9.id = t1.node_id) WHEN (t1.node_type = 'Notification') THEN (SELECT concat('{"__typename":"Notification","id":"not_', t10.id, '"}') AS j
FROM notification AS t10
WHERE t10.id = t1.node_id) WHEN (t1.node_type = 'Payment') THEN (SELECT concat('{"__typename":"Payment","id":"pay_', t11.id, '"}') AS j
FROM payment AS t11
WHERE t11.id = t1.node_id) WHEN (t1.node_type = 'ProvisioningOrder') THEN (SELECT concat('{"__typename":"ProvisioningOrder","id":"prv_', t12.id, '"}') AS j
FROM provisioning_order AS t12
WHERE t12.id = t1.node_id) WHEN (t1.node_type = 'Refund') THEN (SELECT concat('{"__typename":"Refund","id":"ref_', t13.id, '"}') AS j
FROM refund AS t13
WHERE t13.id = t1.node_id) WHEN (t1.node_type = 'Request') THEN (SELECT concat('{"__typename":"Request","id":"req_', t14.id, '"}') AS j
FROM request AS t14
WHERE t14.id = t1.node_id) WHEN (t1.node_type = 'ScheduledAct') THEN (SELECT concat('{"__typename":"ScheduledAct","id":"sca_', t15.id, '"}') AS j
FROM scheduled_act AS t15
WHERE t15.id = t1.node_id) WHEN (t1.node_type = 'Sim') THEN (SELECT concat('{"__typename":"Sim","id":"sim_', t16.id, '"}') AS j
FROM sim AS t16
WHERE t16.id = t1.node_id) WHEN (t1.node_type = 'PhoneNumber') THEN (SELECT concat('{"__typename":"PhoneNumber","id":"num_', t17.id, '"}') AS j
FROM phone_number AS t17
WHERE t17.id = t1.node_id) WHEN (t1.node_type = 'Tariff') THEN (SELECT concat('{"__typename":"Tariff","id":"tar_', t18.id, '"}') AS j
FROM tariff AS t18
WHERE t18.id = t1.node_id) WHEN (t1.node_type = 'TariffOption') THEN (SELECT concat('{"__typename":"TariffOption","id":"opt_', t19.id, '"}') AS j
FROM tariff_option AS t19
WHERE t19.id = t1.node_id) WHEN (t1.node_type = 'Ticket') THEN (SELECT concat('{"__typename":"Ticket","id":"tic_', t20.id, '"}') AS j
FROM ticket AS t20
WHERE t20.id = t1.node_id) WHEN (t1.node_type = 'ValidationRule') THEN (SELECT concat('{"__typename":"ValidationRule","id":"rul_', t21.id, '"}') AS j
FROM validation_rule AS t21
WHERE t21.id = t1.node_id) END, 'null'), '}') AS j0
FROM event_log AS t1 ORDER BY t1.position
LIMIT 3) AS r) AS w), ',"few":',
(SELECT concat('{"nodes":[', coalesce(array_to_string(w.j0[1:$2::INTEGER], ','), ''), '],"more":[', coalesce(array_to_string(w.j1[1:$2::INTEGER], ','), ''), '],"hasNextPage":', CAST(w.n > $2::INTEGER AS TEXT), '}') AS concat_2
FROM (SELECT count(*) AS n, array_agg(r.p) AS p, array_agg(r.j0) AS j0, array_agg(r.j1) AS j1
FROM (SELECT o.p AS p, o.j0 AS j0, o.j1 AS j1
FROM (SELECT t22.position AS p, concat('{"topic":', to_json(t22.topic), '}') AS j0, concat('{"topic":', to_json(t22.topic), ',"reason":', coalesce(CAST(to_json(t22.reason) AS TEXT), 'null'), '}') AS j1
FROM event_log AS t22 ORDER BY t22.position
LIMIT 11) AS o
LIMIT $2::INTEGER + 1) AS r) AS w), '}'), 'UTF8') AS convert_to_1
