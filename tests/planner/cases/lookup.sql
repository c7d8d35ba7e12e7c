SELECT convert_to(concat('{"lookup":[', coalesce((SELECT string_agg(s36.j, ',') AS string_agg_1
FROM (SELECT CASE WHEN (hit.place = 0) THEN (SELECT concat('{"id":"cus_', t29.id, '","__typename":"Customer","name":', to_json(t29.name), '}') AS j
FROM customer AS t29
WHERE t29.id = hit.id) WHEN (hit.place = 1) THEN (SELECT concat('{"id":"req_', t30.id, '","__typename":"Request","number":', to_json(t30.number), '}') AS j
FROM request AS t30
WHERE t30.id = hit.id) WHEN (hit.place = 2) THEN (SELECT concat('{"id":"con_', t31.id, '","__typename":"Contract","number":', to_json(t31.number), '}') AS j
FROM contract AS t31
WHERE t31.id = hit.id) WHEN (hit.place = 3) THEN (SELECT concat('{"id":"pay_', t32.id, '","__typename":"Payment"}') AS j
FROM payment AS t32
WHERE t32.id = hit.id) WHEN (hit.place = 4) THEN (SELECT concat('{"id":"sim_', t33.id, '","__typename":"Sim"}') AS j
FROM sim AS t33
WHERE t33.id = hit.id) WHEN (hit.place = 5) THEN (SELECT concat('{"id":"num_', t34.id, '","__typename":"PhoneNumber"}') AS j
FROM phone_number AS t34
WHERE t34.id = hit.id) WHEN (hit.place = 6) THEN (SELECT concat('{"id":"tic_', t35.id, '","__typename":"Ticket"}') AS j
FROM ticket AS t35
WHERE t35.id = hit.id) END AS j
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
FROM request AS t9
WHERE t9.document_number IN (crm_document_key($5::VARCHAR, '', ''), crm_document_key($5::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 3),
l13 AS MATERIALIZED
(SELECT t10.id AS id
FROM request AS t10
WHERE t10.number = $6::VARCHAR
LIMIT 3),
l14 AS MATERIALIZED
(SELECT t11.id AS id
FROM request AS t11
WHERE t11.number >= $7::VARCHAR AND t11.number < ($7::VARCHAR || chr(1114111))
LIMIT 3),
l18 AS MATERIALIZED
(SELECT t15.id AS id
FROM contract AS t15
WHERE t15.number = $8::VARCHAR
LIMIT 3),
l19 AS MATERIALIZED
(SELECT t16.id AS id
FROM contract AS t16
WHERE t16.number >= $9::VARCHAR AND t16.number < ($9::VARCHAR || chr(1114111))
LIMIT 3),
l20 AS MATERIALIZED
(SELECT t17.id AS id
FROM contract AS t17
WHERE t17.external_id = $10::VARCHAR
LIMIT 3),
l23 AS MATERIALIZED
(SELECT t21.id AS id
FROM payment AS t21
WHERE t21.number = $11::VARCHAR
LIMIT 3),
l24 AS MATERIALIZED
(SELECT t22.id AS id
FROM payment AS t22
WHERE t22.number >= $12::VARCHAR AND t22.number < ($12::VARCHAR || chr(1114111))
LIMIT 3),
l27 AS MATERIALIZED
(SELECT t25.id AS id
FROM ticket AS t25
WHERE t25.number = $13::VARCHAR
LIMIT 3),
l28 AS MATERIALIZED
(SELECT t26.id AS id
FROM ticket AS t26
WHERE t26.number >= $14::VARCHAR AND t26.number < ($14::VARCHAR || chr(1114111))
LIMIT 3)
SELECT every.place AS place, every.id AS id
FROM (SELECT 0 AS place, l5.id AS id, 0 AS rank, '' AS sort
FROM l5 UNION ALL SELECT 0 AS place, l6.id AS id, 0 AS rank, '' AS sort
FROM l6 UNION ALL SELECT 0 AS place, l7.id AS id, 2 AS rank, '' AS sort
FROM l7 UNION ALL SELECT 0 AS place, l8.id AS id, 0 AS rank, '' AS sort
FROM l8 UNION ALL SELECT 1 AS place, l12.id AS id, 0 AS rank, '' AS sort
FROM l12 UNION ALL SELECT 1 AS place, l13.id AS id, 0 AS rank, '' AS sort
FROM l13 UNION ALL SELECT 1 AS place, l14.id AS id, 2 AS rank, '' AS sort
FROM l14 UNION ALL SELECT 2 AS place, l18.id AS id, 0 AS rank, '' AS sort
FROM l18 UNION ALL SELECT 2 AS place, l19.id AS id, 2 AS rank, '' AS sort
FROM l19 UNION ALL SELECT 2 AS place, l20.id AS id, 0 AS rank, '' AS sort
FROM l20 UNION ALL SELECT 3 AS place, l23.id AS id, 0 AS rank, '' AS sort
FROM l23 UNION ALL SELECT 3 AS place, l24.id AS id, 2 AS rank, '' AS sort
FROM l24 UNION ALL SELECT 6 AS place, l27.id AS id, 0 AS rank, '' AS sort
FROM l27 UNION ALL SELECT 6 AS place, l28.id AS id, 2 AS rank, '' AS sort
FROM l28) AS every GROUP BY every.place, every.id ORDER BY min(every.rank), every.place, min(every.sort), every.id DESC
LIMIT 3) AS hit) AS s36), ''), ']}'), 'UTF8') AS convert_to_1
