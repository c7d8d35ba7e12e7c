SELECT convert_to(concat('{"customers":',
(SELECT concat('{"totalCount":', least(n5.n, 10000), ',"totalCountExact":', CAST(n5.n <= 10000 AS TEXT), ',"nodes":[', coalesce((SELECT string_agg(s4.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t1.number), '}') AS j
FROM customer AS t1
WHERE t1.merged_into_id IS NULL AND t1.number LIKE $1::VARCHAR AND (EXISTS (SELECT 1
FROM contract AS t2
WHERE t2.customer_id = t1.id AND t2.status = $2::VARCHAR AND (EXISTS (SELECT 1
FROM tariff AS t3
WHERE t3.id = t2.tariff_id AND t3.active = $3::BOOLEAN)))) ORDER BY t1.number ASC, t1.id ASC
LIMIT 5) AS s4), ''), ']}') AS concat_1
FROM (SELECT count(*) AS n
FROM (SELECT 1
FROM customer AS t5
WHERE t5.merged_into_id IS NULL AND t5.number LIKE $4::VARCHAR AND (EXISTS (SELECT 1
FROM contract AS t6
WHERE t6.customer_id = t5.id AND t6.status = $5::VARCHAR AND (EXISTS (SELECT 1
FROM tariff AS t7
WHERE t7.id = t6.tariff_id AND t7.active = $6::BOOLEAN))))
LIMIT 10001) AS c5) AS n5), '}'), 'UTF8') AS convert_to_1
