SELECT convert_to(concat('{"lookup":[', coalesce((SELECT string_agg(s29.j, ',') AS string_agg_1
FROM (SELECT CASE WHEN (hit.place = 0) THEN (SELECT concat('{"id":"cus_', t23.id, '","__typename":"Customer","name":', to_json(t23.name), '}') AS j
FROM customer AS t23
WHERE t23.id = hit.id) WHEN (hit.place = 1) THEN (SELECT concat('{"id":"con_', t24.id, '","__typename":"Contract","number":', to_json(t24.number), '}') AS j
FROM contract AS t24
WHERE t24.id = hit.id) WHEN (hit.place = 2) THEN (SELECT concat('{"id":"pay_', t25.id, '","__typename":"Payment"}') AS j
FROM payment AS t25
WHERE t25.id = hit.id) WHEN (hit.place = 3) THEN (SELECT concat('{"id":"sim_', t26.id, '","__typename":"Sim"}') AS j
FROM sim AS t26
WHERE t26.id = hit.id) WHEN (hit.place = 4) THEN (SELECT concat('{"id":"num_', t27.id, '","__typename":"PhoneNumber"}') AS j
FROM phone_number AS t27
WHERE t27.id = hit.id) WHEN (hit.place = 5) THEN (SELECT concat('{"id":"tic_', t28.id, '","__typename":"Ticket"}') AS j
FROM ticket AS t28
WHERE t28.id = hit.id) END AS j
FROM (WITH l5 AS MATERIALIZED
(SELECT t1.id AS id
FROM customer AS t1
WHERE t1.external_id = $1::VARCHAR
LIMIT 3),
l6 AS MATERIALIZED
(SELECT t2.id AS id
FROM customer AS t2
WHERE t2.number = $2::VARCHAR
LIMIT 3),
l7 AS MATERIALIZED
(SELECT t3.id AS id
FROM customer AS t3
WHERE t3.number >= $3::VARCHAR AND t3.number < ($3::VARCHAR || chr(1114111))
LIMIT 3),
l8 AS MATERIALIZED
(SELECT t4.customer_id AS id
FROM identity_document AS t4
WHERE t4.number_key IN (crm_document_key($4::VARCHAR, '', ''), crm_document_key($4::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 3),
l12 AS MATERIALIZED
(SELECT t9.id AS id
FROM contract AS t9
WHERE t9.number = $5::VARCHAR
LIMIT 3),
l13 AS MATERIALIZED
(SELECT t10.id AS id
FROM contract AS t10
WHERE t10.number >= $6::VARCHAR AND t10.number < ($6::VARCHAR || chr(1114111))
LIMIT 3),
l14 AS MATERIALIZED
(SELECT t11.id AS id
FROM contract AS t11
WHERE t11.external_id = $7::VARCHAR
LIMIT 3),
l17 AS MATERIALIZED
(SELECT t15.id AS id
FROM payment AS t15
WHERE t15.number = $8::VARCHAR
LIMIT 3),
l18 AS MATERIALIZED
(SELECT t16.id AS id
FROM payment AS t16
WHERE t16.number >= $9::VARCHAR AND t16.number < ($9::VARCHAR || chr(1114111))
LIMIT 3),
l21 AS MATERIALIZED
(SELECT t19.id AS id
FROM ticket AS t19
WHERE t19.number = $10::VARCHAR
LIMIT 3),
l22 AS MATERIALIZED
(SELECT t20.id AS id
FROM ticket AS t20
WHERE t20.number >= $11::VARCHAR AND t20.number < ($11::VARCHAR || chr(1114111))
LIMIT 3)
SELECT every.place AS place, every.id AS id
FROM (SELECT 0 AS place, l5.id AS id, 0 AS rank, '' AS sort
FROM l5 UNION ALL SELECT 0 AS place, l6.id AS id, 0 AS rank, '' AS sort
FROM l6 UNION ALL SELECT 0 AS place, l7.id AS id, 2 AS rank, '' AS sort
FROM l7 UNION ALL SELECT 0 AS place, l8.id AS id, 0 AS rank, '' AS sort
FROM l8 UNION ALL SELECT 1 AS place, l12.id AS id, 0 AS rank, '' AS sort
FROM l12 UNION ALL SELECT 1 AS place, l13.id AS id, 2 AS rank, '' AS sort
FROM l13 UNION ALL SELECT 1 AS place, l14.id AS id, 0 AS rank, '' AS sort
FROM l14 UNION ALL SELECT 2 AS place, l17.id AS id, 0 AS rank, '' AS sort
FROM l17 UNION ALL SELECT 2 AS place, l18.id AS id, 2 AS rank, '' AS sort
FROM l18 UNION ALL SELECT 5 AS place, l21.id AS id, 0 AS rank, '' AS sort
FROM l21 UNION ALL SELECT 5 AS place, l22.id AS id, 2 AS rank, '' AS sort
FROM l22) AS every GROUP BY every.place, every.id ORDER BY min(every.rank), every.place, min(every.sort), every.id DESC
LIMIT 3) AS hit) AS s29), ''), ']}'), 'UTF8') AS convert_to_1
