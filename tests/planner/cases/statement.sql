SELECT (SELECT convert_to(concat('{"statement":', coalesce((SELECT concat('{"contract":', coalesce((SELECT concat('{"number":', to_json(t2.number), '}') AS j
FROM contract AS t2
WHERE t2.id = t1.id AND t2.customer_id = own.customer_id), 'null'), ',"from":"', to_char(least(greatest($1::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00'), 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), '","to":"', to_char(least(greatest($2::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00'), 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), '","openingBalance":{"amount":"', coalesce((SELECT moved.balance_after_minor
FROM ledger_entry AS moved
WHERE moved.contract_id = t1.id AND moved.currency = t1.currency AND moved.created_at <= least(greatest($1::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00') - interval '1 microsecond' ORDER BY moved.created_at DESC, moved.id DESC
LIMIT 1), 0) * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"credited":{"amount":"',
(SELECT coalesce(abs(sum(moved.amount_minor)), 0) AS coalesce_1
FROM ledger_entry AS moved
WHERE moved.contract_id = t1.id AND moved.currency = t1.currency AND moved.amount_minor > 0 AND moved.created_at >= least(greatest($1::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00') AND moved.created_at < least(greatest($2::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00')) * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"debited":{"amount":"',
(SELECT coalesce(abs(sum(moved.amount_minor)), 0) AS coalesce_2
FROM ledger_entry AS moved
WHERE moved.contract_id = t1.id AND moved.currency = t1.currency AND moved.amount_minor < 0 AND moved.created_at >= least(greatest($1::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00') AND moved.created_at < least(greatest($2::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00')) * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"closingBalance":{"amount":"', coalesce((SELECT moved.balance_after_minor
FROM ledger_entry AS moved
WHERE moved.contract_id = t1.id AND moved.currency = t1.currency AND moved.created_at <= least(greatest($2::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00') - interval '1 microsecond' ORDER BY moved.created_at DESC, moved.id DESC
LIMIT 1), 0) * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '","currency":"', t1.currency, '"},"entries":',
(SELECT concat('{"totalCount":', least(n5.n, 10000), ',"nodes":[', coalesce((SELECT string_agg(s4.j, ',') AS string_agg_1
FROM (SELECT concat('{"createdAt":"', to_char(t3.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), '","kind":"', t3.kind, '","amount":{"amount":"', t3.amount_minor * CASE WHEN (t3.currency = 'KGS') THEN 0.01 WHEN (t3.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t3.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t3.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"balanceAfter":', CASE WHEN (t3.balance_after_minor IS NULL) THEN 'null' ELSE concat('{"amount":"', t3.balance_after_minor * CASE WHEN (t3.currency = 'KGS') THEN 0.01 WHEN (t3.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t3.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t3.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"}') END, '}') AS j
FROM ledger_entry AS t3
WHERE t3.contract_id = t1.id AND t3.currency = t1.currency AND t3.created_at >= least(greatest($1::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00') AND t3.created_at < least(greatest($2::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00') AND t3.contract_id IN (SELECT own_contract.id
FROM contract AS own_contract
WHERE own_contract.customer_id = own.customer_id) ORDER BY t3.created_at ASC, t3.id ASC
LIMIT 2) AS s4), ''), ']}') AS concat_1
FROM (SELECT count(*) AS n
FROM (SELECT 1
FROM ledger_entry AS t5
WHERE t5.contract_id = t1.id AND t5.currency = t1.currency AND t5.created_at >= least(greatest($1::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00') AND t5.created_at < least(greatest($2::TIMESTAMP WITH TIME ZONE, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00') AND t5.contract_id IN (SELECT own_contract.id
FROM contract AS own_contract
WHERE own_contract.customer_id = own.customer_id)
LIMIT 10001) AS c5) AS n5), '}') AS j
FROM contract AS t1
WHERE t1.id = $3::UUID AND t1.customer_id = own.customer_id), 'null'), '}'), 'UTF8') AS convert_to_1
WHERE wall.v IS NOT NULL) AS anon_1
FROM (SELECT set_config('crm.customer', $4::VARCHAR, true) AS v
LIMIT ALL OFFSET 0) AS wall LEFT OUTER JOIN LATERAL (SELECT line.customer_id AS customer_id
FROM contract AS line
WHERE line.id = $5::UUID AND line.phone_number_id = $6::UUID AND line.status IN ('ACTIVE', 'SUSPENDED') AND line.customer_id = $7::UUID AND wall.v IS NOT NULL
LIMIT ALL OFFSET 0) AS own ON true
