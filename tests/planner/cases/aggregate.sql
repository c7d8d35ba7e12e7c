SELECT convert_to(concat('{"paymentsAggregate":', (WITH b1 AS
(SELECT a1.*
FROM (SELECT t1.method AS k0, t1.currency AS k1, count(*) AS n, CAST(sum(t1.amount_minor * CASE WHEN (t1.currency = 'KGS') THEN 0.01 WHEN (t1.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')) THEN 1::numeric WHEN (t1.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')) THEN 0.001 WHEN (t1.currency IN ('CLF', 'UYW')) THEN 0.0001 ELSE 0.01 END) AS TEXT) AS sum_09f5ffef28309853, count(*) AS o0
FROM payment AS t1
WHERE t1.number LIKE $1::VARCHAR GROUP BY 1, 2) AS a1)
SELECT concat('[', s1.j, ']', CASE WHEN (w1.groups - s1.groups > 0) THEN concat(E'\x1e', '{"path":["paymentsAggregate"],"groups":', w1.groups - s1.groups, ',"rows":', w1.rows - s1.rows, '}', E'\x1e') ELSE '' END) AS concat_1
FROM (SELECT coalesce(string_agg(concat('{"keys":[{"field":"method","value":', coalesce(CAST(to_json(CAST(g1.k0 AS TEXT)) AS TEXT), 'null'), '},{"field":"currency","value":', coalesce(CAST(to_json(CAST(g1.k1 AS TEXT)) AS TEXT), 'null'), '}],"count":', g1.n, ',"sum":', coalesce(CAST(to_json(g1.sum_09f5ffef28309853) AS TEXT), 'null'), '}'), ','), '') AS j, count(*) AS groups, coalesce(sum(g1.n), 0) AS rows
FROM (SELECT b1.*
FROM b1 ORDER BY b1.o0 DESC, b1.k0, b1.k1
LIMIT $2::INTEGER) AS g1) AS s1 JOIN (SELECT count(*) AS groups, coalesce(sum(b1.n), 0) AS rows
FROM b1) AS w1 ON true), '}'), 'UTF8') AS convert_to_1
