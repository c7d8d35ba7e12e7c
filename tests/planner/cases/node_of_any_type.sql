SELECT convert_to(concat('{"node":', coalesce((SELECT concat('{"__typename":"Tariff","id":"tar_', t1.id, '","code":', to_json(t1.code), '}') AS j
FROM tariff AS t1
WHERE t1.id = $1::UUID), 'null'), '}'), 'UTF8') AS convert_to_1
