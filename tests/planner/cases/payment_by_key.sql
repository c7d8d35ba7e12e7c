SELECT (SELECT convert_to(concat('{"payment":', coalesce((SELECT concat('{"number":', to_json(t1.number), ',"amount":{"amount":"', t1.amount_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '","currency":"', t1.currency, '"},"contract":', coalesce((SELECT concat('{"number":', to_json(t2.number), '}') AS j
FROM contract AS t2
WHERE t2.id = t1.contract_id AND t2.id = own.id), 'null'), ',"refunds":[', coalesce((SELECT string_agg(s4.j, ',') AS string_agg_1
FROM (SELECT concat('{"id":"ref_', t3.id, '"}') AS j
FROM refund AS t3
WHERE t3.contract_id = own.id AND t3.payment_id = t1.id ORDER BY t3.created_at DESC, t3.id DESC
LIMIT 1000) AS s4), ''), '],"bills":[', coalesce((SELECT string_agg(s6.j, ',') AS string_agg_2
FROM (SELECT concat('{"id":"bil_', t5.id, '"}') AS j
FROM bill AS t5
WHERE t5.contract_id = own.id AND t5.payment_id = t1.id ORDER BY t5.created_at ASC, t5.id ASC
LIMIT 1000) AS s6), ''), '],"ledgerEntries":[', coalesce((SELECT string_agg(s8.j, ',') AS string_agg_3
FROM (SELECT concat('{"id":"ent_', t7.id, '"}') AS j
FROM ledger_entry AS t7
WHERE t7.contract_id = own.id AND t7.payment_id = t1.id ORDER BY t7.created_at ASC, t7.id ASC
LIMIT 1000) AS s8), ''), ']}') AS j
FROM payment AS t1
WHERE t1.idempotency_key = $1::VARCHAR AND (t1.contract_id = own.id OR t1.payer_contract_id = own.id) AND t1.payer = $2::VARCHAR), 'null'), '}'), 'UTF8') AS convert_to_1
WHERE wall.v IS NOT NULL) AS anon_1
FROM (SELECT concat(set_config('crm.contract', $3::VARCHAR, true), set_config('crm.number', $4::VARCHAR, true)) AS v
LIMIT ALL OFFSET 0) AS wall LEFT OUTER JOIN LATERAL (SELECT line.id AS id, line.sim_id AS sim_id, line.phone_number_id AS phone_number_id
FROM contract AS line
WHERE line.id = $5::UUID AND line.phone_number_id = $6::UUID AND line.status IN ('ACTIVE', 'SUSPENDED') AND wall.v IS NOT NULL
LIMIT ALL OFFSET 0) AS own ON true
