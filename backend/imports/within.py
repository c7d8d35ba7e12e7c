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
_KIN = f"""
create temporary table import_kin on commit drop as
with by_id as (
    select customer_external_id as key, min(row_number) as first from import_row r
    where {_GOOD} and customer_external_id is not null group by 1 having count(*) > 1
), by_document as (
    select document_number, document_kind, document_country, min(row_number) as first from import_row r
    where {_GOOD} and document_number is not null group by 1, 2, 3 having count(*) > 1
), by_name as (
    select phone, name_key, coalesce(email, '') as address, min(row_number) as first from import_row r
    where {_GOOD} group by 1, 2, 3 having count(*) > 1
)
select r.row_number, case when r.customer_external_id is not null then i.first
    when d.first < r.row_number then d.first else n.first end as leader
from import_row r
left join by_id i on i.key = r.customer_external_id
left join by_document d on d.document_number = r.document_number and d.document_kind = r.document_kind
    and d.document_country = r.document_country
left join by_name n on n.phone = r.phone and n.name_key = r.name_key and n.address = coalesce(r.email, '')
where {_GOOD} and case when r.customer_external_id is not null then i.first
    when d.first < r.row_number then d.first else n.first end < r.row_number
"""
# A leader's leader speaks for both.
_CLIMB = "update import_kin k set leader = up.leader from import_kin up where up.row_number = k.leader"
_FOLLOW = """
update import_row r set leader = k.leader, name = l.name, phone = l.phone, email = l.email, kind = l.kind,
    document_kind = l.document_kind, document_number = l.document_number, document_country = l.document_country,
    language = l.language, customer_external_id = l.customer_external_id
from import_kin k join import_row l on l.job_id = $1 and l.row_number = k.leader
where r.job_id = $1 and r.row_number = k.row_number
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
    if kind != "SUBSCRIBERS":
        return
    await connection.execute(_KIN, job_id)
    if not await connection.fetchval("select exists (select from import_kin)"):
        await connection.execute("drop table import_kin")
    else:
        await connection.execute("alter table import_kin add primary key (row_number); analyze import_kin")
        while await connection.execute(_CLIMB) != "UPDATE 0":
            pass
        await connection.execute(_FOLLOW, job_id)
        await connection.execute("drop table import_kin")
    for column in ("phone", "email"):
        await connection.execute(_RIVALS.format(column), job_id)
    await connection.execute(_FOLLOW_RIVALS, job_id)
