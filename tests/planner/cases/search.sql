SELECT convert_to(concat('{"customers":', (WITH f1 AS MATERIALIZED
(WITH l3 AS MATERIALIZED
(SELECT t2.id AS id
FROM customer AS t2
WHERE t2.number >= $1::VARCHAR AND t2.number < ($1::VARCHAR || chr(1114111))
LIMIT 1001),
l5 AS MATERIALIZED
(SELECT t4.customer_id AS id
FROM contract AS t4
WHERE t4.number >= $2::VARCHAR AND t4.number < ($2::VARCHAR || chr(1114111))
LIMIT 1001),
l7 AS MATERIALIZED
(SELECT t6.customer_id AS id
FROM identity_document AS t6
WHERE t6.number_key IN (crm_document_key($3::VARCHAR, '', ''), crm_document_key($3::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 1001),
l9 AS MATERIALIZED
(SELECT t8.id AS id
FROM customer AS t8
WHERE t8.external_id = $4::VARCHAR
LIMIT 1001),
l11 AS MATERIALIZED
(SELECT t10.customer_id AS id
FROM contract AS t10
WHERE t10.external_id = $5::VARCHAR
LIMIT 1001),
l13 AS MATERIALIZED
(SELECT t12.id AS id, t12.name
FROM customer AS t12
WHERE t12.name_key LIKE (('%' || replace(replace(replace(CASE WHEN (length(crm_name_key($6::VARCHAR)) > 3) THEN ltrim(crm_name_key($6::VARCHAR)) ELSE crm_name_key($6::VARCHAR) END, '\', '\\'), '%', '\%'), '_', '\_')) || '%')),
l14 AS MATERIALIZED
(SELECT id
FROM (SELECT l3.id AS id
FROM l3 UNION ALL SELECT l5.id AS id
FROM l5 UNION ALL SELECT l7.id AS id
FROM l7 UNION ALL SELECT l9.id AS id
FROM l9 UNION ALL SELECT l11.id AS id
FROM l11 UNION ALL SELECT l13.id AS id
FROM l13) AS anon_1
LIMIT 1001),
l17 AS MATERIALIZED
(SELECT t15.id AS id
FROM customer AS t15
WHERE t15.phone >= $7::VARCHAR AND t15.phone < ($7::VARCHAR || chr(1114111))
LIMIT 1001),
l18 AS MATERIALIZED
(SELECT t16.id AS id
FROM customer AS t16
WHERE reverse(t16.phone) >= $8::VARCHAR AND reverse(t16.phone) < ($8::VARCHAR || chr(1114111))
LIMIT 1001),
l20 AS MATERIALIZED
(SELECT t19.id AS id
FROM phone_number AS t19
WHERE t19.msisdn >= $9::VARCHAR AND t19.msisdn < ($9::VARCHAR || chr(1114111))
LIMIT 1001),
l23 AS MATERIALIZED
(SELECT t22.id AS id
FROM phone_number AS t22
WHERE reverse(t22.msisdn) >= $10::VARCHAR AND reverse(t22.msisdn) < ($10::VARCHAR || chr(1114111))
LIMIT 1001),
l25 AS MATERIALIZED
(SELECT t21.customer_id AS id
FROM l20 JOIN contract AS t21 ON t21.phone_number_id = l20.id AND t21.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l26 AS MATERIALIZED
(SELECT t24.customer_id AS id
FROM l23 JOIN contract AS t24 ON t24.phone_number_id = l23.id AND t24.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l28 AS MATERIALIZED
(SELECT t27.id AS id
FROM customer AS t27
WHERE reverse(t27.number) >= $11::VARCHAR AND reverse(t27.number) < ($11::VARCHAR || chr(1114111))
LIMIT 1001),
l30 AS MATERIALIZED
(SELECT t29.customer_id AS id
FROM contract AS t29
WHERE reverse(t29.number) >= $12::VARCHAR AND reverse(t29.number) < ($12::VARCHAR || chr(1114111))
LIMIT 1001),
l32 AS MATERIALIZED
(SELECT t31.id AS id
FROM sim AS t31
WHERE reverse(t31.iccid) >= $13::VARCHAR AND reverse(t31.iccid) < ($13::VARCHAR || chr(1114111))
LIMIT 1001),
l34 AS MATERIALIZED
(SELECT t33.customer_id AS id
FROM l32 JOIN contract AS t33 ON t33.sim_id = l32.id AND t33.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l36 AS MATERIALIZED
(SELECT t35.customer_id AS id
FROM identity_document AS t35
WHERE t35.number_key IN (crm_document_key($14::VARCHAR, '', ''), crm_document_key($14::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 1001),
l38 AS MATERIALIZED
(SELECT t37.id AS id
FROM customer AS t37
WHERE t37.external_id = $15::VARCHAR
LIMIT 1001),
l40 AS MATERIALIZED
(SELECT t39.customer_id AS id
FROM contract AS t39
WHERE t39.external_id = $16::VARCHAR
LIMIT 1001),
l41 AS MATERIALIZED
(SELECT id
FROM (SELECT l17.id AS id
FROM l17 UNION ALL SELECT l18.id AS id
FROM l18 UNION ALL SELECT l25.id AS id
FROM l25 UNION ALL SELECT l26.id AS id
FROM l26 UNION ALL SELECT l28.id AS id
FROM l28 UNION ALL SELECT l30.id AS id
FROM l30 UNION ALL SELECT l34.id AS id
FROM l34 UNION ALL SELECT l36.id AS id
FROM l36 UNION ALL SELECT l38.id AS id
FROM l38 UNION ALL SELECT l40.id AS id
FROM l40) AS anon_2
LIMIT 1001),
l43 AS MATERIALIZED
(SELECT t42.id AS id
FROM customer AS t42
WHERE t42.id = ANY (array((SELECT l14.id
FROM l14))) AND t42.id = ANY (array((SELECT l41.id
FROM l41)))
LIMIT 1001)
SELECT array((SELECT l43.id
FROM l43
LIMIT 1000)) AS ids,
(SELECT count(*) > 1000 AS anon_3
FROM l3) OR (SELECT count(*) > 1000 AS anon_4
FROM l5) OR (SELECT count(*) > 1000 AS anon_5
FROM l7) OR (SELECT count(*) > 1000 AS anon_6
FROM l9) OR (SELECT count(*) > 1000 AS anon_7
FROM l11) OR (SELECT count(*) > 1000 AS anon_8
FROM l14) OR (SELECT count(*) > 1000 AS anon_9
FROM l17) OR (SELECT count(*) > 1000 AS anon_10
FROM l18) OR (SELECT count(*) > 1000 AS anon_11
FROM l20) OR (SELECT count(*) > 1000 AS anon_12
FROM l23) OR (SELECT count(*) > 1000 AS anon_13
FROM l25) OR (SELECT count(*) > 1000 AS anon_14
FROM l26) OR (SELECT count(*) > 1000 AS anon_15
FROM l28) OR (SELECT count(*) > 1000 AS anon_16
FROM l30) OR (SELECT count(*) > 1000 AS anon_17
FROM l32) OR (SELECT count(*) > 1000 AS anon_18
FROM l34) OR (SELECT count(*) > 1000 AS anon_19
FROM l36) OR (SELECT count(*) > 1000 AS anon_20
FROM l38) OR (SELECT count(*) > 1000 AS anon_21
FROM l40) OR (SELECT count(*) > 1000 AS anon_22
FROM l41) OR (SELECT count(*) > 1000 AS anon_23
FROM l43) AS broad)
SELECT concat('{"nodes":[', coalesce((SELECT string_agg(s45.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t44.number), '}') AS j
FROM customer AS t44
WHERE t44.id = ANY (f1.ids) ORDER BY t44.created_at DESC, t44.id DESC
LIMIT 3) AS s45), ''), ']}') AS concat_1
FROM f1), '}'), 'UTF8') AS convert_to_1
