"""What each row of a chunk of subscribers means: which tariff, customer, SIM and number, and what is wrong with it.

The rules and their order are those of `services.contract.get_sim`; a test holds the two equal. Each table is probed by
an index for each row: the planner, which knows nothing of rows that came in a moment ago, is told not to read whole
tables instead (`imports.chunks`).
"""

from backend.models.contract import LIVE

# Lives as long as the connection; empty at each commit.
TABLE = """
create temporary table import_chunk (
    row_number integer primary key, family integer not null, name text, name_key text, phone text collate "C",
    email text collate "C", kind text collate "C", document_kind text collate "C", document_number text collate "C",
    document_country text collate "C", document_key text collate "C", document_id uuid, birth_date date, iccid text collate "C", msisdn text collate "C", picked boolean not null default false,
    signed_at timestamptz, language text collate "C", external_id text collate "C",
    customer_external_id text collate "C", opening_minor bigint, tariff_id uuid, currency text collate "C",
    options uuid[], customer_id uuid, customer_number text collate "C", customer_status text collate "C",
    new_customer boolean not null default false, creates boolean not null default false, links boolean not null default false, adds_birth_date boolean not null default false, sim_id uuid,
    sim_status text collate "C", sim_held jsonb, new_sim boolean not null default false, number_id uuid,
    number_status text collate "C", number_held jsonb, new_number boolean not null default false, known_id uuid, contract_id uuid,
    contract_number text collate "C", account_id uuid, posting_id uuid, outcome text collate "C",
    error_code text collate "C", error_column text collate "C", error_message text, error_value text,
    candidates uuid[] not null default '{}', cells text not null, is_primary_row boolean not null default false
) on commit delete rows;
create index on import_chunk (msisdn);
create index on import_chunk (customer_id);
"""

ROWS = """
(select * from import_row where job_id = $1 and row_number > $2 order by row_number limit $3)
"""
# Taken before anything is decided, in an order that all chunks keep.
LOCKS = (
    f"""
    select from tariff where code in (select tariff from {ROWS} r where error_code is null) order by id for share
    """,
    f"""
    select from {ROWS} r join sim s on s.iccid = r.iccid
    where r.error_code is null and s.status in ('AVAILABLE', 'RESERVED') order by s.iccid for update of s
    """,
    f"""
    select from {ROWS} r join phone_number n on n.msisdn = r.msisdn
    where r.error_code is null and n.status in ('AVAILABLE', 'RESERVED', 'PORTED_IN') order by n.msisdn for update of n
    """,
)

_IS_FOR = "(h.reserved_until <= now() or case when h.reserved_for is null then h.reserved_by = $7 else h.reserved_for = c.id end)"
_SIM_IS_FOR, _NUMBER_IS_FOR = _IS_FOR.replace("h.", "s."), _IS_FOR.replace("h.", "n.")
_TAB = "e'\\t'"


def _wrong(code: str, column: str, message: str) -> str:
    """A finding as one text, taken apart further out; `message` is an expression of SQL."""
    return f"'{code}' || {_TAB} || '{column}' || {_TAB} || {message}"


_OTHER_NAME = "'customer ' || c.number || ' has this document and another name'"
_OTHER_DOCUMENT = "'customer ' || c.number || ', who is the same, has another valid ' || r.document_kind"
_NOTHING_AGREES = """
'contract ' || k.number || ' is of customer ' || c.number || ', of whom neither name nor phone number nor address agrees'
"""
# Documents of a kind that are valid and not `r`'s; {0} whose.
_OTHERS = """
select from identity_document i
where i.customer_id = {0} and i.kind = r.document_kind and i.country = r.document_country
    and i.number_key <> r.document_key and not i.doubtful and (i.expires_on is null or i.expires_on >= current_date)
"""
# Whether a birth date that a row brings is not a customer's; {0} whose. An organisation has none.
_HAS_OTHER_BIRTH_DATE = (
    "(r.birth_date is not null and ({0}.kind <> 'PERSON' or {0}.birth_date <> r.birth_date)) is true"
)
_OTHER_BIRTH_DATE = """
'customer ' || c.number || ', who is the same, '
    || case c.kind when 'PERSON' then 'has another birth date' else 'is an organisation' end
"""
_FREE = "'AVAILABLE', 'RESERVED', 'PORTED_IN'"
# In the order of get_sim: the form, the tariff, its options, the customer, the SIM, the number.
_FINDING = f"""
case
    when r.error_code is not null
        then r.error_code || {_TAB} || coalesce(r.error_column, '') || {_TAB} || coalesce(r.error_message, '')
    when k.id is not null and not $4
        then {_wrong("ALREADY_EXISTS", "external_id", "'contract ' || k.number || ' has this id'")}
    when k.id is not null and k.status not in ('ACTIVE', 'SUSPENDED')
        then {_wrong("CONTRACT_CLOSED", "external_id", "'contract ' || k.number || ' is ' || k.status")}
    when k.id is not null and k.sim_id is distinct from s.id
        then {_wrong("CONFLICT", "iccid", "'contract ' || k.number || ' has another SIM: swap it, do not import it'")}
    when k.id is not null and r.msisdn is not null and k.phone_number_id is distinct from n.id
        then {_wrong("CONFLICT", "msisdn", "'contract ' || k.number || ' has another number'")}
    when k.id is not null and r.external_id is not null and k.external_id <> r.external_id
        then {_wrong("CONFLICT", "external_id", "'contract ' || k.number || ' has another id'")}
    when k.id is not null and c.external_id <> r.customer_external_id
        then {_wrong("CONFLICT", "customer_external_id", "'the customer of contract ' || k.number || ' has another id'")}
    when k.id is not null and h.id <> c.id
        then {_wrong("POSSIBLE_DUPLICATE", "document", "'customer ' || h.number || ' has this document'")}
    when k.id is not null and h.id = c.id and c.name_key <> r.name_key
        then {_wrong("POSSIBLE_DUPLICATE", "document", _OTHER_NAME)}
    when k.id is not null and c.name_key <> r.name_key and c.phone <> r.phone and (c.email = r.email) is not true
        then {_wrong("POSSIBLE_DUPLICATE", "name", _NOTHING_AGREES)}
    when k.id is not null and {_HAS_OTHER_BIRTH_DATE.format("c")}
        then {_wrong("POSSIBLE_DUPLICATE", "birth_date", _OTHER_BIRTH_DATE)}
    when k.id is not null and q.other is not null
        then {_wrong("POSSIBLE_DUPLICATE", "document", _OTHER_DOCUMENT)}
    when k.id is not null and a.ids is not null
        then {_wrong("POSSIBLE_DUPLICATE", "phone", "'another customer has this phone number or address'")}
    when t.id is null then {_wrong("TARIFF_NOT_FOUND", "tariff", "'there is no such tariff'")}
    when not t.active and k.tariff_id is distinct from t.id
        then {_wrong("TARIFF_INACTIVE", "tariff", "'the tariff is no longer sold'")}
    when k.id is not null and k.currency <> t.currency
        then {_wrong("CURRENCY_MISMATCH", "tariff", "'contract ' || k.number || ' is in ' || k.currency")}
    when o.missing is not null
        then {_wrong("OPTION_NOT_FOUND", "options", "'there is no option ' || o.missing")}
    when o.unfit is not null
        then {_wrong("OPTION_INCOMPATIBLE", "options", "o.unfit || ' does not go with ' || t.code")}
    when k.id is not null then null
    when r.opening_balance is not null and (m.minor is null or m.minor <> trunc(m.minor) or abs(m.minor) > 1e15)
        then {_wrong("INVALID_AMOUNT", "opening_balance", "t.currency || ' has ' || ($9::jsonb ->> t.currency) || ' decimals'")}
    when c.external_id = r.customer_external_id and c.name_key <> r.name_key
        then {_wrong("POSSIBLE_DUPLICATE", "customer_external_id", "'customer ' || c.number || ' has this id and another name'")}
    when h.id <> c.id
        then {_wrong("POSSIBLE_DUPLICATE", "document", "'customer ' || h.number || ' has this document'")}
    when h.id = c.id and c.name_key <> r.name_key
        then {_wrong("POSSIBLE_DUPLICATE", "document", _OTHER_NAME)}
    when {_HAS_OTHER_BIRTH_DATE.format("c")} then {_wrong("POSSIBLE_DUPLICATE", "birth_date", _OTHER_BIRTH_DATE)}
    when q.other is not null then {_wrong("POSSIBLE_DUPLICATE", "document", _OTHER_DOCUMENT)}
    when c.id is not null and r.customer_external_id is not null and c.external_id <> r.customer_external_id
        then {_wrong("POSSIBLE_DUPLICATE", "customer_external_id", "'the customer like this has another id'")}
    when c.id is null and a.ids is not null
        then {_wrong("POSSIBLE_DUPLICATE", "phone", "'a customer with this phone number or address exists'")}
    when c.id is null and r.rival is not null and not $6
        then {_wrong("POSSIBLE_DUPLICATE", "phone", "'row ' || r.rival || ' has the same phone number or address'")}
    when c.status = 'CLOSED' then {_wrong("CUSTOMER_CLOSED", "name", "'the customer has left'")}
    when c.status = 'SUSPENDED' then {_wrong("CUSTOMER_SUSPENDED", "name", "'the customer is barred for now'")}
    when $8 and coalesce(c.kyc_status, '') <> 'VALIDATED'
        then {_wrong("KYC_REQUIRED", "name", "'the customer''s identity must be verified first'")}
    when s.id is null and not $5 then {_wrong("SIM_NOT_FOUND", "iccid", "'there is no such SIM'")}
    when s.status = 'RESERVED' and {_SIM_IS_FOR} is not true
        then {_wrong("SIM_RESERVED", "iccid", "'the SIM is held for somebody else'")}
    when s.status not in ('AVAILABLE', 'RESERVED')
        then {_wrong("SIM_NOT_AVAILABLE", "iccid", "'the SIM is ' || s.status")}
    when r.msisdn is not null and n.id is null and not $5
        then {_wrong("NUMBER_NOT_FOUND", "msisdn", "'the number is not in the pool'")}
    when n.status = 'RESERVED' and {_NUMBER_IS_FOR} is not true
        then {_wrong("NUMBER_RESERVED", "msisdn", "'the number is held for somebody else'")}
    when n.status not in ({_FREE})
        then {_wrong("NUMBER_NOT_AVAILABLE", "msisdn", "'the number is ' || n.status")}
end
"""
_HELD = """
case when {0}.status = 'RESERVED' then jsonb_build_object('reserved_by', {0}.reserved_by, 'reserved_for',
    {0}.reserved_for, 'reserved_until', {0}.reserved_until) else '{{}}' end
"""
_CUSTOMER = "id, number, kind, status, kyc_status, external_id, name_key, phone, email, birth_date"

# $1 job, $2 after which row, $3 how many, $4 upsert, $5 unknown SIMs are created, $6 duplicates are, $7 actor,
# $8 whether identities must be verified, $9 decimals by currency, $10 time zone, $11 whether it is only looked at.
FILL = f"""
insert into import_chunk
select row_number, coalesce(leader, row_number), name, name_key, phone, email, coalesce(kind, 'PERSON'), document_kind,
    document_number, document_country, document_key,
    case when finding is null and document_key is not null and holder_id is null then crm_uuidv7() end,
    birth_date, iccid, msisdn, msisdn is null,
    start_date::timestamp at time zone $10, language, external_id, customer_external_id,
    minor::bigint, tariff_id, tariff_currency, option_ids,
    case when finding is null then coalesce(customer_id, crm_uuidv7()) else customer_id end,
    case when fresh and not $11 then 'C' || lpad(nextval('customer_number')::text, 8, '0') end, customer_status,
    fresh, fresh and leader is null,
    finding is null and customer_id is not null and held_external_id is null and customer_external_id is not null,
    finding is null and customer_id is not null and held_birth_date is null and birth_date is not null,
    case when finding is null then coalesce(sim_id, crm_uuidv7()) else sim_id end, sim_status, sim_held,
    finding is null and sim_id is null,
    case when finding is null and msisdn is not null then coalesce(number_id, crm_uuidv7()) else number_id end,
    number_status, number_held, finding is null and number_id is null and msisdn is not null, known_id,
    case when finding is null then coalesce(known_id, crm_uuidv7()) end,
    case when finding is null and known_id is null and not $11
        then 'K' || lpad(nextval('contract_number')::text, 8, '0') end,
    case when finding is null and known_id is null then crm_uuidv7() end,
    case when finding is null and known_id is null and minor <> 0 then crm_uuidv7() end, null, split_part(finding, {_TAB}, 1),
    nullif(split_part(finding, {_TAB}, 2), ''), split_part(finding, {_TAB}, 3),
    case when error_code is not null then error_value else case split_part(finding, {_TAB}, 2)
        when 'iccid' then iccid when 'msisdn' then msisdn when 'tariff' then tariff when 'phone' then phone
        when 'external_id' then external_id when 'customer_external_id' then customer_external_id
        when 'name' then name when 'document' then document_number when 'birth_date' then birth_date::text when 'opening_balance' then opening_balance::text
        when 'options' then array_to_string(options, ';') end end,
    case when finding like 'POSSIBLE_DUPLICATE%' then array_remove(coalesce(alike, case
        when holder_id = customer_id or known_id is not null then array[coalesce(holder_id, customer_id)]
        else array[holder_id, customer_id] end), null) else '{{}}' end, cells
from (
    select r.*, m.minor, t.id as tariff_id, t.currency as tariff_currency, o.ids as option_ids, c.id as customer_id,
        c.status as customer_status, c.external_id as held_external_id, c.birth_date as held_birth_date, s.id as sim_id, s.status as sim_status,
        {_HELD.format("s")} as sim_held, n.id as number_id, n.status as number_status, {_HELD.format("n")} as number_held,
        h.id as holder_id, k.id as known_id, a.ids as alike, f.finding, f.finding is null and c.id is null as fresh
    from {ROWS} r
    left join tariff t on t.code = r.tariff
    left join lateral (
        select trunc(r.opening_balance * 10::numeric ^ ($9::jsonb ->> t.currency)::integer, 6) as minor
    ) m on true
    left join lateral (
        select array_agg(x.id order by wanted.place) as ids,
            min(wanted.code) filter (where x.id is null) as missing,
            min(wanted.code) filter (where x.id is not null and not exists (
                select from tariff_compatibility y where y.tariff_id = t.id and y.tariff_option_id = x.id)) as unfit
        from unnest(r.options) with ordinality wanted (code, place)
        left join tariff_option x on x.code = wanted.code and x.active
        where r.options is not null
    ) o on r.error_code is null
    left join sim s on s.iccid = r.iccid and r.error_code is null
    left join lateral (
        (select id, number, status, sim_id, phone_number_id, customer_id, tariff_id, currency, external_id
        from contract where external_id = r.external_id)
        union all
        (select id, number, status, sim_id, phone_number_id, customer_id, tariff_id, currency, external_id
        from contract where $4 and sim_id = s.id and {LIVE})
        limit 1
    ) k on r.error_code is null
    left join phone_number n on n.msisdn = r.msisdn and r.error_code is null
    left join lateral (
        select d.id, d.number from identity_document i join customer d on d.id = i.customer_id
        where i.number_key = r.document_key and i.kind = r.document_kind and i.country = r.document_country
    ) h on r.error_code is null
    left join lateral (
        (select {_CUSTOMER} from customer where id = k.customer_id)
        union all
        (select {_CUSTOMER} from customer where k.id is null and external_id = r.customer_external_id)
        union all
        (select {_CUSTOMER} from customer where k.id is null and id = h.id)
        union all
        (select {_CUSTOMER} from customer p
        where k.id is null and phone = r.phone and name_key = r.name_key and email is not distinct from r.email
            and not ($6 and (exists ({_OTHERS.format("p.id")}) or {_HAS_OTHER_BIRTH_DATE.format("p")}))
        order by case when birth_date = r.birth_date then 0 when birth_date is null or r.birth_date is null then 1 else 2 end,
            created_at, id limit 1)
        limit 1
    ) c on r.error_code is null
    left join lateral (
        select array_agg(id order by created_at, id) as ids from (
            (select id, created_at from customer where phone = r.phone and r.phone is distinct from c.phone
            order by created_at, id limit 10)
            union
            (select id, created_at from customer where email = r.email and r.email is distinct from c.email
            order by created_at, id limit 10)
            union
            (select id, created_at from customer where phone = r.phone and name_key = r.name_key
                and r.name_key <> c.name_key and email is not distinct from coalesce(r.email, c.email)
            order by created_at, id limit 10)
            order by 2, 1 limit 10
        ) b
    ) a on r.error_code is null and not $6 and (k.id is not null or c.id is null)
    left join lateral ({_OTHERS.format("c.id").replace("select", "select true as other", 1)} limit 1) q on r.error_code is null
    cross join lateral (select {_FINDING} as finding) f
) found
"""

# The customers whom rows join, so that they are what they were found to be until the end.
LOCK_CUSTOMERS = """
select from (select distinct customer_id from import_chunk where error_code is null and not new_customer) c
join customer x on x.id = c.customer_id order by x.id for no key update of x
"""
RECHECK_CUSTOMERS = """
update import_chunk c set error_column = 'name', error_value = c.name,
    error_code = case x.status when 'CLOSED' then 'CUSTOMER_CLOSED' else 'CUSTOMER_SUSPENDED' end,
    error_message = case x.status when 'CLOSED' then 'the customer has left' else 'the customer is barred for now' end
from customer x
where x.id = c.customer_id and not c.new_customer and c.known_id is null and c.error_code is null
    and x.status in ('CLOSED', 'SUSPENDED')
"""
# Somebody gave one of them a birth date meanwhile.
RECHECK_BIRTH_DATES = """
update import_chunk c set adds_birth_date = false, error_value = case when x.birth_date <> c.birth_date then c.birth_date::text end,
    error_code = case when x.birth_date <> c.birth_date then 'POSSIBLE_DUPLICATE' end,
    error_column = case when x.birth_date <> c.birth_date then 'birth_date' end,
    error_message = case when x.birth_date <> c.birth_date then 'customer ' || x.number || ' has another birth date' end
from customer x where x.id = c.customer_id and c.adds_birth_date and x.birth_date is not null and c.error_code is null
"""

# Documents that come with the chunk: each is one customer's, and a customer has one of a kind. Rows of a customer who is
# new have their family in its place.
_TWICE = """
update import_chunk c set error_code = 'POSSIBLE_DUPLICATE', error_column = 'document', error_value = c.document_number,
    error_message = 'row ' || d.first || {2}, document_id = null
from (
    select row_number, {1} as own, first_value(row_number) over line as first, first_value({1}) over line as first_own
    from (
        select row_number, document_key, document_kind, document_country,
            case when new_customer then family::text else customer_id::text end as who
        from import_chunk where error_code is null and document_id is not null
    ) each window line as (partition by {0}, document_kind, document_country order by row_number)
) d where d.row_number = c.row_number and d.own <> d.first_own
"""
TWICE = (
    _TWICE.format("document_key", "who", "' has this document and is of another customer'"),
    _TWICE.format("who", "document_key", "' is the same customer and has another ' || c.document_kind"),
    """
    update import_chunk c set error_code = 'POSSIBLE_DUPLICATE', error_column = 'birth_date',
        error_value = c.birth_date::text, adds_birth_date = false, document_id = null,
        error_message = 'row ' || d.first || ' is the same customer and has another birth date'
    from (
        select row_number, first_value(row_number) over line as first, first_value(birth_date) over line as birth_date
        from import_chunk where error_code is null and adds_birth_date
        window line as (partition by customer_id order by row_number)
    ) d where d.row_number = c.row_number and d.birth_date <> c.birth_date
    """,
)
# The first of the rows that bring a document adds it.
ONE_ADDS = """
update import_chunk c set document_id = null
from (
    select row_number, row_number() over (
        partition by document_key, document_kind, document_country order by row_number) as place
    from import_chunk where error_code is null and document_id is not null
) d where d.row_number = c.row_number and d.place > 1
"""
# The first of the rows that bring a customer who is here a birth date adds it.
ONE_ADDS_BIRTH_DATE = """
update import_chunk c set adds_birth_date = false
from (
    select row_number, row_number() over (partition by customer_id order by row_number) as place
    from import_chunk where error_code is null and adds_birth_date
) d where d.row_number = c.row_number and d.place > 1
"""
# What a row of the file names is no other row's, whichever comes first.
_NAMED = "exists (select from import_row r where r.job_id = {0} and r.msisdn = p.msisdn)"
_OVER = "status = 'RESERVED' and reserved_until <= now()"
# Numbers for rows that name none; $1 job.
_PICK = f"""
with need as (
    select row_number, row_number() over (order by row_number) as place from import_chunk
    where picked and msisdn is null and error_code is null and known_id is null
), free as materialized (
    select id, msisdn, status, reserved_by, reserved_for, reserved_until, row_number() over () as place from (
        select * from phone_number p
        where {{0}} and not {_NAMED.format("$1")}
            and not exists (select from import_chunk x where x.msisdn = p.msisdn)
        order by pick limit (select count(*) from need) for update {{1}}
    ) chosen
)
update import_chunk c set number_id = free.id, msisdn = free.msisdn, number_status = free.status,
    number_held = {_HELD.format("free").replace("{}", "{{}}")}
from need join free using (place) where c.row_number = need.row_number
"""
# $2 from where on, and $3 up to where in the pool.
PICK = _PICK.format("status = 'AVAILABLE' and pick >= $2 and pick < $3", "skip locked")
# Before the pool is called empty: those whose reservation is over, and those that somebody has in hand just now.
PICK_REST = (_PICK.format(_OVER, ""), _PICK.format("status = 'AVAILABLE'", ""))
# How many there are, up to $1; $2 job.
FREE = f"""
select count(*) from (
    select from (
        select msisdn from phone_number where status = 'AVAILABLE'
        union all
        select msisdn from phone_number where {_OVER}
    ) p where not {_NAMED.format("$2")} limit $1
) n
"""
# $1: so many of them find one, where it is only looked at.
POOL_EMPTY = """
update import_chunk c set error_code = 'POOL_EMPTY', error_column = 'msisdn', error_message = 'no number is free'
from (
    select row_number, row_number() over (order by row_number) as place from import_chunk
    where picked and msisdn is null and error_code is null and known_id is null
) short where c.row_number = short.row_number and short.place > $1
"""
# Rows of one customer that are new in this chunk: the first that is in order creates them, the others join. The id and
# the birth date may stand in any of them.
FAMILIES = """
update import_chunk c set customer_id = f.customer_id, customer_number = f.number, creates = f.first = c.row_number,
    customer_external_id = coalesce(c.customer_external_id, f.external_id),
    birth_date = coalesce(c.birth_date, f.birth_date)
from (
    select row_number, first_value(row_number) over line as first, first_value(customer_id) over line as customer_id,
        first_value(customer_number) over line as number, max(customer_external_id) over (partition by family) as external_id,
        max(birth_date) over (partition by family) as birth_date,
        count(*) over (partition by family) as members
    from import_chunk where error_code is null and new_customer
    window line as (partition by family order by row_number)
) f where f.row_number = c.row_number and (f.members > 1 or not c.creates)
"""
# Whether somebody else has registered a customer meanwhile whom a row would have found, or given one of the customers a
# document. $1: duplicates are created.
LATE = f"""
select exists (
    select from import_chunk c join identity_document d on d.customer_id = c.customer_id
    where c.document_id is not null and c.error_code is null and d.id <> c.document_id and d.kind = c.document_kind
        and d.country = c.document_country and not d.doubtful
        and (d.expires_on is null or d.expires_on >= current_date)
) or exists (
    select from import_chunk c cross join lateral (
        (select id from customer p where phone = c.phone and id <> c.customer_id and (not $1 or
            name_key = c.name_key and email is not distinct from c.email
            and not exists ({_OTHERS.format("p.id").replace("r.", "c.")})
            and not {_HAS_OTHER_BIRTH_DATE.format("p").replace("r.", "c.")}) limit 1)
        union all
        (select id from customer where not $1 and email = c.email and id <> c.customer_id limit 1)
    ) other where c.creates and c.error_code is null
)
"""
