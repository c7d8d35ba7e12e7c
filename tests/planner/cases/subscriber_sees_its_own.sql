SELECT (SELECT convert_to(concat('{"customers":',
(SELECT concat('{"totalCount":', least(n3.n, 10000), ',"nodes":[', coalesce((SELECT string_agg(s2.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t1.number), '}') AS j
FROM customer AS t1
WHERE t1.id = own.customer_id ORDER BY t1.created_at DESC, t1.id DESC
LIMIT 25) AS s2), ''), ']}') AS concat_1
FROM (SELECT count(*) AS n
FROM (SELECT 1
FROM customer AS t3
WHERE t3.id = own.customer_id
LIMIT 10001) AS c3) AS n3), ',"contracts":', concat('{"nodes":[', coalesce((SELECT string_agg(s6.j, ',') AS string_agg_2
FROM (SELECT concat('{"number":', to_json(t4.number), ',"customer":', coalesce((SELECT concat('{"number":', to_json(t5.number), '}') AS j
FROM customer AS t5
WHERE t5.id = t4.customer_id AND t5.id = own.customer_id), 'null'), '}') AS j
FROM contract AS t4
WHERE t4.customer_id = own.customer_id ORDER BY t4.created_at DESC, t4.id DESC
LIMIT 2) AS s6), ''), ']}'), '}'), 'UTF8') AS convert_to_1
WHERE wall.v IS NOT NULL) AS anon_1
FROM (SELECT set_config('crm.customer', $1::VARCHAR, true) AS v
LIMIT ALL OFFSET 0) AS wall LEFT OUTER JOIN LATERAL (SELECT line.customer_id AS customer_id
FROM contract AS line
WHERE line.id = $2::UUID AND line.phone_number_id = $3::UUID AND line.status IN ('ACTIVE', 'SUSPENDED') AND line.customer_id = $4::UUID AND wall.v IS NOT NULL
LIMIT ALL OFFSET 0) AS own ON true
