SELECT convert_to(concat('{"contract":', coalesce((SELECT concat('{"number":', to_json(t1.number), ',"balance":{"amount":"', coalesce((SELECT held.balance_minor
FROM ledger_account AS held
WHERE held.contract_id = t1.id AND held.currency = t1.currency), 0) * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '","currency":"', t1.currency, '"},"then":{"amount":"', coalesce((SELECT moved.balance_after_minor
FROM ledger_entry AS moved
WHERE moved.contract_id = t1.id AND moved.currency = t1.currency AND moved.created_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY moved.created_at DESC, moved.id DESC
LIMIT 1), 0) * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"never":{"amount":"', coalesce((SELECT moved.balance_after_minor
FROM ledger_entry AS moved
WHERE moved.contract_id = t1.id AND moved.currency = t1.currency AND moved.created_at <= $2::TIMESTAMP WITH TIME ZONE ORDER BY moved.created_at DESC, moved.id DESC
LIMIT 1), 0) * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"}}') AS j
FROM contract AS t1
WHERE t1.id = $3::UUID), 'null'), ',"customers":', concat('{"nodes":[', coalesce((SELECT string_agg(s3.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t2.number), ',"balance":{"amount":"',
(SELECT coalesce(sum(held.balance_minor), 0) AS coalesce_1
FROM ledger_account AS held
WHERE held.customer_id = t2.id AND held.currency = $4::VARCHAR) * CASE WHEN ($4::VARCHAR = 'KGS') THEN 0.01 WHEN ($4::VARCHAR IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN ($4::VARCHAR IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN ($4::VARCHAR IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"then":{"amount":"',
(SELECT coalesce(sum((SELECT moved.balance_after_minor
FROM ledger_entry AS moved
WHERE moved.contract_id = held.contract_id AND moved.currency = $4::VARCHAR AND moved.created_at <= $5::TIMESTAMP WITH TIME ZONE ORDER BY moved.created_at DESC, moved.id DESC
LIMIT 1)), 0) AS coalesce_2
FROM ledger_account AS held
WHERE held.customer_id = t2.id AND held.currency = $4::VARCHAR) * CASE WHEN ($4::VARCHAR = 'KGS') THEN 0.01 WHEN ($4::VARCHAR IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN ($4::VARCHAR IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN ($4::VARCHAR IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"}}') AS j
FROM customer AS t2
WHERE t2.merged_into_id IS NULL ORDER BY t2.number ASC, t2.id ASC
LIMIT 2) AS s3), ''), ']}'), '}'), 'UTF8') AS convert_to_1
