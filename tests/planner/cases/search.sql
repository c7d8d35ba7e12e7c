SELECT convert_to(concat('{"customers":', (WITH f1 AS MATERIALIZED
(WITH l3 AS MATERIALIZED
(SELECT t2.id AS id
FROM customer AS t2
WHERE t2.number >= $1::VARCHAR AND t2.number < ($1::VARCHAR || chr(1114111)) AND t2.merged_into_id IS NULL AND t2.erased_at IS NULL
LIMIT 1001),
l5 AS MATERIALIZED
(SELECT t4.customer_id AS id
FROM contract AS t4
WHERE t4.number >= $2::VARCHAR AND t4.number < ($2::VARCHAR || chr(1114111))
LIMIT 1001),
l7 AS MATERIALIZED
(SELECT t6.current_id AS id
FROM customer_merge AS t6
WHERE t6.other_number >= $3::VARCHAR AND t6.other_number < ($3::VARCHAR || chr(1114111)) AND t6.current_id IS NOT NULL
LIMIT 1001),
l9 AS MATERIALIZED
(SELECT t8.customer_id AS id
FROM identity_document AS t8
WHERE t8.number_key IN (crm_document_key($4::VARCHAR, '', ''), crm_document_key($4::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 1001),
l11 AS MATERIALIZED
(SELECT t10.id AS id
FROM customer AS t10
WHERE t10.tax_number = $5::VARCHAR AND t10.merged_into_id IS NULL AND t10.erased_at IS NULL
LIMIT 1001),
l13 AS MATERIALIZED
(SELECT t12.id AS id
FROM customer AS t12
WHERE t12.external_id = $6::VARCHAR AND t12.merged_into_id IS NULL AND t12.erased_at IS NULL
LIMIT 1001),
l15 AS MATERIALIZED
(SELECT t14.customer_id AS id
FROM contract AS t14
WHERE t14.external_id = $7::VARCHAR
LIMIT 1001),
l17 AS MATERIALIZED
(SELECT t16.id AS id, t16.name
FROM customer AS t16
WHERE t16.name_key LIKE (('%' || replace(replace(replace(CASE WHEN (length(crm_name_key($8::VARCHAR)) > 3) THEN ltrim(crm_name_key($8::VARCHAR)) ELSE crm_name_key($8::VARCHAR) END, '\', '\\'), '%', '\%'), '_', '\_')) || '%') AND t16.merged_into_id IS NULL AND t16.erased_at IS NULL),
l18 AS MATERIALIZED
(SELECT id
FROM (SELECT l3.id AS id
FROM l3 UNION ALL SELECT l5.id AS id
FROM l5 UNION ALL SELECT l7.id AS id
FROM l7 UNION ALL SELECT l9.id AS id
FROM l9 UNION ALL SELECT l11.id AS id
FROM l11 UNION ALL SELECT l13.id AS id
FROM l13 UNION ALL SELECT l15.id AS id
FROM l15 UNION ALL SELECT l17.id AS id
FROM l17) AS anon_1
LIMIT 1001),
l21 AS MATERIALIZED
(SELECT t19.id AS id
FROM customer AS t19
WHERE t19.phone >= $9::VARCHAR AND t19.phone < ($9::VARCHAR || chr(1114111)) AND t19.merged_into_id IS NULL AND t19.erased_at IS NULL
LIMIT 1001),
l22 AS MATERIALIZED
(SELECT t20.id AS id
FROM customer AS t20
WHERE reverse(t20.phone) >= $10::VARCHAR AND reverse(t20.phone) < ($10::VARCHAR || chr(1114111)) AND t20.merged_into_id IS NULL AND t20.erased_at IS NULL
LIMIT 1001),
l25 AS MATERIALIZED
(SELECT t23.customer_id AS id
FROM customer_contact AS t23
WHERE t23.phone >= $11::VARCHAR AND t23.phone < ($11::VARCHAR || chr(1114111))
LIMIT 1001),
l26 AS MATERIALIZED
(SELECT t24.customer_id AS id
FROM customer_contact AS t24
WHERE reverse(t24.phone) >= $12::VARCHAR AND reverse(t24.phone) < ($12::VARCHAR || chr(1114111))
LIMIT 1001),
l28 AS MATERIALIZED
(SELECT t27.id AS id
FROM phone_number AS t27
WHERE t27.msisdn >= $13::VARCHAR AND t27.msisdn < ($13::VARCHAR || chr(1114111))
LIMIT 1001),
l31 AS MATERIALIZED
(SELECT t30.id AS id
FROM phone_number AS t30
WHERE reverse(t30.msisdn) >= $14::VARCHAR AND reverse(t30.msisdn) < ($14::VARCHAR || chr(1114111))
LIMIT 1001),
l33 AS MATERIALIZED
(SELECT t29.customer_id AS id
FROM l28 JOIN contract AS t29 ON t29.phone_number_id = l28.id AND t29.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l34 AS MATERIALIZED
(SELECT t32.customer_id AS id
FROM l31 JOIN contract AS t32 ON t32.phone_number_id = l31.id AND t32.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l36 AS MATERIALIZED
(SELECT t35.id AS id
FROM customer AS t35
WHERE reverse(t35.number) >= $15::VARCHAR AND reverse(t35.number) < ($15::VARCHAR || chr(1114111)) AND t35.merged_into_id IS NULL AND t35.erased_at IS NULL
LIMIT 1001),
l38 AS MATERIALIZED
(SELECT t37.customer_id AS id
FROM contract AS t37
WHERE reverse(t37.number) >= $16::VARCHAR AND reverse(t37.number) < ($16::VARCHAR || chr(1114111))
LIMIT 1001),
l40 AS MATERIALIZED
(SELECT t39.current_id AS id
FROM customer_merge AS t39
WHERE reverse(t39.other_number) >= $17::VARCHAR AND reverse(t39.other_number) < ($17::VARCHAR || chr(1114111)) AND t39.current_id IS NOT NULL
LIMIT 1001),
l42 AS MATERIALIZED
(SELECT t41.id AS id
FROM sim AS t41
WHERE reverse(t41.iccid) >= $18::VARCHAR AND reverse(t41.iccid) < ($18::VARCHAR || chr(1114111))
LIMIT 1001),
l44 AS MATERIALIZED
(SELECT t43.customer_id AS id
FROM l42 JOIN contract AS t43 ON t43.sim_id = l42.id AND t43.status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')
LIMIT 1001),
l46 AS MATERIALIZED
(SELECT t45.customer_id AS id
FROM identity_document AS t45
WHERE t45.number_key IN (crm_document_key($19::VARCHAR, '', ''), crm_document_key($19::VARCHAR, 'ID_CARD', 'KG'))
LIMIT 1001),
l48 AS MATERIALIZED
(SELECT t47.id AS id
FROM customer AS t47
WHERE t47.tax_number = $20::VARCHAR AND t47.merged_into_id IS NULL AND t47.erased_at IS NULL
LIMIT 1001),
l50 AS MATERIALIZED
(SELECT t49.id AS id
FROM customer AS t49
WHERE t49.external_id = $21::VARCHAR AND t49.merged_into_id IS NULL AND t49.erased_at IS NULL
LIMIT 1001),
l52 AS MATERIALIZED
(SELECT t51.customer_id AS id
FROM contract AS t51
WHERE t51.external_id = $22::VARCHAR
LIMIT 1001),
l53 AS MATERIALIZED
(SELECT id
FROM (SELECT l21.id AS id
FROM l21 UNION ALL SELECT l22.id AS id
FROM l22 UNION ALL SELECT l25.id AS id
FROM l25 UNION ALL SELECT l26.id AS id
FROM l26 UNION ALL SELECT l33.id AS id
FROM l33 UNION ALL SELECT l34.id AS id
FROM l34 UNION ALL SELECT l36.id AS id
FROM l36 UNION ALL SELECT l38.id AS id
FROM l38 UNION ALL SELECT l40.id AS id
FROM l40 UNION ALL SELECT l44.id AS id
FROM l44 UNION ALL SELECT l46.id AS id
FROM l46 UNION ALL SELECT l48.id AS id
FROM l48 UNION ALL SELECT l50.id AS id
FROM l50 UNION ALL SELECT l52.id AS id
FROM l52) AS anon_2
LIMIT 1001),
l55 AS MATERIALIZED
(SELECT t54.id AS id
FROM customer AS t54
WHERE t54.id = ANY (array((SELECT l18.id
FROM l18))) AND t54.id = ANY (array((SELECT l53.id
FROM l53))) AND t54.merged_into_id IS NULL AND t54.erased_at IS NULL
LIMIT 1001)
SELECT array((SELECT l55.id
FROM l55
LIMIT 1000)) AS ids,
(SELECT count(*) > 1000 AS anon_3
FROM l3) OR (SELECT count(*) > 1000 AS anon_4
FROM l5) OR (SELECT count(*) > 1000 AS anon_5
FROM l7) OR (SELECT count(*) > 1000 AS anon_6
FROM l9) OR (SELECT count(*) > 1000 AS anon_7
FROM l11) OR (SELECT count(*) > 1000 AS anon_8
FROM l13) OR (SELECT count(*) > 1000 AS anon_9
FROM l15) OR (SELECT count(*) > 1000 AS anon_10
FROM l18) OR (SELECT count(*) > 1000 AS anon_11
FROM l21) OR (SELECT count(*) > 1000 AS anon_12
FROM l22) OR (SELECT count(*) > 1000 AS anon_13
FROM l25) OR (SELECT count(*) > 1000 AS anon_14
FROM l26) OR (SELECT count(*) > 1000 AS anon_15
FROM l28) OR (SELECT count(*) > 1000 AS anon_16
FROM l31) OR (SELECT count(*) > 1000 AS anon_17
FROM l33) OR (SELECT count(*) > 1000 AS anon_18
FROM l34) OR (SELECT count(*) > 1000 AS anon_19
FROM l36) OR (SELECT count(*) > 1000 AS anon_20
FROM l38) OR (SELECT count(*) > 1000 AS anon_21
FROM l40) OR (SELECT count(*) > 1000 AS anon_22
FROM l42) OR (SELECT count(*) > 1000 AS anon_23
FROM l44) OR (SELECT count(*) > 1000 AS anon_24
FROM l46) OR (SELECT count(*) > 1000 AS anon_25
FROM l48) OR (SELECT count(*) > 1000 AS anon_26
FROM l50) OR (SELECT count(*) > 1000 AS anon_27
FROM l52) OR (SELECT count(*) > 1000 AS anon_28
FROM l53) OR (SELECT count(*) > 1000 AS anon_29
FROM l55) AS broad)
SELECT concat('{"nodes":[', coalesce((SELECT string_agg(s57.j, ',') AS string_agg_1
FROM (SELECT concat('{"number":', to_json(t56.number), '}') AS j
FROM customer AS t56
WHERE t56.merged_into_id IS NULL AND t56.id = ANY (f1.ids) AND t56.erased_at IS NULL ORDER BY t56.created_at DESC, t56.id DESC
LIMIT 3) AS s57), ''), ']}') AS concat_1
FROM f1), '}'), 'UTF8') AS convert_to_1
