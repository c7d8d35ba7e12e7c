SELECT convert_to(concat('{"settlements":',
(SELECT (SELECT concat('{"nodes":[', coalesce(array_to_string(a1.j0[greatest(a1.found - 2, 0) + 1:a1.found], ','), ''), '],"edges":[', coalesce(array_to_string(a1.j1[greatest(a1.found - 2, 0) + 1:a1.found], ','), ''), '],"pageInfo":{"hasNextPage":', CAST(EXISTS (SELECT 1
FROM settlement AS t2
WHERE (t2.day, t2.id) <= ($1::DATE, $2::UUID)) AS TEXT), ',"hasPreviousPage":', CAST(a1.found > 2 AS TEXT), '},"totalCount":', least(n3.n, 10000), '}') AS concat_1
FROM (SELECT count(*) AS found, array_agg(r1.j0 order by r1.at desc) AS j0, array_agg(r1.j1 order by r1.at desc) AS j1, array_agg(r1.k order by r1.at desc) AS k, array_agg(r1.i order by r1.at desc) AS i
FROM (SELECT t1.day AS k, t1.id AS i, concat('{"gateway":', to_json(t1.gateway), ',"day":', to_json(t1.day), ',"status":"', t1.status, '","failure":', coalesce(CAST(to_json(t1.failure) AS TEXT), 'null'), '}') AS j0, concat('{"cursor":"', translate(encode(convert_to(concat('["DAY",', to_json(t1.day), ',"', t1.id, '"]'), 'UTF8'), 'base64'), E'\n', ''), '"}') AS j1, row_number() OVER (ORDER BY t1.day ASC, t1.id ASC) AS at
FROM settlement AS t1
WHERE (t1.day, t1.id) > ($3::DATE, $4::UUID) ORDER BY t1.day ASC, t1.id ASC
LIMIT 3) AS r1) AS a1) AS anon_1
FROM (SELECT count(*) AS n
FROM (SELECT 1
FROM settlement AS t3
LIMIT 10001) AS c3) AS n3), ',"since":', concat('{"nodes":[', coalesce((SELECT string_agg(s5.j, ',') AS string_agg_1
FROM (SELECT concat('{"gateway":', to_json(t4.gateway), ',"day":', to_json(t4.day), ',"fileName":', coalesce(CAST(to_json(t4.file_name) AS TEXT), 'null'), '}') AS j
FROM settlement AS t4
WHERE t4.day >= $5::DATE AND t4.status = ANY ($6::TEXT[]) ORDER BY t4.day ASC, t4.id ASC
LIMIT 25) AS s5), ''), ']}'), '}'), 'UTF8') AS convert_to_1
