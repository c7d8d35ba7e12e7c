SELECT (SELECT convert_to(concat('{"events":',
(SELECT concat('{"nodes":[', coalesce(array_to_string(w.j0[1:2], ','), ''), ']}') AS concat_1
FROM (SELECT count(*) AS n, array_agg(r.p) AS p, array_agg(r.j0) AS j0
FROM (SELECT t1.position AS p, concat('{"cursor":"', translate(encode(convert_to(concat(coalesce((select epoch from event_epoch order by id desc limit 1), ''), ':', t1.position), 'UTF8'), 'base64'), E'+/=\n', '-_'), '","topic":', to_json(t1.topic), ',"node":', coalesce(CASE WHEN (t1.node_type = 'Contract') THEN (SELECT concat('{"id":"con_', t23.id, '"}') AS j
FROM contract AS t23
WHERE t23.id = t1.node_id AND t23.id = own.id) WHEN (t1.node_type = 'Customer') THEN (SELECT concat('{"id":"cus_', t24.id, '"}') AS j
FROM customer AS t24
WHERE false) WHEN (t1.node_type = 'ExportJob') THEN (SELECT concat('{"id":"exp_', t25.id, '"}') AS j
FROM export_job AS t25
WHERE false) WHEN (t1.node_type = 'Notification') THEN (SELECT concat('{"id":"not_', t26.id, '"}') AS j
FROM notification AS t26
WHERE t26.id = t1.node_id AND t26.contract_id = own.id) WHEN (t1.node_type = 'Payment') THEN (SELECT concat('{"id":"pay_', t27.id, '"}') AS j
FROM payment AS t27
WHERE t27.id = t1.node_id AND (t27.contract_id = own.id OR t27.payer_contract_id = own.id)) WHEN (t1.node_type = 'Refund') THEN (SELECT concat('{"id":"ref_', t28.id, '"}') AS j
FROM refund AS t28
WHERE t28.id = t1.node_id AND t28.contract_id = own.id) WHEN (t1.node_type = 'Request') THEN (SELECT concat('{"id":"req_', t29.id, '"}') AS j
FROM request AS t29
WHERE t29.id = t1.node_id AND t29.contract_id = own.id) WHEN (t1.node_type = 'ScheduledAct') THEN (SELECT concat('{"id":"sca_', t30.id, '"}') AS j
FROM scheduled_act AS t30
WHERE t30.id = t1.node_id AND t30.contract_id = own.id) WHEN (t1.node_type = 'Sim') THEN (SELECT concat('{"id":"sim_', t31.id, '"}') AS j
FROM sim AS t31
WHERE t31.id = t1.node_id AND t31.id = own.sim_id) WHEN (t1.node_type = 'PhoneNumber') THEN (SELECT concat('{"id":"num_', t32.id, '"}') AS j
FROM phone_number AS t32
WHERE t32.id = t1.node_id AND t32.id = own.phone_number_id) WHEN (t1.node_type = 'Tariff') THEN (SELECT concat('{"id":"tar_', t33.id, '"}') AS j
FROM tariff AS t33
WHERE t33.id = t1.node_id AND t33.active) WHEN (t1.node_type = 'TariffOption') THEN (SELECT concat('{"id":"opt_', t34.id, '"}') AS j
FROM tariff_option AS t34
WHERE t34.id = t1.node_id AND t34.active) WHEN (t1.node_type = 'Ticket') THEN (SELECT concat('{"id":"tic_', t35.id, '"}') AS j
FROM ticket AS t35
WHERE t35.id = t1.node_id AND t35.contract_id = own.id) END, 'null'), '}') AS j0
FROM event_log AS t1
WHERE (t1.contract_id = own.id OR t1.payer_contract_id = own.id) AND NOT t1.internal AND CASE WHEN (t1.node_type = 'Bill') THEN EXISTS (SELECT 1
FROM bill AS t2
WHERE t2.id = t1.node_id AND t2.contract_id = own.id) WHEN (t1.node_type = 'Consent') THEN EXISTS (SELECT 1
FROM consent AS t3
WHERE false) WHEN (t1.node_type = 'Contract') THEN EXISTS (SELECT 1
FROM contract AS t4
WHERE t4.id = t1.node_id AND t4.id = own.id) WHEN (t1.node_type = 'Customer') THEN EXISTS (SELECT 1
FROM customer AS t5
WHERE false) WHEN (t1.node_type = 'IdentityDocument') THEN EXISTS (SELECT 1
FROM identity_document AS t6
WHERE false) WHEN (t1.node_type = 'ExportJob') THEN EXISTS (SELECT 1
FROM export_job AS t7
WHERE false) WHEN (t1.node_type = 'CustomerMerge') THEN EXISTS (SELECT 1
FROM customer_merge AS t8
WHERE false) WHEN (t1.node_type = 'Notification') THEN EXISTS (SELECT 1
FROM notification AS t9
WHERE t9.id = t1.node_id AND t9.contract_id = own.id) WHEN (t1.node_type = 'Payment') THEN EXISTS (SELECT 1
FROM payment AS t10
WHERE t10.id = t1.node_id AND (t10.contract_id = own.id OR t10.payer_contract_id = own.id)) WHEN (t1.node_type = 'CustomerAddress') THEN EXISTS (SELECT 1
FROM customer_address AS t11
WHERE false) WHEN (t1.node_type = 'CustomerContact') THEN EXISTS (SELECT 1
FROM customer_contact AS t12
WHERE false) WHEN (t1.node_type = 'ContactPerson') THEN EXISTS (SELECT 1
FROM contact_person AS t13
WHERE false) WHEN (t1.node_type = 'Refund') THEN EXISTS (SELECT 1
FROM refund AS t14
WHERE t14.id = t1.node_id AND t14.contract_id = own.id) WHEN (t1.node_type = 'Request') THEN EXISTS (SELECT 1
FROM request AS t15
WHERE t15.id = t1.node_id AND t15.contract_id = own.id) WHEN (t1.node_type = 'ScheduledAct') THEN EXISTS (SELECT 1
FROM scheduled_act AS t16
WHERE t16.id = t1.node_id AND t16.contract_id = own.id) WHEN (t1.node_type = 'Sim') THEN EXISTS (SELECT 1
FROM sim AS t17
WHERE t17.id = t1.node_id AND t17.id = own.sim_id) WHEN (t1.node_type = 'PhoneNumber') THEN EXISTS (SELECT 1
FROM phone_number AS t18
WHERE t18.id = t1.node_id AND t18.id = own.phone_number_id) WHEN (t1.node_type = 'Tariff') THEN EXISTS (SELECT 1
FROM tariff AS t19
WHERE t19.id = t1.node_id AND t19.active) WHEN (t1.node_type = 'TariffVersion') THEN EXISTS (SELECT 1
FROM tariff_version AS t20
WHERE t20.id = t1.node_id AND t20.valid_from <= now()) WHEN (t1.node_type = 'TariffOption') THEN EXISTS (SELECT 1
FROM tariff_option AS t21
WHERE t21.id = t1.node_id AND t21.active) WHEN (t1.node_type = 'Ticket') THEN EXISTS (SELECT 1
FROM ticket AS t22
WHERE t22.id = t1.node_id AND t22.contract_id = own.id) ELSE false END AND t1.position > $1::BIGINT AND (SELECT CASE WHEN ($2::VARCHAR = coalesce((select epoch from event_epoch order by id desc limit 1), '') AND $1::BIGINT >= (select position from event_floor)) THEN true ELSE crm_refuse('SINCE_TOO_OLD', 'the log does not reach back to this cursor') END AS anon_2) ORDER BY t1.position
LIMIT 3) AS r) AS w), '}'), 'UTF8') AS convert_to_1
WHERE wall.v IS NOT NULL) AS anon_1
FROM (SELECT concat(set_config('crm.contract', $3::VARCHAR, true), set_config('crm.number', $4::VARCHAR, true)) AS v
LIMIT ALL OFFSET 0) AS wall LEFT OUTER JOIN LATERAL (SELECT line.id AS id, line.sim_id AS sim_id, line.phone_number_id AS phone_number_id
FROM contract AS line
WHERE line.id = $5::UUID AND line.phone_number_id = $6::UUID AND line.status IN ('ACTIVE', 'SUSPENDED') AND wall.v IS NOT NULL
LIMIT ALL OFFSET 0) AS own ON true
