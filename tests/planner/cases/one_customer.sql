SELECT convert_to(concat('{"customer":', coalesce((SELECT concat('{"number":', to_json(t1.number), ',"name":', to_json(t1.name), ',"contracts":', concat('{"nodes":[', coalesce((SELECT string_agg(s4.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t2.number), ',"sim":', coalesce((SELECT concat('{"iccid":', to_json(t3.iccid), ',"status":"', t3.status, '"}') AS j
FROM sim AS t3
WHERE t3.id = t2.sim_id), 'null'), '}') AS j
FROM contract AS t2
WHERE t2.customer_id = t1.id ORDER BY t2.created_at DESC, t2.id DESC
LIMIT 2) AS s4), ''), ']}'), '}') AS j
FROM customer AS t1
WHERE t1.id = coalesce((SELECT merge.current_id
FROM customer_merge AS merge
WHERE merge.other_id = $1::UUID AND merge.undone_at IS NULL), $1::UUID) AND t1.merged_into_id IS NULL), 'null'), '}'), 'UTF8') AS convert_to_1
