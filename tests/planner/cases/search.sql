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
WHERE t8.tax_number = $4::VARCHAR
LIMIT 1001),
l11 AS MATERIALIZED
(SELECT t10.id AS id
FROM customer AS t10
WHERE t10.external_id = $5::VARCHAR
LIMIT 1001),
l13 AS MATERIALIZED
(SELECT t12.customer_id AS id
FROM contract AS t12
WHERE t12.external_id = $6::VARCHAR
LIMIT 1001),
l15 AS MATERIALIZED
(SELECT t14.id AS id, t14.name
FROM customer AS t14
WHERE t14.name_key LIKE (('%' || replace(replace(replace(CASE WHEN (length(crm_name_key($7::VARCHAR)) > 3) THEN ltrim(crm_name_key($7::VARCHAR)) ELSE crm_name_key($7::VARCHAR) END, '\', '\\'), '%', '\%'), '_', '\_')) || '%')),
l16 AS MATERIALIZED
(SELECT id
FROM (SELECT l3.id AS id
FROM l3 UNION ALL SELECT l5.id AS id
FROM l5 UNION ALL SELECT l7.id AS id
FROM l7 UNION ALL SELECT l9.id AS id
FROM l9 UNION ALL SELECT l11.id AS id
FROM l11 UNION ALL SELECT l13.id AS id
FROM l13 UNION ALL SELECT l15.id AS id
FROM l15) AS anon_1
LIMIT 1001),
l19 AS MATERIALIZED
(SELECT t17.id AS id
FROM customer AS t17
WHERE t17.phone >= $8::VARCHAR AND t17.phone < ($8::VARCHAR || chr(1114111))
LIMIT 1001),
l20 AS MATERIALIZED
(SELECT t18.id AS id
FROM customer AS t18
WHERE reverse(t18.phone) >= $9::VARCHAR AND reverse(t18.phone) < ($9::VARCHAR || chr(1114111))
LIMIT 1001),
l23 AS MATERIALIZED
(SELECT t21.customer_id AS id
FROM customer_contact AS t21
WHERE t21.phone >= $10::VARCHAR AND t21.phone < ($10::VARCHAR || chr(1114111))
LIMIT 1001),
l24 AS MATERIALIZED
(SELECT t22.customer_id AS id
FROM customer_contact AS t22
WHERE reverse(t22.phone) >= $11::VARCHAR AND reverse(t22.phone) < ($11::VARCHAR || chr(1114111))
LIMIT 1001),
l26 AS MATERIALIZED
(SELECT t25.id AS id
FROM phone_number AS t25
WHERE t25.msisdn >= $12::VARCHAR AND t25.msisdn < ($12::VARCHAR || chr(1114111))
LIMIT 1001),
l29 AS MATERIALIZED
(SELECT t28.id AS id
FROM phone_number AS t28
WHERE reverse(t28.msisdn) >= $13::VARCHAR AND reverse(t28.msisdn) < ($13::VARCHAR || chr(1114111))
LIMIT 1001),
l31 AS MATERIALIZED
(SELECT t27.customer_id AS id
FROM l26 JOIN contract AS t27 ON t27.phone_number_id = l26.id AND t27.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l32 AS MATERIALIZED
(SELECT t30.customer_id AS id
FROM l29 JOIN contract AS t30 ON t30.phone_number_id = l29.id AND t30.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l34 AS MATERIALIZED
(SELECT t33.id AS id
FROM customer AS t33
WHERE reverse(t33.number) >= $14::VARCHAR AND reverse(t33.number) < ($14::VARCHAR || chr(1114111))
LIMIT 1001),
l36 AS MATERIALIZED
(SELECT t35.customer_id AS id
FROM contract AS t35
WHERE reverse(t35.number) >= $15::VARCHAR AND reverse(t35.number) < ($15::VARCHAR || chr(1114111))
LIMIT 1001),
l38 AS MATERIALIZED
(SELECT t37.id AS id
FROM sim AS t37
WHERE reverse(t37.iccid) >= $16::VARCHAR AND reverse(t37.iccid) < ($16::VARCHAR || chr(1114111))
LIMIT 1001),
l40 AS MATERIALIZED
(SELECT t39.customer_id AS id
FROM l38 JOIN contract AS t39 ON t39.sim_id = l38.id AND t39.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l42 AS MATERIALIZED
(SELECT t41.customer_id AS id
FROM identity_document AS t41
WHERE t41.number_key IN (crm_document_key($17::VARCHAR, '', ''), crm_document_key($17::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 1001),
l44 AS MATERIALIZED
(SELECT t43.id AS id
FROM customer AS t43
WHERE t43.tax_number = $18::VARCHAR
LIMIT 1001),
l46 AS MATERIALIZED
(SELECT t45.id AS id
FROM customer AS t45
WHERE t45.external_id = $19::VARCHAR
LIMIT 1001),
l48 AS MATERIALIZED
(SELECT t47.customer_id AS id
FROM contract AS t47
WHERE t47.external_id = $20::VARCHAR
LIMIT 1001),
l49 AS MATERIALIZED
(SELECT id
FROM (SELECT l19.id AS id
FROM l19 UNION ALL SELECT l20.id AS id
FROM l20 UNION ALL SELECT l23.id AS id
FROM l23 UNION ALL SELECT l24.id AS id
FROM l24 UNION ALL SELECT l31.id AS id
FROM l31 UNION ALL SELECT l32.id AS id
FROM l32 UNION ALL SELECT l34.id AS id
FROM l34 UNION ALL SELECT l36.id AS id
FROM l36 UNION ALL SELECT l40.id AS id
FROM l40 UNION ALL SELECT l42.id AS id
FROM l42 UNION ALL SELECT l44.id AS id
FROM l44 UNION ALL SELECT l46.id AS id
FROM l46 UNION ALL SELECT l48.id AS id
FROM l48) AS anon_2
LIMIT 1001),
l51 AS MATERIALIZED
(SELECT t50.id AS id
FROM customer AS t50
WHERE t50.id = ANY (array((SELECT l16.id
FROM l16))) AND t50.id = ANY (array((SELECT l49.id
FROM l49)))
LIMIT 1001)
SELECT array((SELECT l51.id
FROM l51
LIMIT 1000)) AS ids,
(SELECT count(*) > 1000 AS anon_3
FROM l3) OR (SELECT count(*) > 1000 AS anon_4
FROM l5) OR (SELECT count(*) > 1000 AS anon_5
FROM l7) OR (SELECT count(*) > 1000 AS anon_6
FROM l9) OR (SELECT count(*) > 1000 AS anon_7
FROM l11) OR (SELECT count(*) > 1000 AS anon_8
FROM l13) OR (SELECT count(*) > 1000 AS anon_9
FROM l16) OR (SELECT count(*) > 1000 AS anon_10
FROM l19) OR (SELECT count(*) > 1000 AS anon_11
FROM l20) OR (SELECT count(*) > 1000 AS anon_12
FROM l23) OR (SELECT count(*) > 1000 AS anon_13
FROM l24) OR (SELECT count(*) > 1000 AS anon_14
FROM l26) OR (SELECT count(*) > 1000 AS anon_15
FROM l29) OR (SELECT count(*) > 1000 AS anon_16
FROM l31) OR (SELECT count(*) > 1000 AS anon_17
FROM l32) OR (SELECT count(*) > 1000 AS anon_18
FROM l34) OR (SELECT count(*) > 1000 AS anon_19
FROM l36) OR (SELECT count(*) > 1000 AS anon_20
FROM l38) OR (SELECT count(*) > 1000 AS anon_21
FROM l40) OR (SELECT count(*) > 1000 AS anon_22
FROM l42) OR (SELECT count(*) > 1000 AS anon_23
FROM l44) OR (SELECT count(*) > 1000 AS anon_24
FROM l46) OR (SELECT count(*) > 1000 AS anon_25
FROM l48) OR (SELECT count(*) > 1000 AS anon_26
FROM l49) OR (SELECT count(*) > 1000 AS anon_27
FROM l51) AS broad)
SELECT concat('{"nodes":[', coalesce((SELECT string_agg(s53.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t52.number), '}') AS j
FROM customer AS t52
WHERE t52.id = ANY (f1.ids) ORDER BY t52.created_at DESC, t52.id DESC
LIMIT 3) AS s53), ''), ']}') AS concat_1
FROM f1), '}'), 'UTF8') AS convert_to_1
