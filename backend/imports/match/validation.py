"""The validation rules for the rows of a chunk: what `services.checking` refuses to a single act is refused to a row.

A violation that blocks rejects the row; one that alerts is stored with the row's outcome. The rows of a file have no
column for the last day of a document, so that no rule looks at it but REQUIRED. Without a rule that a row could break,
nothing is read but the rules.
"""

from collections.abc import Mapping

from backend.imports.match.chunk import finding_object
from backend.models.contract import IN_SERVICE
from backend.models.states import text_list
from backend.models.validation_rule import CODE_OF_FORM, RuleForm
from backend.services.checking.rules import EXISTING_FORMS, HOLDS, Checked, breaks

# $1 today, $2 and $3 the key of the blocklist, $4 the language of messages.
_PARAMETERS = {"today": "$1::date", "inner_pad": "$2::bytea", "outer_pad": "$3::bytea"}
_HOLDS = f"""{HOLDS.format(today="$1::date", request_kind="null")} and r.form <> '{RuleForm.DOCUMENT_VALID}'
    and (r.form <> '{RuleForm.BLOCKLIST}' or exists (select from blocklist_entry))"""
_OF_LINES = f"r.form = '{RuleForm.LINES_AT_MOST}'"
# Which rules hold today: about data, and about the number of lines. $1 today.
HELD_RULES = f"""
select count(*) filter (where not ({_OF_LINES})) > 0 as of_data, count(*) filter (where {_OF_LINES}) > 0 as of_lines
from validation_rule r where {_HOLDS}
"""
_CODE = " ".join(f"when '{form}' then '{code}'" for form, code in CODE_OF_FORM.items())
_COLUMNS = {"birthDate": "birth_date", "document.number": "document", "document.expiresOn": "document", "lines": None}
_COLUMN = " ".join(f"when '{field}' then {repr(name) if name else 'null'}" for field, name in _COLUMNS.items())
# What is told of a broken rule, and the order in which it is told.
_FOUND = f"""r.severity, r.created_at, r.id, {
    finding_object(
        f"case r.form {_CODE} end",
        f"case r.field {_COLUMN} else r.field end",
        "case $4 when 'RU' then r.message_ru when 'KY' then r.message_ky else r.message_en end",
    )
} as found"""


def _rules(condition: str) -> str:
    return f"select * from validation_rule r where {_HOLDS} and {condition}"


def _breaks(customer_kind: str, values: Mapping[str, str]) -> str:
    """The condition that a rule is broken by the values of fields, which are SQL."""
    arms = " ".join(f"when '{field}' then ({value})::text" for field, value in values.items())
    given = ", ".join(f"'{field}', {value}" for field, value in values.items())
    checked = Checked(
        value=f"case r.field {arms} end", number=values.get("document.number", "null"),
        country=values.get("document.country", "null"), document_kind=values.get("document.kind", "null"),
        customer_kind=customer_kind, given=f"jsonb_build_object({given})",
    )  # fmt: skip
    return breaks(checked, **_PARAMETERS)


def _of(customer: str) -> Mapping[str, str]:
    return {
        "name": f"{customer}.name", "phone": f"{customer}.phone", "email": f"{customer}.email",
        "birthDate": f"{customer}.birth_date",
    }  # fmt: skip


def _document(alias: str, prefix: str = "") -> Mapping[str, str]:
    return {f"document.{name}": f"{alias}.{prefix}{name}" for name in ("number", "kind", "country")}


# Of a row with one of these faults the rules are told first, as by a single act, which looks for SIM and number, and
# for customers who resemble a new one, when the rules are met.
_LATER = """(c.error_code in ('CUSTOMER_CLOSED', 'CUSTOMER_SUSPENDED', 'KYC_REQUIRED', 'SIM_NOT_FOUND', 'SIM_RESERVED',
    'SIM_NOT_AVAILABLE', 'NUMBER_NOT_FOUND', 'NUMBER_RESERVED', 'NUMBER_NOT_AVAILABLE')
    or c.error_code = 'POSSIBLE_DUPLICATE' and c.error_column = 'phone')"""
_CHECKED = f"c.known_id is null and (c.error_code is null or {_LATER})"
# Stores the violations of the CTE `broken` with their rows. One rule is told once for a row.
_STORE = """
update import_chunk c set error_code = coalesce(v.block ->> 'code', c.error_code),
    error_column = case when v.block is null then c.error_column else v.block ->> 'column' end,
    error_message = case when v.block is null then c.error_message else v.block ->> 'message' end,
    error_value = case when v.block is null then c.error_value else case v.block ->> 'column'
        when 'name' then c.name when 'phone' then c.phone when 'email' then c.email when 'document' then c.document_number
        when 'birth_date' then c.birth_date::text end end,
    candidates = case when v.block is null then c.candidates else '{}' end,
    document_id = case when v.block is null then c.document_id end,
    adds_birth_date = c.adds_birth_date and v.block is null,
    alerts = case when v.block is null and v.alerts is not null then coalesce(c.alerts, '[]') || v.alerts else c.alerts end
from (
    select row_number, jsonb_agg(found order by source, created_at, id) filter (where severity = 'BLOCK') -> 0 as block,
        jsonb_agg(found order by source, created_at, id) filter (where severity = 'ALERT') as alerts
    from (select distinct on (row_number, id) * from broken order by row_number, id, source) once group by row_number
) v where c.row_number = v.row_number
"""
_EXISTING = ", ".join(f"'{form}'" for form in EXISTING_FORMS)
# New contracts: what the row gives, and of a registered customer what is stored.
CHECK_DATA = f"""
with rule as materialized ({_rules(f"not ({_OF_LINES})")}), broken as materialized (
    select c.row_number, 0 as source, {_FOUND} from import_chunk c cross join rule r
    where {_CHECKED} and {_breaks("c.kind", {**_of("c"), **_document("c", "document_")})}
    union all
    select c.row_number, 1, {_FOUND} from import_chunk c join customer x on x.id = c.customer_id
    left join identity_document d on d.customer_id = x.id and not d.doubtful
    cross join rule r
    where {_CHECKED} and c.customer_status is not null and r.form in ({_EXISTING})
        and {_breaks("x.kind", {**_of("x"), **_document("d")})}
) {_STORE}
"""
# The number of lines of each customer, with the rows of the chunk that come before and have no fault. New customers
# with one row need no count, unless a rule allows no line at all.
CHECK_LINES = f"""
with rule as materialized ({_rules(_OF_LINES)}), counted as materialized (
    select c.row_number, c.kind, c.known, 1 + count(*) filter (where c.error_code is null) over (
        partition by coalesce(c.known::text, c.family::text) order by c.row_number
        rows between unbounded preceding and 1 preceding) as place
    from (select *, case when customer_status is not null then customer_id end as known from import_chunk) c
    where {_CHECKED} and (c.known is not null or exists (select from rule where number = 0)
        or c.family in (select family from import_chunk where family <> row_number))
), broken as materialized (
    select c.row_number, 0 as source, {_FOUND} from (
        select n.row_number, coalesce(x.kind, n.kind) as kind, n.place + (
            select count(*) from contract k where k.customer_id = n.known and k.status in ({text_list(IN_SERVICE)})
        ) as lines
        from counted n left join customer x on x.id = n.known
    ) c cross join rule r where {_breaks("c.kind", {"lines": "c.lines"})}
) {_STORE}
"""

# Rows that update a customer: the values that change. Of several rows of a customer only the first without a fault
# changes name, phone and e-mail, so the others are not checked for them.
_UPDATES = "c.known_id is not null and c.error_code is null"
_AFTER = {
    "name": "c.name", "phone": "c.phone", "email": "coalesce(c.email, x.email)",
    "birthDate": "coalesce(x.birth_date, c.birth_date)", **_document("c", "document_"),
}  # fmt: skip
_CHANGES = """case r.field
    when 'name' then c.name <> x.name or c.adds_birth_date when 'phone' then c.phone <> x.phone
    when 'email' then c.email is not null and c.email is distinct from x.email when 'birthDate' then c.adds_birth_date
    else c.document_id is not null end"""
# $5 job.
CHECK_UPDATES = f"""
with rule as materialized ({_rules(f"not ({_OF_LINES})")}), every as materialized (
    select c.row_number, c.customer_id, r.field in ('phone', 'email') or r.field = 'name' and not c.adds_birth_date
        as of_contact, 0 as source, {_FOUND}
    from import_chunk c join customer x on x.id = c.customer_id cross join rule r
    where {_UPDATES} and {_CHANGES} and {_breaks("x.kind", _AFTER)}
), first as (
    select c.customer_id, min(c.row_number) filter (where not exists (
        select from every e where e.row_number = c.row_number and e.severity = 'BLOCK')) as row_number
    from import_chunk c where {_UPDATES} and c.customer_id in (select customer_id from every)
    group by c.customer_id
), broken as materialized (
    select e.* from every e join first f using (customer_id)
    where not e.of_contact or (f.row_number is null or e.row_number <= f.row_number) and not exists (
        select from import_speaker s where s.job_id = $5 and s.customer_id = e.customer_id)
) {_STORE}
"""
# The name of a verified customer is the one of the document.
KEEP_VERIFIED_NAMES = f"""
update import_chunk c set error_code = 'DOCUMENT_REQUIRED', error_column = 'name', error_value = c.name,
    document_id = null, adds_birth_date = false,
    error_message = 'the identity of customer ' || x.number
        || ' is verified by a document; changeCustomerName takes the one that shows the new name'
from customer x where {_UPDATES} and x.id = c.customer_id and x.kyc_status = 'VALIDATED' and x.name_key <> c.name_key
"""
