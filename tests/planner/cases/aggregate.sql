SELECT convert_to(concat('{"paymentsAggregate":[', coalesce((SELECT string_agg(s2.j, ',') AS string_agg_1
FROM (SELECT concat('{"keys":[{"field":"method","value":', coalesce(CAST(to_json(CAST(g1.k0 AS TEXT)) AS TEXT), 'null'), '},{"field":"currency","value":', coalesce(CAST(to_json(CAST(g1.k1 AS TEXT)) AS TEXT), 'null'), '}],"count":', g1.n, ',"sum":', coalesce(CAST(to_json(g1.sum_09f5ffef28309853) AS TEXT), 'null'), '}') AS j
FROM (SELECT t1.method AS k0, t1.currency AS k1, count(*) AS n, CAST(sum(t1.amount_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END) AS TEXT) AS sum_09f5ffef28309853
FROM payment AS t1
WHERE t1.number LIKE $1::VARCHAR GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2
LIMIT $2::INTEGER) AS g1) AS s2), ''), ']}'), 'UTF8') AS convert_to_1
