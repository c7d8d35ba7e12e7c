SELECT convert_to(concat('{"statusChanges":',
(SELECT (SELECT concat('{"totalCount":', least(n13.n, 10000), ',"nodes":[', coalesce(array_to_string(a1.j0[0 + 1:least(a1.found, 3)], ','), ''), '],"pageInfo":{"hasNextPage":', CAST(a1.found > 3 AS TEXT), '}}') AS concat_1
FROM (SELECT count(*) AS found, array_agg(r1.j0) AS j0, array_agg(r1.k) AS k, array_agg(r1.i) AS i
FROM (SELECT t1.created_at AS k, t1.id AS i, concat('{"nodeType":"', t1.node_type, '","node":', coalesce(CASE WHEN (t1.node_type = 'CONTRACT') THEN (SELECT concat('{"__typename":"Contract","number":', to_json(t2.number), '}') AS j
FROM contract AS t2
WHERE t2.id = t1.node_id) WHEN (t1.node_type = 'CUSTOMER') THEN (SELECT '{"__typename":"Customer"}' AS j
FROM customer AS t3
WHERE t3.id = t1.node_id AND t3.merged_into_id IS NULL) WHEN (t1.node_type = 'KYC') THEN (SELECT '{"__typename":"Customer"}' AS j
FROM customer AS t4
WHERE t4.id = t1.node_id AND t4.merged_into_id IS NULL) WHEN (t1.node_type = 'DUPLICATE_PAIR') THEN (SELECT '{"__typename":"DuplicatePair"}' AS j
FROM duplicate_pair AS t5
WHERE t5.id = t1.node_id) WHEN (t1.node_type = 'PAYMENT') THEN (SELECT '{"__typename":"Payment"}' AS j
FROM payment AS t6
WHERE t6.id = t1.node_id) WHEN (t1.node_type = 'REFUND') THEN (SELECT '{"__typename":"Refund"}' AS j
FROM refund AS t7
WHERE t7.id = t1.node_id) WHEN (t1.node_type = 'REQUEST') THEN (SELECT '{"__typename":"Request"}' AS j
FROM request AS t8
WHERE t8.id = t1.node_id) WHEN (t1.node_type = 'SCHEDULED_ACT') THEN (SELECT '{"__typename":"ScheduledAct"}' AS j
FROM scheduled_act AS t9
WHERE t9.id = t1.node_id) WHEN (t1.node_type = 'SIM') THEN (SELECT '{"__typename":"Sim"}' AS j
FROM sim AS t10
WHERE t10.id = t1.node_id) WHEN (t1.node_type = 'PHONE_NUMBER') THEN (SELECT '{"__typename":"PhoneNumber"}' AS j
FROM phone_number AS t11
WHERE t11.id = t1.node_id) WHEN (t1.node_type = 'TICKET') THEN (SELECT '{"__typename":"Ticket"}' AS j
FROM ticket AS t12
WHERE t12.id = t1.node_id) END, 'null'), ',"verb":', to_json(t1.verb), ',"from":', coalesce(CAST(to_json(t1.from_status) AS TEXT), 'null'), ',"to":', to_json(t1.to_status), ',"actor":', to_json(t1.actor), ',"reason":', coalesce(CAST(to_json(t1.reason) AS TEXT), 'null'), '}') AS j0
FROM status_change AS t1
WHERE t1.node_type = $1::VARCHAR AND (t1.created_at, t1.act) <= ($2::TIMESTAMP WITH TIME ZONE, $3::BIGINT) AND (t1.created_at, t1.id) < ($2::TIMESTAMP WITH TIME ZONE, $4::UUID) ORDER BY t1.created_at DESC, t1.act DESC, t1.id DESC
LIMIT 4) AS r1) AS a1) AS anon_1
FROM (SELECT count(*) AS n
FROM (SELECT 1
FROM status_change AS t13
WHERE t13.node_type = $5::VARCHAR
LIMIT 10001) AS c13) AS n13), ',"contractByNumber":', concat('{"nodes":[', coalesce((SELECT string_agg(s17.j, ',') AS string_agg_1
FROM (SELECT concat('{"history":[', coalesce((SELECT string_agg(s16.j, ',') AS string_agg_2
FROM (SELECT concat('{"verb":', to_json(t15.verb), ',"from":', coalesce(CAST(to_json(t15.from_status) AS TEXT), 'null'), ',"to":', to_json(t15.to_status), '}') AS j
FROM status_change AS t15
WHERE t15.node_id = t14.id ORDER BY t15.created_at DESC, t15.id DESC
LIMIT 1000) AS s16), ''), ']}') AS j
FROM contract AS t14
WHERE t14.number = $6::VARCHAR COLLATE "C" ORDER BY t14.created_at DESC, t14.id DESC
LIMIT 1) AS s17), ''), ']}'), '}'), 'UTF8') AS convert_to_1
