"""The SQL of demo rows. Every value is a function of the row's ordinal, so that the data is the same each time."""

START = "timestamptz '2025-11-01 00:00:00+00'"
YEAR_SECONDS = 365 * 86_400 - 3_600
ICCID_PREFIX = "8999677"
SERIAL_DIGITS = 11


def _check_digit(serial: str) -> str:
    """The Luhn digit (ISO/IEC 7812-1, annex B) of the ICCID prefix and the serial number, as SQL."""
    padded = ICCID_PREFIX + "0" * SERIAL_DIGITS
    constant = sum(_doubled(int(d)) if place % 2 == 0 else int(d) for place, d in enumerate(reversed(padded)))
    terms = []
    for place in range(SERIAL_DIGITS):
        digit = f"(({serial}) / {10**place} % 10)"
        terms.append(f"({digit} * 2 - 9 * ({digit} >= 5)::int)" if place % 2 == 0 else digit)
    return f"(10 - ({constant} + {' + '.join(terms)}) % 10) % 10"


def _doubled(digit: int) -> int:
    return digit * 2 - 9 * (digit >= 5)


# PostgreSQL inlines an SQL function only if it is one expression that is not more volatile than the declaration.
FUNCTIONS = f"""
create function pg_temp.pseudo_random(ordinal bigint, salt bigint, below bigint) returns bigint
language sql stable as 'select (hashint8extended(ordinal, salt) & 9223372036854775807) % below';

create function pg_temp.moment(ordinal bigint, salt bigint, earliest timestamptz, seconds bigint) returns timestamptz
language sql stable as
'select earliest + ((hashint8extended(ordinal, salt) & 9223372036854775807) % seconds) * interval ''1 second''';

create function pg_temp.key(noun text, ordinal bigint, at timestamptz) returns uuid language sql stable as $$
    select overlay(overlay(md5(noun || ordinal)
        placing lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' from 1 for 13)
        placing '8' from 17 for 1)::uuid
$$;

create function pg_temp.msisdn(serial bigint) returns text language sql stable as
'select ''+99677'' || lpad((serial * 7368787 % 10000000)::text, 7, ''0'')';

create function pg_temp.iccid(serial bigint) returns text language sql stable as $$
    select '{ICCID_PREFIX}' || lpad(serial::text, {SERIAL_DIGITS}, '0') || ({_check_digit("serial")})::text
$$;
"""

TARIFFS = f"""
insert into tariff (id, code, name, monthly_fee_minor, active, tariff_version_id, created_at, updated_at)
select pg_temp.key('tariff', n, at), 'T' || lpad(n::text, 2, '0'), names[n], 15000 + 5000 * n, n <= 18,
    pg_temp.key('tariff version', n, at), at, at
from generate_series(1, 20) n, lateral (select {START} + n * interval '1 hour') m(at),
(select $1::text[]) t(names)
on conflict (code) do nothing;
"""
OPTIONS = f"""
insert into tariff_option (id, code, name, monthly_fee_minor, created_at, updated_at)
select pg_temp.key('option', n, at), codes[n], names[n], 3000 * n, at, at
from generate_series(1, 8) n, lateral (select {START} + n * interval '1 minute') m(at),
(select $1::text[], $2::text[]) t(codes, names)
on conflict (code) do nothing;
"""
# An option is compatible with three of four tariffs.
COMPATIBILITY = """
insert into tariff_compatibility (tariff_id, tariff_option_id)
select t.id, o.id
from (select id, row_number() over (order by code) n from tariff where code ~ '^T[0-9]{2}$') t,
     (select id, row_number() over (order by code) n from tariff_option where code = any($1::text[])) o
where (t.n + o.n) % 4 <> 0
on conflict do nothing;
"""

HOUSE = """
insert into ledger_account (id, kind, code, currency)
select md5(kind || ' KGS')::uuid, kind, kind, 'KGS' from unnest('{CASH,BANK,CLEARING,REVENUE,TAX}'::text[]) kind
on conflict do nothing;
"""

PRESENT = """
select (substr(number, 3)::bigint - 1) / $1::bigint, count(*) from customer
where number >= 'CD0' and number < 'CDA' group by 1
"""

# The customers with the ordinals $1 to $2, and the values from which other rows are derived. Contract k has the serial
# k + (k-1)/10; every eleventh serial is a SIM and number of the pool.
CUSTOMERS = f"""
create temporary table demo_customer on commit drop as
select i, at, pg_temp.key('customer', i, at) as id,
    case when i % 20 = 0 then 'ORGANISATION' else 'PERSON' end as kind,
    case when i = 1 or i % 50 <> 7 then 'ACTIVE' when i % 100 = 7 then 'SUSPENDED' else 'CLOSED' end as status,
    case when i = 1 or i % 10 < 7 then 'VALIDATED' when i % 10 < 9 then 'INITIALIZED' else 'REJECTED' end as kyc_status
from generate_series($1::bigint, $2::bigint) i,
lateral (select pg_temp.moment(i, 1, {START}, {YEAR_SECONDS // 2})) m(at);
"""
CONTRACTS = f"""
create temporary table demo_contract on commit drop as
select c.id as customer_id, c.kind as customer_kind, k, k + (k - 1) / 10 as serial, m.at,
    pg_temp.key('contract', k, m.at) as id, m.at + interval '5 minutes' as activated_at,
    pg_temp.key('sim', k + (k - 1) / 10, sim_at) as sim_id, pg_temp.key('number', k + (k - 1) / 10, sim_at) as number_id,
    sim_at, m.status,
    case m.status when 'CLOSED' then m.at + interval '100 days' + pg_temp.pseudo_random(k, 4, 2000000) * interval '1 second'
    end as closed_at,
    'T' || lpad((1 + pg_temp.pseudo_random(k, 3, 18))::text, 2, '0') as tariff_code
from demo_customer c, lateral generate_series(2 * c.i - 1, 2 * c.i) k,
lateral (select c.at + interval '10 minutes' + pg_temp.pseudo_random(k, 2, 5000000) * interval '1 second',
    {START} - interval '30 days' + k % 2500000 * interval '1 second',
    case c.status when 'ACTIVE' then case when k = any('{{1,2}}') or k % 25 not in (3, 14) then 'ACTIVE'
        when k % 25 = 3 then 'SUSPENDED' else 'CLOSED' end else c.status end) m(at, sim_at, status);
"""

# The postings of each account in their order: successful payments, refunds an hour later, and after eighty days one
# monthly fee, if the balance is sufficient or the account may go below zero.
LEDGER = """
create temporary table demo_moved on commit drop as
with paid as (
    select p.id as payment_id, p.paid_at, p.method, p.amount_minor, p.refunded_minor, substr(p.number, 3)::bigint as p, d.k,
        d.id as contract_id, d.at as opened_at
    from demo_contract d join payment p on p.contract_id = d.id where p.paid_at is not null
), moved as (
    select 2 * p as o, p, k, contract_id, opened_at, 'PAYMENT' as kind, payment_id, null::uuid as refund_id, method, amount_minor as amount,
        0 as tax, case method when 'CASH' then 'CASH' when 'BANK_TRANSFER' then 'BANK' else 'CLEARING' end as house,
        null as description, paid_at as at
    from paid
    union all
    select 2 * p + 1, p, k, contract_id, opened_at, 'REFUND', payment_id, pg_temp.key('refund', p, paid_at), method, -refunded_minor, 0,
        case method when 'CASH' then 'CASH' when 'BANK_TRANSFER' then 'BANK' else 'CLEARING' end, 'Платёж по ошибке',
        paid_at + interval '1 hour'
    from paid where refunded_minor > 0
    union all
    select -d.k, null, d.k, d.id, d.at, 'CHARGE', null, null, null, -t.monthly_fee_minor, round(t.monthly_fee_minor * 12 / 112.0)::bigint,
        'REVENUE', 'Абонентская плата', d.activated_at + interval '80 days'
    from demo_contract d join tariff t on t.code = d.tariff_code
    left join (select contract_id, sum(amount_minor - refunded_minor) as total from paid group by 1) s on s.contract_id = d.id
    where d.k % 5 = 0 or s.total >= t.monthly_fee_minor
)
select pg_temp.key('posting', o, at) as posting_id, moved.*,
    sum(amount) over (partition by contract_id order by at, o)::bigint as balance
from moved;
"""

# The statements of one block, each with the name of its parameters.
BLOCK = [
    ("ordinals", CUSTOMERS),
    ("", CONTRACTS),
    ("", "analyze demo_customer; analyze demo_contract"),
    (
        "names",
        """
insert into customer (id, number, kind, name, phone, email, status, kyc_status, language, legal_form, tax_country,
    tax_number, created_at, updated_at)
select id, 'CD' || lpad(i::text, 8, '0'), kind,
    case kind when 'PERSON' then people[1 + pg_temp.pseudo_random(i, 5, cardinality(people))]
        else firms[1 + pg_temp.pseudo_random(i, 5, cardinality(firms))] || ' №' || i end,
    pg_temp.msisdn(2 * i - 1 + (2 * i - 2) / 10),
    case when i % 4 <> 0 then 'customer' || i || '@example.kg' end,
    status, kyc_status, case when i % 3 = 0 then 'KY' when i % 11 = 0 then 'EN' else 'RU' end,
    case when kind = 'ORGANISATION' and i > 20
        then (array['LIMITED_COMPANY', 'STOCK_COMPANY', 'SOLE_PROPRIETOR'])[1 + i / 20 % 3] end,
    case when kind = 'ORGANISATION' and i > 20 then 'KG' end,
    case when kind = 'ORGANISATION' and i > 20
        then '0' || to_char(at, 'DDMMYYYY') || lpad((i % 100000)::text, 5, '0') end,
    at, at
from demo_customer, (select $1::text[], $2::text[]) n(people, firms);
""",
    ),
    (
        "",
        """
insert into identity_document (customer_id, id, kind, number, issued_by, issued_on, expires_on, verified_at,
    created_at, updated_at)
select id, pg_temp.key('document', i, at), case kind when 'PERSON' then 'ID_CARD' else 'REGISTRATION_CERTIFICATE' end,
    case kind when 'PERSON' then 'ID' else 'RC' end || lpad(i::text, 7, '0'), 'МКК 50-01', (at - interval '3 years')::date,
    (at + interval '7 years')::date, case when kyc_status = 'VALIDATED' then at end, at, at
from demo_customer;
""",
    ),
    (
        "",
        """
insert into sim (id, iccid, imsi, mnc_length, msisdn, kind, status, activated_at, created_at, updated_at)
select sim_id, pg_temp.iccid(serial), '43701' || lpad(serial::text, 10, '0'), 2, pg_temp.msisdn(serial),
    case when k % 5 = 0 then 'ESIM' else 'PHYSICAL' end,
    case status when 'CLOSED' then 'TERMINATED' else status end, activated_at, sim_at, sim_at
from demo_contract;
""",
    ),
    (
        "",
        """
insert into phone_number (id, msisdn, status, quarantined_until, created_at, updated_at)
select number_id, pg_temp.msisdn(serial), case status when 'CLOSED' then 'QUARANTINED' else 'ASSIGNED' end,
    case status when 'CLOSED' then closed_at + interval '1 year' end, sim_at, sim_at
from demo_contract;
""",
    ),
    (
        "ordinals",
        f"""
with spare as (
    select serial, at from generate_series(11 * ((2 * $1::bigint - 2) / 10 + 1), 11 * (2 * $2::bigint / 10), 11) serial,
    lateral (select {START} + serial % 2500000 * interval '1 second') m(at)
), sims as (
    insert into sim (id, iccid, imsi, mnc_length, kind, status, created_at, updated_at)
    select pg_temp.key('sim', serial, at), pg_temp.iccid(serial), '43701' || lpad(serial::text, 10, '0'), 2,
        case when serial % 5 = 0 then 'ESIM' else 'PHYSICAL' end, 'AVAILABLE', at, at from spare
)
insert into phone_number (id, msisdn, status, created_at, updated_at)
select pg_temp.key('number', serial, at), pg_temp.msisdn(serial), 'AVAILABLE', at, at from spare;
""",
    ),
    (
        "",
        """
insert into contract (id, number, status, customer_id, sim_id, phone_number_id, tariff_id,
    tariff_version_id, signed_at, activated_at, closed_at, created_at, updated_at)
select d.id, 'KD' || lpad(k::text, 8, '0'), d.status, customer_id, sim_id, number_id, t.id, t.tariff_version_id,
    at, d.activated_at, d.closed_at, at, at
from demo_contract d join tariff t on t.code = d.tariff_code;
""",
    ),
    (
        "",
        """
insert into contract_hold (contract_id, reason, barring, since, by)
select d.id, case c.status when 'SUSPENDED' then 'CUSTOMER_SUSPENDED' else 'CUSTOMER' end, 'ALL',
    d.at + interval '90 days', 'demo'
from demo_contract d join demo_customer c on c.id = d.customer_id where d.status = 'SUSPENDED';
""",
    ),
    (
        "",
        """
insert into contract_option (contract_id, tariff_option_id, added_at)
select d.id, o.tariff_option_id, d.at
from demo_contract d join tariff t on t.code = d.tariff_code,
lateral (select tariff_option_id from tariff_compatibility where tariff_id = t.id
    order by tariff_option_id offset d.k % 4 limit 1) o
where d.k % 2 = 0;
""",
    ),
    (
        "",
        """
insert into sim_binding (sim_id, contract_id, bound_from, bound_to)
select sim_id, id, activated_at, closed_at from demo_contract;
""",
    ),
    (
        "",
        """
insert into number_binding (phone_number_id, contract_id, bound_from, bound_to)
select number_id, id, activated_at, closed_at from demo_contract;
""",
    ),
    (
        "",
        """
insert into payment (id, number, contract_id, amount_minor, refunded_minor, method, status, paid_at,
    created_at, updated_at)
select pg_temp.key('payment', p, m.at), 'PD' || lpad(p::text, 9, '0'), d.id, amount,
    case m.status when 'REFUNDED' then amount else 0 end,
    (array['CASH', 'BANK_TRANSFER', 'CARD', 'WALLET'])[1 + pg_temp.pseudo_random(p, 7, 4)],
    m.status, case when m.status in ('SUCCEEDED', 'REFUNDED') then m.at + interval '1 minute' end, m.at, m.at
from demo_contract d, lateral generate_series(5 * d.k - 4, 5 * d.k) p,
lateral (select 1000 * (5 + pg_temp.pseudo_random(p, 6, 200)),
    d.activated_at + (p % 5 * 15 + 1) * interval '1 day' + pg_temp.pseudo_random(p, 8, 86400) * interval '1 second',
    case when p % 40 = 11 then 'FAILED' when p % 100 = 23 then 'CANCELLED' when p % 100 = 37 then 'REFUNDED'
        else 'SUCCEEDED' end) m(amount, at, status);
""",
    ),
    ("", LEDGER),
    ("", "analyze demo_moved"),
    (
        "",
        """
insert into ledger_account (id, kind, code, currency, contract_id, customer_id, balance_minor, floor_minor, moved_at, created_at)
select pg_temp.key('account', k, d.at), 'CONTRACT', 'CONTRACT', 'KGS', d.id, d.customer_id, coalesce(m.balance, 0),
    case when k % 5 <> 0 then 0 end, coalesce(m.at, '-infinity'), d.at
from demo_contract d left join (
    select distinct on (contract_id) contract_id, balance, at from demo_moved order by contract_id, at desc
) m on m.contract_id = d.id;
""",
    ),
    (
        "",
        """
insert into refund (id, payment_id, contract_id, amount_minor, currency, status, reason, requested_by, requested_subject, created_at, updated_at)
select refund_id, payment_id, contract_id, -amount, 'KGS', 'SUCCEEDED', 'Платёж по ошибке', 'demo', 'demo', at, at
from demo_moved where kind = 'REFUND';
""",
    ),
    (
        "",
        """
insert into ledger_posting (id, kind, payment_id, refund_id, actor, reason, created_at)
select posting_id, kind, payment_id, refund_id, 'demo', description, at from demo_moved;
""",
    ),
    (
        "",
        """
insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency,
    balance_after_minor, description, created_at)
select pg_temp.key('side' || side, o, m.at), posting_id, v.account_id, v.account, m.kind, v.contract_id, m.payment_id, v.amount, 'KGS',
    v.balance, v.description, m.at
from demo_moved m, lateral (values
    (1, pg_temp.key('account', m.k, m.opened_at), 'CONTRACT', m.contract_id, m.amount, m.balance, m.description),
    (2, md5(m.house || ' KGS')::uuid, m.house, null, -m.amount - m.tax, null, null),
    (3, md5('TAX KGS')::uuid, 'TAX', null, m.tax, null, null)
) v (side, account_id, account, contract_id, amount, balance, description)
where v.amount <> 0;
""",
    ),
    (
        "",
        """
insert into bill (id, kind, number, contract_id, payment_id, refund_id, method, amount_minor, tax_minor, tax_rate, balance_before_minor,
    balance_after_minor, currency, issued_at, created_at, updated_at)
select pg_temp.key('bill', o, at), case kind when 'PAYMENT' then 'RECEIPT' else 'CREDIT_NOTE' end,
    case kind when 'PAYMENT' then 'RD-' else 'CD-' end || lpad(p::text, 10, '0'), contract_id, payment_id, refund_id, method, abs(amount),
    round(abs(amount) * 12 / 112.0), 12, balance - amount, balance, 'KGS', at, at, at
from demo_moved where kind in ('PAYMENT', 'REFUND') and p % 5 in (1, 2);
""",
    ),
    (
        "subjects",
        """
insert into ticket (id, number, subject, category, priority, status, customer_id, contract_id, created_at, updated_at,
    first_response_due_at, solution_due_at, first_responded_at, solved_at, suspended_at)
select t.id, t.number, t.subject, t.category, t.priority, t.status, t.customer_id, t.contract_id, t.at, t.at,
    t.at + first_response_minutes * interval '1 minute', t.at + solution_minutes * interval '1 minute',
    case when t.status <> 'FREE' then t.at + interval '20 minutes' end,
    case when t.status in ('BLOCKED', 'CLOSED') then t.at + interval '3 days' end,
    case when t.status = 'SUSPENDED' then t.at + interval '2 days' end
from (select pg_temp.key('ticket', i, c.at + interval '20 days'), 'TD' || lpad(i::text, 8, '0'),
    subjects[1 + pg_temp.pseudo_random(i, 9, cardinality(subjects))], 'SERVICE',
    (array['LOW', 'NORMAL', 'NORMAL', 'HIGH', 'URGENT'])[1 + pg_temp.pseudo_random(i, 10, 5)],
    (array['CLOSED', 'CLOSED', 'CLOSED', 'FREE', 'ACTIVE', 'SUSPENDED', 'BLOCKED'])[1 + pg_temp.pseudo_random(i, 11, 7)],
    c.id, d.id, c.at + interval '20 days'
from demo_customer c join demo_contract d on d.k = 2 * i, (select $1::text[]) s(subjects))
    t (id, number, subject, category, priority, status, customer_id, contract_id, at) join ticket_target using (priority);
""",
    ),
    (
        "",
        """
insert into history_entry (node_type, node_id, customer_id, contract_id, from_status, steps, actor, created_at)
select 'CONTRACT', id, customer_id, id, from_status, step, 'demo', at + pause
from demo_contract, (values (null, 'create DRAFT 0', interval '0'), ('DRAFT', 'accept ACCEPTED 0', '1 minute'),
    ('ACCEPTED', 'activate ACTIVE 0', '5 minutes')) v(from_status, step, pause)
union all
select 'CONTRACT', id, customer_id, id, 'ACTIVE', 'suspend SUSPENDED 0', 'demo', at + interval '90 days'
from demo_contract where status = 'SUSPENDED'
union all
select 'CONTRACT', id, customer_id, id, 'ACTIVE', 'close CLOSED 0', 'demo', closed_at
from demo_contract where status = 'CLOSED'
union all
select 'SIM', sim_id, customer_id, id, 'AVAILABLE', 'activate ACTIVE 0', 'demo', activated_at from demo_contract
union all
select 'SIM', sim_id, customer_id, id, 'ACTIVE', 'terminate TERMINATED 0', 'demo', closed_at
from demo_contract where status = 'CLOSED'
union all
select 'SIM', sim_id, customer_id, id, 'ACTIVE', 'suspend SUSPENDED 0', 'demo', at + interval '90 days'
from demo_contract where status = 'SUSPENDED';
""",
    ),
    (
        "",
        """
insert into history_entry (node_type, node_id, customer_id, contract_id, from_status, steps, actor, created_at)
select 'TICKET', id, customer_id, contract_id, from_status, steps, 'demo', created_at + step * interval '1 day'
from ticket t, lateral (values (1, 'FREE', 'activate ACTIVE 0'), (2, 'ACTIVE', 'suspend SUSPENDED 0'),
    (3, 'ACTIVE', 'block BLOCKED 0'), (4, 'BLOCKED', 'close CLOSED 0')) v(step, from_status, steps)
where t.customer_id in (select id from demo_customer) and case t.status
    when 'ACTIVE' then step = 1 when 'SUSPENDED' then step <= 2 when 'BLOCKED' then step in (1, 3)
    when 'CLOSED' then step in (1, 3, 4) else false end;
""",
    ),
    # Seven requests for each fifty customers, one in each state. The times of open ones are near today, so that they are
    # not all overdue, and questions have not lapsed.
    (
        "names",
        """
create temporary table demo_request on commit drop as
select c.i, pg_temp.key('request', i, c.at) as id, v.status, v.kind, c.id as customer_id, d.id as contract_id,
    people[1 + pg_temp.pseudo_random(i, 12, cardinality(people))] as name, 'AC' || 9000000 + i as document,
    case when v.status in ('FULFILLED', 'REJECTED', 'WITHDRAWN') then c.at + interval '25 days'
        else current_date - (i / 50 % 3) * interval '1 day' end as at
from demo_customer c join demo_contract d on d.k = 2 * i join (values
    (21, 'NEW', 'REGISTRATION'), (22, 'NEEDS_INFO', 'REGISTRATION'), (23, 'VALIDATED', 'REGISTRATION'),
    (24, 'IN_PROGRESS', 'PORT_IN'), (25, 'FULFILLED', 'CHANGE_DATA'), (26, 'REJECTED', 'CHANGE_TARIFF'),
    (27, 'WITHDRAWN', 'OTHER')) v(n, status, kind) on n = i % 50,
    (select $1::text[], $2::text[]) names(people, firms);
""",
    ),
    (
        "",
        """
insert into request (id, number, kind, channel, status, raw, submitted_by, customer_id, contract_id, due_at, asked_at,
    validated_at, reference, name, phone, document_kind, document_number, document_country, tariff_code, msisdn,
    created_at, updated_at)
select id, 'RD' || lpad(i::text, 8, '0'), kind, (array['WEB', 'COUNTER', 'PHONE', 'PARTNER'])[1 + i / 50 % 4], status,
    jsonb_strip_nulls(jsonb_build_object('name', form.name, 'phone', form.phone, 'tariff', form.tariff,
        'number', form.msisdn, 'document',
        case when form.document is not null
            then jsonb_build_object('kind', 'PASSPORT', 'number', form.document) end))::text,
    'demo', case when form.name is null then customer_id end, case when form.name is null then contract_id end,
    at + minutes * interval '1 minute', case status when 'NEEDS_INFO' then at end,
    case when status not in ('NEW', 'NEEDS_INFO', 'WITHDRAWN') then at end, case status when 'FULFILLED' then 'demo' end,
    form.name, form.phone, case when form.document is not null then 'PASSPORT' end, form.document,
    case when form.document is not null then 'KG' end, form.tariff, form.msisdn, at, at
from demo_request r join request_target using (kind), lateral (
    select case when kind in ('REGISTRATION', 'PORT_IN') then r.name end,
        case when kind <> 'OTHER' then '+996555' || lpad(i::text, 6, '0') end,
        case when kind in ('REGISTRATION', 'PORT_IN') then r.document end,
        case when kind in ('REGISTRATION', 'CHANGE_TARIFF') then 'T' || lpad((1 + i % 18)::text, 2, '0') end,
        case when kind = 'PORT_IN' then '+996705' || lpad(i::text, 6, '0') end
) form (name, phone, document, tariff, msisdn)
where request_target.priority = 'NORMAL';
insert into request_question (request_id, asked_at, asked_by, question)
select id, at, 'demo', 'Пришлите, пожалуйста, фото второй стороны паспорта.' from demo_request where status = 'NEEDS_INFO';
insert into history_entry (node_type, node_id, customer_id, contract_id, from_status, steps, actor, created_at)
select 'REQUEST', r.id, q.customer_id, q.contract_id, from_status, steps, 'demo', r.at + step * interval '1 second'
from demo_request r join request q on q.id = r.id, lateral (values
    (1, null, 'create NEW 0', '{NEW,NEEDS_INFO,VALIDATED,IN_PROGRESS,FULFILLED,REJECTED,WITHDRAWN}'::text[]),
    (2, 'NEW', 'validate VALIDATED 0', '{VALIDATED,IN_PROGRESS,FULFILLED,REJECTED}'),
    (3, 'NEW', 'ask NEEDS_INFO 0', '{NEEDS_INFO}'), (3, 'VALIDATED', 'start IN_PROGRESS 0', '{IN_PROGRESS}'),
    (3, 'VALIDATED', 'fulfil FULFILLED 0', '{FULFILLED}'), (3, 'VALIDATED', 'reject REJECTED 0', '{REJECTED}'),
    (3, 'NEW', 'withdraw WITHDRAWN 0', '{WITHDRAWN}')) v(step, from_status, steps, states)
where r.status = any(states);
""",
    ),
]
