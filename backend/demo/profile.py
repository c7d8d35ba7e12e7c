"""The SQL of the rows of demo profiles, which follow the customers of a block.

About one row for each customer: an address for every second person, a further phone for every tenth customer, a consent
for every third, a note for every twentieth; each organisation has a contact person. The first twenty customers have
none: what people try out begins with them.
"""

PROFILE = [
    (
        "",
        """
insert into customer_address (id, customer_id, purpose, region, locality, street, house, flat, postcode, created_at, updated_at)
select pg_temp.key('address', i, at), id, case when kind = 'PERSON' and i % 3 = 0 then 'RESIDENCE' else 'REGISTRATION' end,
    place[1], place[2], street, (1 + pg_temp.pseudo_random(i, 21, 190))::text,
    case when kind = 'PERSON' then (1 + pg_temp.pseudo_random(i, 22, 120))::text end, place[3], at, at
from demo_customer, lateral (
    select string_to_array((array['|Бишкек|720000', '|Ош|723500', 'Чуйская область|Токмок|724900',
            'Иссык-Кульская область|Каракол|722200', 'Жалал-Абад облусу|Жалал-Абад|715600'])[1 + pg_temp.pseudo_random(i, 23, 5)],
            '|', ''),
        (array['ул. Чуй', 'ул. Ибраимова', 'Манас көчөсү', 'ул. Токтогула', 'Абдрахманов көчөсү'])[1 + pg_temp.pseudo_random(i, 24, 5)]
) v (place, street)
where i % 2 = 0 and i > 20;
""",
    ),
    (
        "",
        """
insert into customer_contact (id, customer_id, kind, phone, created_at, updated_at)
select pg_temp.key('contact', i, at), id, 'PHONE', '+996312' || lpad((i % 1000000)::text, 6, '0'), at, at
from demo_customer where i % 10 = 3 and i > 20;
""",
    ),
    (
        "names",
        """
insert into contact_person (id, customer_id, name, role, phone, created_at, updated_at)
select pg_temp.key('contact person', i, at), id, people[1 + pg_temp.pseudo_random(i, 25, cardinality(people))],
    (array['директор', 'бухгалтер', 'башкы бухгалтер'])[1 + i / 20 % 3],
    '+996313' || lpad((i % 1000000)::text, 6, '0'), at, at
from demo_customer, (select $1::text[], $2::text[]) n(people, firms) where kind = 'ORGANISATION' and i > 20;
""",
    ),
    (
        "",
        """
insert into customer_note (id, customer_id, author, body, created_at, updated_at)
select pg_temp.key('note', i, at), id, 'demo', (array['Просит звонить после 18:00', 'Кыргызча сүйлөшөт',
    'Интересуется вторым номером', 'Оператор: документы проверены'])[1 + i / 20 % 4], at + interval '30 days', at + interval '30 days'
from demo_customer where i % 20 = 11 and i > 20;
""",
    ),
    (
        "",
        """
insert into consent (id, customer_id, purpose, channel, source, text_version, given_at, given_by, withdrawn_at,
    withdrawn_by, created_at, updated_at)
select pg_temp.key('consent', i, at), id, 'MARKETING', case when i % 2 = 0 then 'ANY' else 'SMS' end,
    (array['COUNTER', 'WEB', 'PHONE', 'APP'])[1 + pg_temp.pseudo_random(i, 26, 4)], '2025-1', at, 'demo',
    case when i % 15 = 5 then at + interval '60 days' end, case when i % 15 = 5 then 'demo' end, at, at
from demo_customer where i % 3 = 2 and i > 20;
""",
    ),
]
