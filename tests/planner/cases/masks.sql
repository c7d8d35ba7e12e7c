SELECT convert_to(concat('{"customers":', concat('{"nodes":[', coalesce((SELECT string_agg(s2.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t1.number), ',"name":', to_json(CASE WHEN (t1.name IS NOT NULL) THEN concat(left(t1.name, 1), '***') END), ',"phone":', to_json(CASE WHEN (t1.phone IS NOT NULL) THEN '***' END), ',"email":', coalesce(CAST(to_json(CASE WHEN (t1.email IS NOT NULL) THEN concat(left(t1.email, 1), '***') END) AS TEXT), 'null'), '}') AS j
FROM customer AS t1
WHERE t1.merged_into_id IS NULL ORDER BY t1.number ASC, t1.id ASC
LIMIT 2) AS s2), ''), ']}'), '}'), 'UTF8') AS convert_to_1
