"""The rules between the rows of one file, applied to the staged rows before any is registered.

A row that repeats the SIM, number or id of an earlier row is rejected, whatever the outcome of the earlier row. Rows of
one customer (the same name, and the same external id, the same document, or the same phone number and e-mail address)
have the first of them as their *leader*, whose data become the customer's. Rows with the same external id or document
and different names are rejected as possible duplicates. A leader with the phone number or e-mail address of an earlier
leader has that one as its *rival*: the two may be the same customer with a misspelt name.
"""

from backend.database import Connection

_ONCE = """
update import_row r set error_code = 'DUPLICATE_ROW', error_column = '{0}', error_value = r.{0},
    error_message = 'row ' || d.first || ' has the same value'
from (
    select {0}, min(row_number) as first from import_row where job_id = $1 and error_code is null and {0} is not null
    group by {0} having count(*) > 1
) d
where r.job_id = $1 and r.{0} = d.{0} and r.row_number > d.first and r.error_code is null
"""
_GOOD = "r.job_id = $1 and r.error_code is null"
# Rows with the same external id are one customer, unless their names differ.
_ID_WITH_OTHER_NAME = f"""
update import_row r set error_code = 'POSSIBLE_DUPLICATE', error_column = 'customer_external_id',
    error_value = r.customer_external_id,
    error_message = 'row ' || d.first || ' has this customer_external_id and another name'
from (
    select row_number, name_key, first_value(row_number) over line as first,
        first_value(name_key) over line as first_name
    from import_row r where {_GOOD} and customer_external_id is not null
    window line as (partition by customer_external_id order by row_number)
) d where r.job_id = $1 and r.row_number = d.row_number and d.name_key <> d.first_name
"""
_DOCUMENT = "document_key, document_kind, document_country"
# If a document occurs with several names, its holder is not certain, so all of the rows are rejected.
_DOCUMENT_WITH_OTHER_NAME = f"""
update import_row r set error_code = 'POSSIBLE_DUPLICATE', error_column = 'document', error_value = r.document_number,
    error_message = 'row ' || case when d.name_key = d.first_name then d.other else d.first end
        || ' has this document and another name'
from (
    select *, min(row_number) filter (where name_key <> first_name) over (partition by {_DOCUMENT}) as other
    from (
        select row_number, name_key, {_DOCUMENT}, first_value(row_number) over line as first,
            first_value(name_key) over line as first_name
        from import_row r where {_GOOD} and document_key is not null
        window line as (partition by {_DOCUMENT} order by row_number)
    ) each
) d where r.job_id = $1 and r.row_number = d.row_number and d.other is not null
"""
# What makes rows one customer, in the order in which a single mutation searches. Name and phone number are not enough
# when the rows have different documents of one kind or different birth dates.
_SAME = (
    ("customer_external_id", "true"),
    (_DOCUMENT, "true"),
    ("phone, name_key, coalesce(email, ''), birth_date", "has_another is not true"),
    ("phone, name_key, coalesce(email, '')", "has_another is not true and other_birth_date is not true"),
)
# The leaders of rows of one customer get the first of them as their leader.
_FOLLOW = f"""
update import_row r set leader = led.head
from (
    select own, min(head) as head from (
        select coalesce(leader, row_number) as own, min(coalesce(leader, row_number)) over line as head,
            document_kind = first_value(document_kind) over line
                and document_country = first_value(document_country) over line
                and document_key <> first_value(document_key) over line as has_another,
            birth_date <> (array_agg(birth_date) filter (where birth_date is not null) over line)[1] as other_birth_date
        from import_row r where {_GOOD} and ({{0}}) is not null
        window line as (
            partition by {{0}} order by row_number range between unbounded preceding and unbounded following)
    ) each where head < own and {{1}} group by own
) led where r.job_id = $1 and r.row_number = led.own
"""
# Repeated until every leader is a row without a leader.
_FOLLOW_ON = """
update import_row r set leader = l.leader from import_row l
where r.job_id = $1 and r.leader is not null and l.job_id = $1 and l.row_number = r.leader and l.leader is not null
"""
# A row gets the data of its leader, so that the next step compares what will be stored; its own document is kept.
_LIKE_ITS_LEADER = """
update import_row r set name = l.name, phone = l.phone, email = l.email, kind = l.kind, language = l.language,
    document_kind = coalesce(r.document_kind, l.document_kind),
    document_number = coalesce(r.document_number, l.document_number),
    document_country = coalesce(r.document_country, l.document_country),
    birth_date = coalesce(r.birth_date, l.birth_date),
    customer_external_id = coalesce(r.customer_external_id, l.customer_external_id)
from import_row l where r.job_id = $1 and r.leader is not null and l.job_id = $1 and l.row_number = r.leader
"""
# A customer has one external id.
_ONE_ID = f"""
update import_row r set error_code = 'POSSIBLE_DUPLICATE', error_column = 'customer_external_id',
    error_value = r.customer_external_id,
    error_message = 'row ' || d.first || ' is the same customer and has another customer_external_id'
from (
    select row_number, first_value(row_number) over line as first, first_value(customer_external_id) over line as id
    from import_row r where {_GOOD} and customer_external_id is not null
    window line as (partition by coalesce(leader, row_number) order by row_number)
) d where r.job_id = $1 and r.row_number = d.row_number and r.customer_external_id <> d.id
"""
# A customer has one document of a kind, and a document belongs to one customer (`_ONE_HOLDER`).
_ONE_DOCUMENT = f"""
update import_row r set error_code = 'POSSIBLE_DUPLICATE', error_column = 'document', error_value = r.document_number,
    error_message = 'row ' || d.first || ' is the same customer and has another ' || r.document_kind
from (
    select row_number, document_key, first_value(row_number) over line as first,
        first_value(document_key) over line as first_key
    from import_row r where {_GOOD} and document_key is not null
    window line as (
        partition by coalesce(leader, row_number), document_kind, document_country order by row_number)
) d where r.job_id = $1 and r.row_number = d.row_number and d.document_key <> d.first_key
"""
# A person has one birth date; an organisation has none.
_ONE_BIRTH_DATE = f"""
update import_row r set error_code = 'POSSIBLE_DUPLICATE', error_column = 'birth_date',
    error_value = r.birth_date::text, error_message = 'row ' || d.first || ' is the same customer and '
        || case r.kind when 'PERSON' then 'has another birth date'
            else 'is an organisation, which has no birth date' end
from (
    select row_number, first_value(row_number) over line as first, first_value(birth_date) over line as birth_date
    from import_row r where {_GOOD} and birth_date is not null and kind = 'PERSON'
    window line as (partition by coalesce(leader, row_number) order by row_number)
    union all
    select row_number, leader, null from import_row r where {_GOOD} and birth_date is not null and kind <> 'PERSON'
) d where r.job_id = $1 and r.row_number = d.row_number and r.birth_date is distinct from d.birth_date
"""
_ONE_HOLDER = f"""
update import_row r set error_code = 'POSSIBLE_DUPLICATE', error_column = 'document', error_value = r.document_number,
    error_message = 'row ' || d.first || ' has this document and belongs to another customer'
from (
    select row_number, coalesce(leader, row_number) as own, first_value(row_number) over line as first,
        first_value(coalesce(leader, row_number)) over line as first_own
    from import_row r where {_GOOD} and document_key is not null
    window line as (partition by {_DOCUMENT} order by row_number)
) d where r.job_id = $1 and r.row_number = d.row_number and d.own <> d.first_own
"""
_RIVALS = f"""
update import_row r set rival = d.first
from (
    select {{0}}, min(row_number) as first from import_row r where {_GOOD} and leader is null and {{0}} is not null
    group by {{0}} having count(*) > 1
) d
where {_GOOD} and r.leader is null and r.{{0}} = d.{{0}} and r.row_number > d.first and r.rival is null
"""
_FOLLOW_RIVALS = """
update import_row r set rival = l.rival from import_row l
where r.job_id = $1 and r.leader is not null and l.job_id = $1 and l.row_number = r.leader and l.rival is not null
"""
# Of overlapping ranges the one that begins later is rejected.
_OVERLAP = f"""
update import_row r set error_code = 'DUPLICATE_ROW', error_column = 'first', error_value = r.msisdn,
    error_message = 'the range overlaps with another range of the file'
from (
    select row_number, msisdn, max(last_msisdn) over (
        partition by length(msisdn) order by msisdn rows between unbounded preceding and 1 preceding) as before
    from import_row r where {_GOOD}
) d where r.job_id = $1 and r.row_number = d.row_number and d.msisdn <= d.before
"""
# Whole files are joined with themselves. Without statistics of the staged rows the planner might choose nested loops,
# which would take hours.
_PLANS = "set local enable_nestloop = off; set local work_mem = '64MB'"
_ONLY_ONCE = {
    "SUBSCRIBERS": ("iccid", "msisdn", "external_id"),
    "SIMS": ("iccid", "imsi"),
    "NUMBERS": ("msisdn",),
    "TARIFFS": ("tariff",),
}


async def check_duplicate_rows(connection: Connection, job_id: object, kind: str) -> None:
    """Apply the rules between the rows of a staged file, in the caller's transaction. `kind` is an ImportKind."""
    await connection.execute(_PLANS)
    for column in _ONLY_ONCE[kind]:
        await connection.execute(_ONCE.format(column), job_id)
    if kind == "NUMBERS":
        await connection.execute(_OVERLAP, job_id)
    if kind != "SUBSCRIBERS":
        return
    await connection.execute(_ID_WITH_OTHER_NAME, job_id)
    await connection.execute(_DOCUMENT_WITH_OTHER_NAME, job_id)
    for same in _SAME:
        if await connection.execute(_FOLLOW.format(*same), job_id) == "UPDATE 0":
            continue
        while await connection.execute(_FOLLOW_ON, job_id) != "UPDATE 0":
            pass
        await connection.execute(_LIKE_ITS_LEADER, job_id)
    for rule in (_ONE_ID, _ONE_DOCUMENT, _ONE_BIRTH_DATE, _ONE_HOLDER):
        await connection.execute(rule, job_id)
    for column in ("phone", "email"):
        await connection.execute(_RIVALS.format(column), job_id)
    await connection.execute(_FOLLOW_RIVALS, job_id)
