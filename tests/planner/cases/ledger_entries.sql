SELECT convert_to(concat('{"ledgerEntries":',
(SELECT concat('{"totalCount":', least(n7.n, 10000), ',"nodes":[', coalesce((SELECT string_agg(s6.j, ',') AS string_agg_1
FROM (SELECT concat('{"account":"', t1.account, '","kind":"', t1.kind, '","amount":{"amount":"', t1.amount_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '","currency":"', t1.currency, '"},"balanceAfter":', CASE WHEN (t1.balance_after_minor IS NULL) THEN 'null' ELSE concat('{"amount":"', t1.balance_after_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"}') END, ',"description":', coalesce(CAST(to_json(CASE WHEN (t1.description IS NOT NULL) THEN '***' END) AS TEXT), 'null'), ',"payment":', coalesce((SELECT concat('{"number":', to_json(t3.number), '}') AS j
FROM payment AS t3
WHERE t3.id = t1.payment_id), 'null'), ',"counterEntries":[', coalesce((SELECT string_agg(s5.j, ',') AS string_agg_2
FROM (SELECT concat('{"account":"', t4.account, '","amount":{"amount":"', t4.amount_minor * CASE WHEN (t4.currency = 'KGS') THEN 0.01 WHEN (t4.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t4.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t4.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"},"balanceAfter":', CASE WHEN (t4.balance_after_minor IS NULL) THEN 'null' ELSE concat('{"amount":"', t4.balance_after_minor * CASE WHEN (t4.currency = 'KGS') THEN 0.01 WHEN (t4.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t4.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t4.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END, '"}') END, '}') AS j
FROM ledger_entry AS t4
WHERE t4.posting_id = t1.posting_id AND t4.id != t1.id ORDER BY t4.amount_minor, t4.id
LIMIT 1000) AS s5), ''), ']}') AS j
FROM ledger_entry AS t1
WHERE EXISTS (SELECT 1
FROM contract AS t2
WHERE t2.id = t1.contract_id AND t2.number = $1::VARCHAR COLLATE "C") ORDER BY t1.created_at DESC, t1.id DESC
LIMIT 2) AS s6), ''), ']}') AS concat_1
FROM (SELECT count(*) AS n
FROM (SELECT 1
FROM ledger_entry AS t7
WHERE EXISTS (SELECT 1
FROM contract AS t8
WHERE t8.id = t7.contract_id AND t8.number = $2::VARCHAR COLLATE "C")
LIMIT 10001) AS c7) AS n7), '}'), 'UTF8') AS convert_to_1
