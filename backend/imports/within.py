"""The rules that hold between the rows of one file, decided before any row is taken in.

A row that repeats an earlier one's SIM, number or id is a fault of the file, whatever becomes of the earlier row. Rows
that are one customer (the same id of another system; the same document; or the same name, phone number and address)
have the first of them as their *leader*, which speaks for the customer. A leader whose phone number or address an
earlier leader has too gets it as its *rival*: the two may be one customer, misspelt.
"""

from backend.database import Connection

_ONCE = """
update import_row r set error_code = 'DUPLICATE_ROW', error_column = '{0}', error_value = r.{0},
    error_message = 'row ' || d.first || ' has the same'
from (
    select {0}, min(row_number) as first from import_row where job_id = $1 and error_code is null and {0} is not null
    group by {0} having count(*) > 1
) d
where r.job_id = $1 and r.{0} = d.{0} and r.row_number > d.first and r.error_code is null
"""
_GOOD = "r.job_id = $1 and r.error_code is null"
# What makes rows one customer, in the order in which a single act looks for it. From then on a row has what its leader
# has, so that the next step compares what will be stored.
_SAME = (
    "customer_external_id",
    "document_number, document_kind, document_country",
    "phone, name_key, coalesce(email, '')",
)
_FOLLOW = f"""
with led as (
    select * from (
        select row_number, first_value(row_number) over (partition by {{0}} order by row_number) as leader
        from import_row r where {_GOOD} and ({{0}}) is not null
    ) each where leader < row_number
)
update import_row r set leader = led.leader, name = l.name, phone = l.phone, email = l.email, kind = l.kind,
    document_kind = l.document_kind, document_number = l.document_number, document_country = l.document_country,
    language = l.language, customer_external_id = coalesce(r.customer_external_id, l.customer_external_id)
from led join import_row l on l.job_id = $1 and l.row_number = led.leader
where r.job_id = $1 and r.row_number = led.row_number
"""
# One customer has one id.
_ONE_ID = f"""
update import_row r set error_code = 'POSSIBLE_DUPLICATE', error_column = 'customer_external_id',
    error_value = r.customer_external_id,
    error_message = 'row ' || d.first || ' is the same customer and has another id'
from (
    select row_number, first_value(row_number) over line as first, first_value(customer_external_id) over line as id
    from import_row r where {_GOOD} and customer_external_id is not null
    window line as (partition by coalesce(leader, row_number) order by row_number)
) d where r.job_id = $1 and r.row_number = d.row_number and r.customer_external_id <> d.id
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
# The range that begins later, where ranges share numbers.
_OVERLAP = f"""
update import_row r set error_code = 'DUPLICATE_ROW', error_column = 'first', error_value = r.msisdn,
    error_message = 'another range of the file has some of these numbers'
from (
    select row_number, msisdn, max(last_msisdn) over (
        partition by length(msisdn) order by msisdn rows between unbounded preceding and 1 preceding) as before
    from import_row r where {_GOOD}
) d where r.job_id = $1 and r.row_number = d.row_number and d.msisdn <= d.before
"""
# Whole files are joined with themselves: one row at a time, which the planner may think of for rows it does not know
# yet, would take hours.
_PLANS = "set local enable_nestloop = off; set local work_mem = '64MB'"
_ONLY_ONCE = {
    "SUBSCRIBERS": ("iccid", "msisdn", "external_id"),
    "SIMS": ("iccid", "imsi"),
    "NUMBERS": ("msisdn",),
    "TARIFFS": ("tariff",),
}


async def check_within(connection: Connection, job_id: object, kind: str) -> None:
    """Decide what rows of a staged file say of each other; in the caller's transaction."""
    await connection.execute(_PLANS)
    for column in _ONLY_ONCE[kind]:
        await connection.execute(_ONCE.format(column), job_id)
    if kind == "NUMBERS":
        await connection.execute(_OVERLAP, job_id)
    if kind != "SUBSCRIBERS":
        return
    for same in _SAME:
        await connection.execute(_FOLLOW.format(same), job_id)
    await connection.execute(_ONE_ID, job_id)
    for column in ("phone", "email"):
        await connection.execute(_RIVALS.format(column), job_id)
    await connection.execute(_FOLLOW_RIVALS, job_id)
