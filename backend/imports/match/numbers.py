"""Free numbers of the pool for rows that name none."""

from backend.imports.match.chunk import HELD
from backend.models import NumberClass
from backend.records.rows import literal

# A number that any row of the file names is not picked for another row, whichever comes first.
_NAMED = "exists (select from import_row r where r.job_id = {0} and r.msisdn = p.msisdn)"
_FREE = f"status = 'AVAILABLE' and number_class = {literal(NumberClass.STANDARD)}"
_RESERVATION_EXPIRED = (
    f"number_class = {literal(NumberClass.STANDARD)} and status = 'RESERVED' and reserved_until <= now()"
)
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
    number_held = {HELD.format("free").replace("{}", "{{}}")}
from need join free using (place) where c.row_number = need.row_number
"""
# $2 and $3: the range of `pick` (from, up to) in which numbers are searched; locked ones are skipped.
PICK = _PICK.format(f"{_FREE} and pick >= $2 and pick < $3", "skip locked")
# Before the pool counts as empty: numbers whose reservation has expired, and numbers that are locked at the moment.
PICK_REMAINING = (_PICK.format(_RESERVATION_EXPIRED, ""), _PICK.format(_FREE, ""))
# How many free numbers there are, at most $1; $2 job.
COUNT_FREE = f"""
select count(*) from (
    select from (
        select msisdn from phone_number where {_FREE}
        union all
        select msisdn from phone_number where {_RESERVATION_EXPIRED}
    ) p where not {_NAMED.format("$2")} limit $1
) n
"""
# Rejects rows without a number. $1: how many of them would get one, in a dry run; otherwise 0.
REJECT_WITHOUT_NUMBER = """
update import_chunk c set error_code = 'POOL_EMPTY', error_column = 'msisdn', error_message = 'the pool has no free number'
from (
    select row_number, row_number() over (order by row_number) as place from import_chunk
    where picked and msisdn is null and error_code is null and known_id is null
) short where c.row_number = short.row_number and short.place > $1
"""
