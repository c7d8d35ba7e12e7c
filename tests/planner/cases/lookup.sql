SELECT convert_to(concat('{"lookup":[', coalesce((SELECT string_agg(s38.j, ',') AS string_agg_1
FROM (SELECT CASE WHEN (hit.place = 0) THEN (SELECT concat('{"id":"cus_', t31.id, '","__typename":"Customer","name":', to_json(t31.name), '}') AS j
FROM customer AS t31
WHERE t31.id = hit.id) WHEN (hit.place = 1) THEN (SELECT concat('{"id":"req_', t32.id, '","__typename":"Request","number":', to_json(t32.number), '}') AS j
FROM request AS t32
WHERE t32.id = hit.id) WHEN (hit.place = 2) THEN (SELECT concat('{"id":"con_', t33.id, '","__typename":"Contract","number":', to_json(t33.number), '}') AS j
FROM contract AS t33
WHERE t33.id = hit.id) WHEN (hit.place = 3) THEN (SELECT concat('{"id":"pay_', t34.id, '","__typename":"Payment"}') AS j
FROM payment AS t34
WHERE t34.id = hit.id) WHEN (hit.place = 4) THEN (SELECT concat('{"id":"sim_', t35.id, '","__typename":"Sim"}') AS j
FROM sim AS t35
WHERE t35.id = hit.id) WHEN (hit.place = 5) THEN (SELECT concat('{"id":"num_', t36.id, '","__typename":"PhoneNumber"}') AS j
FROM phone_number AS t36
WHERE t36.id = hit.id) WHEN (hit.place = 6) THEN (SELECT concat('{"id":"tic_', t37.id, '","__typename":"Ticket"}') AS j
FROM ticket AS t37
WHERE t37.id = hit.id) END AS j
FROM (WITH l6 AS MATERIALIZED
(SELECT t1.id AS id
FROM customer AS t1
WHERE t1.tax_number = $1::VARCHAR
LIMIT 3),
l7 AS MATERIALIZED
(SELECT t2.id AS id
FROM customer AS t2
WHERE t2.external_id = $2::VARCHAR
LIMIT 3),
l8 AS MATERIALIZED
(SELECT t3.id AS id
FROM customer AS t3
WHERE t3.number = $3::VARCHAR
LIMIT 3),
l9 AS MATERIALIZED
(SELECT t4.id AS id
FROM customer AS t4
WHERE t4.number >= $4::VARCHAR AND t4.number < ($4::VARCHAR || chr(1114111))
LIMIT 3),
l10 AS MATERIALIZED
(SELECT t5.customer_id AS id
FROM identity_document AS t5
WHERE t5.number_key IN (crm_document_key($5::VARCHAR, '', ''), crm_document_key($5::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 3),
l14 AS MATERIALIZED
(SELECT t11.id AS id
FROM request AS t11
WHERE t11.document_number IN (crm_document_key($6::VARCHAR, '', ''), crm_document_key($6::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 3),
l15 AS MATERIALIZED
(SELECT t12.id AS id
FROM request AS t12
WHERE t12.number = $7::VARCHAR
LIMIT 3),
l16 AS MATERIALIZED
(SELECT t13.id AS id
FROM request AS t13
WHERE t13.number >= $8::VARCHAR AND t13.number < ($8::VARCHAR || chr(1114111))
LIMIT 3),
l20 AS MATERIALIZED
(SELECT t17.id AS id
FROM contract AS t17
WHERE t17.number = $9::VARCHAR
LIMIT 3),
l21 AS MATERIALIZED
(SELECT t18.id AS id
FROM contract AS t18
WHERE t18.number >= $10::VARCHAR AND t18.number < ($10::VARCHAR || chr(1114111))
LIMIT 3),
l22 AS MATERIALIZED
(SELECT t19.id AS id
FROM contract AS t19
WHERE t19.external_id = $11::VARCHAR
LIMIT 3),
l25 AS MATERIALIZED
(SELECT t23.id AS id
FROM payment AS t23
WHERE t23.number = $12::VARCHAR
LIMIT 3),
l26 AS MATERIALIZED
(SELECT t24.id AS id
FROM payment AS t24
WHERE t24.number >= $13::VARCHAR AND t24.number < ($13::VARCHAR || chr(1114111))
LIMIT 3),
l29 AS MATERIALIZED
(SELECT t27.id AS id
FROM ticket AS t27
WHERE t27.number = $14::VARCHAR
LIMIT 3),
l30 AS MATERIALIZED
(SELECT t28.id AS id
FROM ticket AS t28
WHERE t28.number >= $15::VARCHAR AND t28.number < ($15::VARCHAR || chr(1114111))
LIMIT 3)
SELECT every.place AS place, every.id AS id
FROM (SELECT 0 AS place, l6.id AS id, 0 AS rank, '' AS sort
FROM l6 UNION ALL SELECT 0 AS place, l7.id AS id, 0 AS rank, '' AS sort
FROM l7 UNION ALL SELECT 0 AS place, l8.id AS id, 0 AS rank, '' AS sort
FROM l8 UNION ALL SELECT 0 AS place, l9.id AS id, 2 AS rank, '' AS sort
FROM l9 UNION ALL SELECT 0 AS place, l10.id AS id, 0 AS rank, '' AS sort
FROM l10 UNION ALL SELECT 1 AS place, l14.id AS id, 0 AS rank, '' AS sort
FROM l14 UNION ALL SELECT 1 AS place, l15.id AS id, 0 AS rank, '' AS sort
FROM l15 UNION ALL SELECT 1 AS place, l16.id AS id, 2 AS rank, '' AS sort
FROM l16 UNION ALL SELECT 2 AS place, l20.id AS id, 0 AS rank, '' AS sort
FROM l20 UNION ALL SELECT 2 AS place, l21.id AS id, 2 AS rank, '' AS sort
FROM l21 UNION ALL SELECT 2 AS place, l22.id AS id, 0 AS rank, '' AS sort
FROM l22 UNION ALL SELECT 3 AS place, l25.id AS id, 0 AS rank, '' AS sort
FROM l25 UNION ALL SELECT 3 AS place, l26.id AS id, 2 AS rank, '' AS sort
FROM l26 UNION ALL SELECT 6 AS place, l29.id AS id, 0 AS rank, '' AS sort
FROM l29 UNION ALL SELECT 6 AS place, l30.id AS id, 2 AS rank, '' AS sort
FROM l30) AS every GROUP BY every.place, every.id ORDER BY min(every.rank), every.place, min(every.sort), every.id DESC
LIMIT 3) AS hit) AS s38), ''), ']}'), 'UTF8') AS convert_to_1
