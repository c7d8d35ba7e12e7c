SELECT convert_to(concat('{"customers":', concat('{"nodes":[', coalesce((SELECT string_agg(s3.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t1.number), '}') AS j
FROM customer AS t1
WHERE t1.id = ANY (array((WITH hits_t1 AS MATERIALIZED
(SELECT t2.id AS id
FROM customer AS t2
WHERE (t2.name ILIKE $1::VARCHAR OR t2.number ILIKE $1::VARCHAR OR t2.phone ILIKE $1::VARCHAR OR t2.email ILIKE $1::VARCHAR) AND (t2.name ILIKE $2::VARCHAR OR t2.number ILIKE $2::VARCHAR OR t2.phone ILIKE $2::VARCHAR OR t2.email ILIKE $2::VARCHAR)
LIMIT 1001)
SELECT id
FROM hits_t1
WHERE CASE WHEN (SELECT count(*) <= 1000 AS anon_1
FROM hits_t1) THEN true ELSE crm_refuse('SEARCH_TOO_BROAD', 'more than 1000 hits') END))) ORDER BY t1.created_at DESC, t1.id DESC
LIMIT 3) AS s3), ''), ']}'), '}'), 'UTF8') AS convert_to_1
