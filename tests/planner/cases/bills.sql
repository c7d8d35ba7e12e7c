SELECT (SELECT convert_to(concat('{"bills":', concat('{"nodes":[', coalesce((SELECT string_agg(s6.j, ',') AS string_agg_1
FROM (SELECT concat('{"kind":"', t1.kind, '","number":', coalesce(CAST(to_json(t1.number) AS TEXT), 'null'), ',"amount":{"amount":"', t1.amount_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '","currency":"', t1.currency, '"},"tax":{"amount":"', t1.tax_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"taxRate":"', CAST(t1.tax_rate AS TEXT), '","balanceBefore":{"amount":"', t1.balance_before_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"balanceAfter":{"amount":"', t1.balance_after_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"method":', coalesce(('"' || t1.method) || '"', 'null'), ',"issuedAt":"', to_char(t1.issued_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), '","payment":', coalesce((SELECT concat('{"number":', to_json(t2.number), ',"refunds":[', coalesce((SELECT string_agg(s4.j, ',') AS string_agg_2
FROM (SELECT concat('{"status":"', t3.status, '","requestedBy":', to_json(CASE WHEN (t3.requested_by IS NULL) THEN NULL WHEN (t3.requested_by = concat('subscriber:con_', CAST($1::UUID AS TEXT)) OR (EXISTS (SELECT *
FROM contract AS acting
WHERE acting.customer_id = $2::UUID AND t3.requested_by = concat('subscriber:con_', acting.id)))) THEN t3.requested_by ELSE CASE WHEN starts_with(t3.requested_by, 'subscriber:con_') THEN 'subscriber:other' ELSE 'staff' END END), '}') AS j
FROM refund AS t3
WHERE t3.contract_id = own.id AND t3.payment_id = t2.id ORDER BY t3.created_at DESC, t3.id DESC
LIMIT 1000) AS s4), ''), ']}') AS j
FROM payment AS t2
WHERE t2.id = t1.payment_id AND (t2.contract_id = own.id OR t2.payer_contract_id = own.id)), 'null'), ',"refund":', coalesce((SELECT concat('{"id":"ref_', t5.id, '"}') AS j
FROM refund AS t5
WHERE t5.id = t1.refund_id AND t5.contract_id = own.id), 'null'), '}') AS j
FROM bill AS t1
WHERE t1.contract_id = own.id AND t1.kind = $3::VARCHAR ORDER BY t1.created_at DESC, t1.id DESC
LIMIT 2) AS s6), ''), ']}'), '}'), 'UTF8') AS convert_to_1
WHERE wall.v IS NOT NULL) AS anon_1
FROM (SELECT concat(set_config('crm.contract', $4::VARCHAR, true), set_config('crm.number', $5::VARCHAR, true)) AS v
LIMIT ALL OFFSET 0) AS wall LEFT OUTER JOIN LATERAL (SELECT line.id AS id, line.sim_id AS sim_id, line.phone_number_id AS phone_number_id
FROM contract AS line
WHERE line.id = $1::UUID AND line.phone_number_id = $6::UUID AND line.status IN ('ACTIVE', 'SUSPENDED') AND wall.v IS NOT NULL
LIMIT ALL OFFSET 0) AS own ON true
