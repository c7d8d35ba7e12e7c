SELECT convert_to(concat('{"tariffs":',
(SELECT concat('{"edges":[', coalesce(array_to_string(a1.j0[0 + 1:least(a1.found, 2)], ','), ''), '],"pageInfo":{"hasNextPage":', CAST(a1.found > 2 AS TEXT), ',"hasPreviousPage":', CAST(EXISTS (SELECT 1
FROM tariff AS t2
WHERE (t2.code, t2.id) <= ($1::VARCHAR, $2::UUID)) AS TEXT), ',"startCursor":', CASE WHEN (least(a1.found, 2) > 0) THEN ('"' || translate(encode(convert_to(concat('["CODE",', to_json(a1.k[(0 + 1)]), ',"', a1.i[(0 + 1)], '"]'), 'UTF8'), 'base64'), E'\n', '')) || '"' ELSE 'null' END, ',"endCursor":', CASE WHEN (least(a1.found, 2) > 0) THEN ('"' || translate(encode(convert_to(concat('["CODE",', to_json(a1.k[least(a1.found, 2)]), ',"', a1.i[least(a1.found, 2)], '"]'), 'UTF8'), 'base64'), E'\n', '')) || '"' ELSE 'null' END, '}}') AS concat_1
FROM (SELECT count(*) AS found, array_agg(r1.j0) AS j0, array_agg(r1.k) AS k, array_agg(r1.i) AS i
FROM (SELECT t1.code AS k, t1.id AS i, concat('{"cursor":"', translate(encode(convert_to(concat('["CODE",', to_json(t1.code), ',"', t1.id, '"]'), 'UTF8'), 'base64'), E'\n', ''), '","node":{"code":', to_json(t1.code), '}}') AS j0
FROM tariff AS t1
WHERE (t1.code, t1.id) > ($3::VARCHAR, $4::UUID) ORDER BY t1.code ASC, t1.id ASC
LIMIT 3) AS r1) AS a1), '}'), 'UTF8') AS convert_to_1
