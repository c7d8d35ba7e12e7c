SELECT convert_to(concat('{"jobs":[', coalesce((SELECT string_agg(s2.j, ',') AS string_agg_1
FROM (SELECT concat('{"id":"job_', t1.id, '","name":', to_json(t1.name), ',"state":"', t1.state, '"}') AS j
FROM jobs.job AS t1 ORDER BY t1.id DESC
LIMIT 3) AS s2), ''), '],"done":[', coalesce((SELECT string_agg(s4.j, ',') AS string_agg_2
FROM (SELECT o.j AS j
FROM (SELECT concat('{"name":', to_json(t3.name), ',"lastError":', coalesce(CAST(to_json(t3.last_error) AS TEXT), 'null'), '}') AS j
FROM jobs.job AS t3
WHERE t3.state = $1::VARCHAR ORDER BY t3.id DESC
LIMIT 10) AS o
LIMIT $2::INTEGER) AS s4), ''), ']}'), 'UTF8') AS convert_to_1
