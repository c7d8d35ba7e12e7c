SELECT convert_to(concat('{"node":', coalesce((SELECT concat('{"__typename":"Customer","id":"cus_', t1.id, '","number":', to_json(t1.number), '}') AS j
FROM customer AS t1
WHERE t1.id = $1::UUID),
(SELECT concat('{"__typename":"IdentityDocument","id":"doc_', t2.id, '"}') AS j
FROM identity_document AS t2
WHERE t2.id = $2::UUID),
(SELECT concat('{"__typename":"Contract","id":"con_', t3.id, '"}') AS j
FROM contract AS t3
WHERE t3.id = $3::UUID),
(SELECT concat('{"__typename":"Sim","id":"sim_', t4.id, '"}') AS j
FROM sim AS t4
WHERE t4.id = $4::UUID),
(SELECT concat('{"__typename":"PhoneNumber","id":"num_', t5.id, '"}') AS j
FROM phone_number AS t5
WHERE t5.id = $5::UUID),
(SELECT concat('{"__typename":"Tariff","id":"tar_', t6.id, '","code":', to_json(t6.code), '}') AS j
FROM tariff AS t6
WHERE t6.id = $6::UUID),
(SELECT concat('{"__typename":"TariffOption","id":"opt_', t7.id, '"}') AS j
FROM tariff_option AS t7
WHERE t7.id = $7::UUID),
(SELECT concat('{"__typename":"Payment","id":"pay_', t8.id, '"}') AS j
FROM payment AS t8
WHERE t8.id = $8::UUID),
(SELECT concat('{"__typename":"Refund","id":"ref_', t9.id, '"}') AS j
FROM refund AS t9
WHERE t9.id = $9::UUID),
(SELECT concat('{"__typename":"Bill","id":"bil_', t10.id, '"}') AS j
FROM bill AS t10
WHERE t10.id = $10::UUID),
(SELECT concat('{"__typename":"Settlement","id":"set_', t11.id, '"}') AS j
FROM settlement AS t11
WHERE t11.id = $11::UUID),
(SELECT concat('{"__typename":"Mismatch","id":"mis_', t12.id, '"}') AS j
FROM mismatch AS t12
WHERE t12.id = $12::UUID),
(SELECT concat('{"__typename":"Ticket","id":"tic_', t13.id, '"}') AS j
FROM ticket AS t13
WHERE t13.id = $13::UUID),
(SELECT concat('{"__typename":"Notification","id":"not_', t14.id, '"}') AS j
FROM notification AS t14
WHERE t14.id = $14::UUID),
(SELECT concat('{"__typename":"ImportJob","id":"imp_', t15.id, '"}') AS j
FROM import_job AS t15
WHERE t15.id = $15::UUID),
(SELECT concat('{"__typename":"RejectedRow","id":"rej_', t16.id, '"}') AS j
FROM rejected_row AS t16
WHERE t16.id = $16::UUID), 'null'), '}'), 'UTF8') AS convert_to_1
