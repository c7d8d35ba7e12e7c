SELECT convert_to(concat('{"lookup":[', coalesce((SELECT string_agg(s40.j, ',') AS string_agg_1
FROM (SELECT CASE WHEN (hit.place = 0) THEN (SELECT concat('{"id":"cus_', t33.id, '","__typename":"Customer","name":', to_json(t33.name), '}') AS j
FROM customer AS t33
WHERE t33.id = hit.id AND t33.merged_into_id IS NULL) WHEN (hit.place = 1) THEN (SELECT concat('{"id":"req_', t34.id, '","__typename":"Request","number":', to_json(t34.number), '}') AS j
FROM request AS t34
WHERE t34.id = hit.id) WHEN (hit.place = 2) THEN (SELECT concat('{"id":"con_', t35.id, '","__typename":"Contract","number":', to_json(t35.number), '}') AS j
FROM contract AS t35
WHERE t35.id = hit.id) WHEN (hit.place = 3) THEN (SELECT concat('{"id":"pay_', t36.id, '","__typename":"Payment"}') AS j
FROM payment AS t36
WHERE t36.id = hit.id) WHEN (hit.place = 4) THEN (SELECT concat('{"id":"sim_', t37.id, '","__typename":"Sim"}') AS j
FROM sim AS t37
WHERE t37.id = hit.id) WHEN (hit.place = 5) THEN (SELECT concat('{"id":"num_', t38.id, '","__typename":"PhoneNumber"}') AS j
FROM phone_number AS t38
WHERE t38.id = hit.id) WHEN (hit.place = 6) THEN (SELECT concat('{"id":"tic_', t39.id, '","__typename":"Ticket"}') AS j
FROM ticket AS t39
WHERE t39.id = hit.id) END AS j
FROM (WITH l7 AS MATERIALIZED
(SELECT t1.id AS id
FROM customer AS t1
WHERE t1.tax_number = $1::VARCHAR AND t1.merged_into_id IS NULL AND t1.erased_at IS NULL
LIMIT 3),
l8 AS MATERIALIZED
(SELECT t2.id AS id
FROM customer AS t2
WHERE t2.external_id = $2::VARCHAR AND t2.merged_into_id IS NULL AND t2.erased_at IS NULL
LIMIT 3),
l9 AS MATERIALIZED
(SELECT t3.id AS id
FROM customer AS t3
WHERE t3.number = $3::VARCHAR AND t3.merged_into_id IS NULL AND t3.erased_at IS NULL
LIMIT 3),
l10 AS MATERIALIZED
(SELECT t4.id AS id
FROM customer AS t4
WHERE t4.number >= $4::VARCHAR AND t4.number < ($4::VARCHAR || chr(1114111)) AND t4.merged_into_id IS NULL AND t4.erased_at IS NULL
LIMIT 3),
l11 AS MATERIALIZED
(SELECT t5.current_id AS id
FROM customer_merge AS t5
WHERE t5.other_number = $5::VARCHAR AND t5.current_id IS NOT NULL
LIMIT 3),
l12 AS MATERIALIZED
(SELECT t6.customer_id AS id
FROM identity_document AS t6
WHERE t6.number_key IN (crm_document_key($6::VARCHAR, '', ''), crm_document_key($6::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 3),
l16 AS MATERIALIZED
(SELECT t13.id AS id
FROM request AS t13
WHERE t13.document_number IN (crm_document_key($7::VARCHAR, '', ''), crm_document_key($7::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 3),
l17 AS MATERIALIZED
(SELECT t14.id AS id
FROM request AS t14
WHERE t14.number = $8::VARCHAR
LIMIT 3),
l18 AS MATERIALIZED
(SELECT t15.id AS id
FROM request AS t15
WHERE t15.number >= $9::VARCHAR AND t15.number < ($9::VARCHAR || chr(1114111))
LIMIT 3),
l22 AS MATERIALIZED
(SELECT t19.id AS id
FROM contract AS t19
WHERE t19.number = $10::VARCHAR
LIMIT 3),
l23 AS MATERIALIZED
(SELECT t20.id AS id
FROM contract AS t20
WHERE t20.number >= $11::VARCHAR AND t20.number < ($11::VARCHAR || chr(1114111))
LIMIT 3),
l24 AS MATERIALIZED
(SELECT t21.id AS id
FROM contract AS t21
WHERE t21.external_id = $12::VARCHAR
LIMIT 3),
l27 AS MATERIALIZED
(SELECT t25.id AS id
FROM payment AS t25
WHERE t25.number = $13::VARCHAR
LIMIT 3),
l28 AS MATERIALIZED
(SELECT t26.id AS id
FROM payment AS t26
WHERE t26.number >= $14::VARCHAR AND t26.number < ($14::VARCHAR || chr(1114111))
LIMIT 3),
l31 AS MATERIALIZED
(SELECT t29.id AS id
FROM ticket AS t29
WHERE t29.number = $15::VARCHAR
LIMIT 3),
l32 AS MATERIALIZED
(SELECT t30.id AS id
FROM ticket AS t30
WHERE t30.number >= $16::VARCHAR AND t30.number < ($16::VARCHAR || chr(1114111))
LIMIT 3)
SELECT every.place AS place, every.id AS id
FROM (SELECT 0 AS place, l7.id AS id, 0 AS rank, '' AS sort
FROM l7 UNION ALL SELECT 0 AS place, l8.id AS id, 0 AS rank, '' AS sort
FROM l8 UNION ALL SELECT 0 AS place, l9.id AS id, 0 AS rank, '' AS sort
FROM l9 UNION ALL SELECT 0 AS place, l10.id AS id, 2 AS rank, '' AS sort
FROM l10 UNION ALL SELECT 0 AS place, l11.id AS id, 0 AS rank, '' AS sort
FROM l11 UNION ALL SELECT 0 AS place, l12.id AS id, 0 AS rank, '' AS sort
FROM l12 UNION ALL SELECT 1 AS place, l16.id AS id, 0 AS rank, '' AS sort
FROM l16 UNION ALL SELECT 1 AS place, l17.id AS id, 0 AS rank, '' AS sort
FROM l17 UNION ALL SELECT 1 AS place, l18.id AS id, 2 AS rank, '' AS sort
FROM l18 UNION ALL SELECT 2 AS place, l22.id AS id, 0 AS rank, '' AS sort
FROM l22 UNION ALL SELECT 2 AS place, l23.id AS id, 2 AS rank, '' AS sort
FROM l23 UNION ALL SELECT 2 AS place, l24.id AS id, 0 AS rank, '' AS sort
FROM l24 UNION ALL SELECT 3 AS place, l27.id AS id, 0 AS rank, '' AS sort
FROM l27 UNION ALL SELECT 3 AS place, l28.id AS id, 2 AS rank, '' AS sort
FROM l28 UNION ALL SELECT 6 AS place, l31.id AS id, 0 AS rank, '' AS sort
FROM l31 UNION ALL SELECT 6 AS place, l32.id AS id, 2 AS rank, '' AS sort
FROM l32) AS every GROUP BY every.place, every.id ORDER BY min(every.rank), every.place, min(every.sort), every.id DESC
LIMIT 3) AS hit) AS s40), ''), ']}'), 'UTF8') AS convert_to_1
