SELECT (SELECT convert_to(concat('{"contract":', coalesce((SELECT concat('{"timeline":',
(SELECT (SELECT concat('{"totalCount":', least(n25.n, 10000), ',"nodes":[', coalesce(array_to_string(a2.j0[0 + 1:least(a2.found, 2)], ','), ''), '],"pageInfo":{"hasNextPage":', CAST(a2.found > 2 AS TEXT), '}}') AS concat_1
FROM (SELECT count(*) AS found, array_agg(r2.j0) AS j0, array_agg(r2.k) AS k, array_agg(r2.i) AS i
FROM (SELECT t2.created_at AS k, t2.id AS i, concat('{"createdAt":"', to_char(t2.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), '","kind":"', t2.kind, '","verb":', coalesce(CAST(to_json(t2.verb) AS TEXT), 'null'), ',"from":', coalesce(CAST(to_json(t2.from_status) AS TEXT), 'null'), ',"to":', coalesce(CAST(to_json(t2.to_status) AS TEXT), 'null'), ',"actor":', coalesce(CAST(to_json(CASE WHEN (t2.actor IS NULL) THEN NULL WHEN (t2.actor = concat('subscriber:con_', CAST($1::UUID AS TEXT)) OR (EXISTS (SELECT *
FROM contract AS acting
WHERE acting.customer_id = $2::UUID AND t2.actor = concat('subscriber:con_', acting.id)))) THEN t2.actor ELSE CASE WHEN starts_with(t2.actor, 'subscriber:con_') THEN 'subscriber:other' ELSE 'staff' END END) AS TEXT), 'null'), ',"reason":', coalesce(CAST(to_json(t2.reason) AS TEXT), 'null'), ',"node":', coalesce(CASE WHEN (t2.node_type = 'bil') THEN (SELECT concat('{"id":"bil_', t3.id, '"}') AS j
FROM bill AS t3
WHERE t3.id = t2.node_id AND t3.contract_id IN (SELECT own_contract.id
FROM contract AS own_contract
WHERE own_contract.customer_id = own.customer_id)) WHEN (t2.node_type = 'cns') THEN (SELECT concat('{"id":"cns_', t4.id, '"}') AS j
FROM consent AS t4
WHERE t4.id = t2.node_id AND t4.customer_id = own.customer_id) WHEN (t2.node_type = 'con') THEN (SELECT concat('{"id":"con_', t5.id, '"}') AS j
FROM contract AS t5
WHERE t5.id = t2.node_id AND t5.customer_id = own.customer_id) WHEN (t2.node_type = 'cus') THEN (SELECT concat('{"id":"cus_', t6.id, '"}') AS j
FROM customer AS t6
WHERE t6.id = t2.node_id AND t6.id = own.customer_id) WHEN (t2.node_type = 'doc') THEN (SELECT concat('{"id":"doc_', t7.id, '"}') AS j
FROM identity_document AS t7
WHERE t7.id = t2.node_id AND t7.customer_id = own.customer_id) WHEN (t2.node_type = 'exp') THEN (SELECT concat('{"id":"exp_', t8.id, '"}') AS j
FROM export_job AS t8
WHERE t8.id = t2.node_id AND t8.subject = concat('holder:', own.customer_id)) WHEN (t2.node_type = 'mer') THEN (SELECT concat('{"id":"mer_', t9.id, '"}') AS j
FROM customer_merge AS t9
WHERE t9.id = t2.node_id AND t9.current_id = own.customer_id) WHEN (t2.node_type = 'not') THEN (SELECT concat('{"id":"not_', t10.id, '"}') AS j
FROM notification AS t10
WHERE t10.id = t2.node_id AND t10.customer_id = own.customer_id) WHEN (t2.node_type = 'pay') THEN (SELECT concat('{"id":"pay_', t11.id, '","number":', to_json(t11.number), '}') AS j
FROM payment AS t11
WHERE t11.id = t2.node_id AND (t11.contract_id IN (SELECT own_contract.id
FROM contract AS own_contract
WHERE own_contract.customer_id = own.customer_id) OR t11.payer_contract_id IN (SELECT own_contract.id
FROM contract AS own_contract
WHERE own_contract.customer_id = own.customer_id))) WHEN (t2.node_type = 'adr') THEN (SELECT concat('{"id":"adr_', t12.id, '"}') AS j
FROM customer_address AS t12
WHERE t12.id = t2.node_id AND t12.customer_id = own.customer_id) WHEN (t2.node_type = 'cct') THEN (SELECT concat('{"id":"cct_', t13.id, '"}') AS j
FROM customer_contact AS t13
WHERE t13.id = t2.node_id AND t13.customer_id = own.customer_id) WHEN (t2.node_type = 'cpe') THEN (SELECT concat('{"id":"cpe_', t14.id, '"}') AS j
FROM contact_person AS t14
WHERE t14.id = t2.node_id AND t14.customer_id = own.customer_id) WHEN (t2.node_type = 'ref') THEN (SELECT concat('{"id":"ref_', t15.id, '"}') AS j
FROM refund AS t15
WHERE t15.id = t2.node_id AND t15.contract_id IN (SELECT own_contract.id
FROM contract AS own_contract
WHERE own_contract.customer_id = own.customer_id)) WHEN (t2.node_type = 'req') THEN (SELECT concat('{"id":"req_', t16.id, '"}') AS j
FROM request AS t16
WHERE t16.id = t2.node_id AND t16.customer_id = own.customer_id) WHEN (t2.node_type = 'sca') THEN (SELECT concat('{"id":"sca_', t17.id, '"}') AS j
FROM scheduled_act AS t17
WHERE t17.id = t2.node_id AND t17.contract_id IN (SELECT own_contract.id
FROM contract AS own_contract
WHERE own_contract.customer_id = own.customer_id)) WHEN (t2.node_type = 'sim') THEN (SELECT concat('{"id":"sim_', t18.id, '"}') AS j
FROM sim AS t18
WHERE t18.id = t2.node_id AND (EXISTS (SELECT *
FROM contract AS own_contract
WHERE own_contract.sim_id = t18.id AND own_contract.customer_id = own.customer_id AND own_contract.status IN ('ACTIVE', 'SUSPENDED')))) WHEN (t2.node_type = 'num') THEN (SELECT concat('{"id":"num_', t19.id, '"}') AS j
FROM phone_number AS t19
WHERE t19.id = t2.node_id AND (EXISTS (SELECT *
FROM contract AS own_contract
WHERE own_contract.phone_number_id = t19.id AND own_contract.customer_id = own.customer_id AND own_contract.status IN ('ACTIVE', 'SUSPENDED')))) WHEN (t2.node_type = 'tar') THEN (SELECT concat('{"id":"tar_', t20.id, '"}') AS j
FROM tariff AS t20
WHERE t20.id = t2.node_id AND t20.active) WHEN (t2.node_type = 'tav') THEN (SELECT concat('{"id":"tav_', t21.id, '"}') AS j
FROM tariff_version AS t21
WHERE t21.id = t2.node_id AND t21.valid_from <= now()) WHEN (t2.node_type = 'opt') THEN (SELECT concat('{"id":"opt_', t22.id, '"}') AS j
FROM tariff_option AS t22
WHERE t22.id = t2.node_id AND t22.active) WHEN (t2.node_type = 'tic') THEN (SELECT concat('{"id":"tic_', t23.id, '"}') AS j
FROM ticket AS t23
WHERE t23.id = t2.node_id AND t23.customer_id = own.customer_id) END, 'null'), ',"document":', coalesce((SELECT concat('{"name":', to_json(t24.name), '}') AS j
FROM contract_document AS t24
WHERE t24.id = t2.node_id AND t24.contract_id IN (SELECT own_contract.id
FROM contract AS own_contract
WHERE own_contract.customer_id = own.customer_id)), 'null'), '}') AS j0
FROM timeline_entry AS t2
WHERE t2.contract_id = t1.id AND (t2.customer_id = own.customer_id OR t2.customer_id IN (SELECT merge.other_id
FROM customer_merge AS merge
WHERE merge.current_id = own.customer_id)) AND t2.kind != 'PROVISIONING' AND t2.kind IS DISTINCT FROM $3::VARCHAR ORDER BY t2.created_at DESC, t2.id DESC
LIMIT 3) AS r2) AS a2) AS anon_2
FROM (SELECT count(*) AS n
FROM (SELECT 1
FROM timeline_entry AS t25
WHERE t25.contract_id = t1.id AND (t25.customer_id = own.customer_id OR t25.customer_id IN (SELECT merge.other_id
FROM customer_merge AS merge
WHERE merge.current_id = own.customer_id)) AND t25.kind != 'PROVISIONING' AND t25.kind IS DISTINCT FROM $4::VARCHAR
LIMIT 10001) AS c25) AS n25), '}') AS j
FROM contract AS t1
WHERE t1.id = $5::UUID AND t1.customer_id = own.customer_id), 'null'), '}'), 'UTF8') AS convert_to_1
WHERE wall.v IS NOT NULL) AS anon_1
FROM (SELECT set_config('crm.customer', $6::VARCHAR, true) AS v
LIMIT ALL OFFSET 0) AS wall LEFT OUTER JOIN LATERAL (SELECT line.customer_id AS customer_id
FROM contract AS line
WHERE line.id = $1::UUID AND line.phone_number_id = $7::UUID AND line.status IN ('ACTIVE', 'SUSPENDED') AND line.customer_id = $2::UUID AND wall.v IS NOT NULL
LIMIT ALL OFFSET 0) AS own ON true
