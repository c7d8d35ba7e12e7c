SELECT convert_to(concat('{"tariffs":',
(SELECT concat('{"nodes":[', coalesce(array_to_string(a1.j0[greatest(a1.found - 2, 0) + 1:a1.found], ','), ''), '],"pageInfo":{"hasPreviousPage":', CAST(a1.found > 2 AS TEXT), ',"hasNextPage":false}}') AS concat_1
FROM (SELECT count(*) AS found, array_agg(r1.j0 order by r1.at desc) AS j0, array_agg(r1.k order by r1.at desc) AS k, array_agg(r1.i order by r1.at desc) AS i
FROM (SELECT t1.code AS k, t1.id AS i, concat('{"code":', to_json(t1.code), '}') AS j0, row_number() OVER (ORDER BY t1.code DESC, t1.id DESC) AS at
FROM tariff AS t1 ORDER BY t1.code DESC, t1.id DESC
LIMIT 3) AS r1) AS a1), '}'), 'UTF8') AS convert_to_1
