"""SQL for chunks of files of SIMs, ranges of numbers and tariffs.

Each kind has a statement that fills the chunk, with the outcome or the fault of each row, and statements that write the
rows. A tariff and a changed SIM have an audit entry each; new SIMs and numbers are covered by that of their file.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.imports.match import ROWS, TAB, finding
from backend.models import Base, ImportKind, NodeType, PhoneNumberStatus, Sim, SimStatus, Tariff
from backend.models.sim import UNUSED_SIMS
from backend.models.states import text_list
from backend.records import audit
from backend.records.history import Step, insert_steps
from backend.records.rows import EACH_AT, literal


def _fill(values: str, findings: str, outcome: str, source: str) -> str:
    """The statement that fills a chunk.

    $1 job, $2 the row number after which the chunk begins, $3 its size, $4 whether existing rows are updated, $5 default
    currency, $6 decimals by currency.
    """
    return f"""
insert into import_chunk (row_number, family, cells, iccid, msisdn, currency, sim_id, tariff_id, options, opening_minor,
    outcome, error_code, error_column, error_message, error_value)
select row_number, row_number, cells, {values}, case when finding is null then {outcome} end,
    split_part(finding, {TAB}, 1), nullif(split_part(finding, {TAB}, 2), ''), split_part(finding, {TAB}, 3),
    case when error_code is not null then error_value else left(cells, 200) end
from (
    select r.*, case when r.error_code is not null
        then r.error_code || {TAB} || coalesce(r.error_column, '') || {TAB} || coalesce(r.error_message, '')
        else {findings} end as finding {source}
) found
where $5::text is not null and $6::jsonb is not null
"""


_ROWS_OF_CHUNK = "import_chunk c join import_row r on r.job_id = $1 and r.row_number = c.row_number"
_CALLER = audit.caller(*(f"j.{name}" for name in audit.CALLER))


def _audited(
    model: type[Base], key: str, act: str, before: Mapping[str, str], after: Mapping[str, str], source: str
) -> str:
    """The statement that writes an audit entry for each row of `source`, before the row itself is written.

    `key` is the SQL expression of the id.
    """
    change = "case c.outcome when 'REGISTERED' then 'INSERT' else 'UPDATE' end"
    parts = audit.entry_parts(
        audit.array(audit.changed(model, change, key, before=before, after=after)),
        f"from {_ROWS_OF_CHUNK} join import_job j on j.id = $1 {source} and $2::text is not null",
        **_CALLER, **audit.node(model, key), verb=literal(act), outcome=literal(audit.DONE),
    )  # fmt: skip
    return f"with {parts} select from audited"


@dataclass(frozen=True)
class Kind:
    """The statements of one kind of file. `max_rows` is the maximum size of a chunk."""

    fill: str
    writes: tuple[str, ...]
    max_rows: int


_SIMS = Kind(
    _fill(
        "iccid, null, null, coalesce(here_id, crm_uuidv7()), null::uuid, null::uuid[], null::bigint",
        f"""case when s.id is not null and not $4 then {finding("ALREADY_EXISTS", "iccid", "'a SIM with this ICCID exists'")}
            when o.id is not null then {finding("ALREADY_EXISTS", "imsi", "'another SIM, ' || o.iccid || ', has this IMSI'")}
            when s.id is not null and s.status not in ({text_list(UNUSED_SIMS)})
                and (r.imsi <> s.imsi or r.kind <> s.kind or r.location <> coalesce(s.location, ''))
                then {finding("SIM_NOT_AVAILABLE", "iccid", "'the SIM is ' || s.status || ' and cannot be changed'")} end""",
        """case when here_id is null then 'REGISTERED' when imsi <> coalesce(here_imsi, '') or kind <> here_kind
            or location <> coalesce(here_location, '') then 'UPDATED' else 'UNCHANGED' end""",
        f""", s.id as here_id, s.imsi as here_imsi, s.kind as here_kind, s.location as here_location
    from {ROWS} r left join sim s on s.iccid = r.iccid
    left join sim o on o.imsi = r.imsi and o.iccid <> r.iccid""",
    ),
    (
        f"""insert into sim (id, iccid, imsi, mnc_length, kind, status, location, created_at, updated_at)
        select c.sim_id, r.iccid, r.imsi, case when r.imsi is not null then 2 end, r.kind, r.status, r.location, {EACH_AT}, {EACH_AT}
        from import_chunk c join import_row r on r.job_id = $1 and r.row_number = c.row_number
        where c.outcome = 'REGISTERED' and $2::text is not null order by c.row_number""",
        insert_steps(
            [
                Step(NodeType.SIM, "import", "c.sim_id", created=SimStatus.IMPORTED),
                Step(NodeType.SIM, "release", "c.sim_id", source=SimStatus.IMPORTED, happened="r.status = 'AVAILABLE'"),
            ],
            _ROWS_OF_CHUNK,
            "c.outcome = 'REGISTERED'",
            actor="$2",
        ),
        _audited(
            Sim,
            "s.id",
            "importSims",
            {"imsi": "s.imsi", "kind": "s.kind", "location": "s.location"},
            {"imsi": "coalesce(r.imsi, s.imsi)", "kind": "r.kind", "location": "coalesce(r.location, s.location)"},
            "join sim s on s.id = c.sim_id where c.outcome in ('UPDATED')",
        ),
        """update sim s set imsi = coalesce(r.imsi, s.imsi), kind = r.kind,
            location = coalesce(r.location, s.location)
        from import_chunk c join import_row r on r.job_id = $1 and r.row_number = c.row_number
        where c.outcome = 'UPDATED' and s.id = c.sim_id and $2::text is not null""",
    ),
    10_000,
)
_NEW_NUMBER = Step(NodeType.PHONE_NUMBER, "create", "added.id", created=PhoneNumberStatus.AVAILABLE)
# The ends of a range have the same length, so the numbers between them compare as text.
_NUMBERS = Kind(
    _fill(
        "null, msisdn, null, null::uuid, null::uuid, null::uuid[], missing",
        f"""case when m.here > 0 and not $4
            then {finding("ALREADY_EXISTS", "first", "m.here || ' numbers of this range exist'")} end""",
        "case when missing > 0 then 'REGISTERED' else 'UNCHANGED' end",
        f""", m.wanted - m.here as missing
    from {ROWS} r left join lateral (
        select right(r.last_msisdn, -1)::bigint - right(r.msisdn, -1)::bigint + 1 as wanted, count(*) as here
        from phone_number n where n.msisdn between r.msisdn and r.last_msisdn
            and length(n.msisdn) = length(r.msisdn)
    ) m on r.error_code is null""",
    ),
    (
        f"""with added as (
            insert into phone_number (msisdn, status, created_at, updated_at)
            select '+' || n, 'AVAILABLE', {EACH_AT}, {EACH_AT}
            from import_chunk c join import_row r on r.job_id = $1 and r.row_number = c.row_number
            cross join lateral generate_series(right(r.msisdn, -1)::bigint, right(r.last_msisdn, -1)::bigint) n
            where c.outcome = 'REGISTERED' on conflict do nothing returning id
        )
        {insert_steps([_NEW_NUMBER], "added", actor="$2")}""",
    ),
    1,
)
_FEE = "r.monthly_fee * 10::numeric ^ coalesce(($6::jsonb ->> coalesce(r.currency, $5))::integer, 2)"
_TARIFFS = Kind(
    _fill(
        "null, null, money, null::uuid, coalesce(here_id, crm_uuidv7()), option_ids, fee::bigint",
        f"""case when t.id is not null and not $4 then {finding("ALREADY_EXISTS", "tariff", "'a tariff with this code exists'")}
            when o.missing is not null
                then {finding("OPTION_NOT_FOUND", "options", "'option ' || o.missing || ' does not exist'")}
            when f.fee <> trunc(f.fee) then {finding("INVALID_AMOUNT", "monthly_fee", "'the fee has too many decimals for ' || f.money")}
            when t.currency <> f.money then {finding("CONFLICT", "currency", "'the tariff is in ' || t.currency || ', which a file cannot change'")} end""",
        """case when here_id is null then 'REGISTERED' when (name, fee, active) is distinct from
            (here_name, here_fee, here_active) or lacks then 'UPDATED' else 'UNCHANGED' end""",
        f""", t.id as here_id, t.name as here_name, t.monthly_fee_minor as here_fee, t.active as here_active,
        f.money, f.fee, o.ids as option_ids, exists (select from unnest(o.ids) wanted (id) where not exists (
            select from tariff_compatibility y where y.tariff_id = t.id and y.tariff_option_id = wanted.id)) as lacks
    from {ROWS} r left join tariff t on t.code = r.tariff
    left join lateral (
        select array_agg(x.id) filter (where x.id is not null) as ids, min(w.code) filter (where x.id is null) as missing
        from unnest(r.options) w (code) left join tariff_option x on x.code = w.code where r.options is not null
    ) o on r.error_code is null
    left join lateral (select coalesce(r.currency, $5) as money, {_FEE} as fee) f on r.error_code is null""",
    ),
    (
        _audited(
            Tariff,
            "c.tariff_id",
            "importTariffs",
            {"name": "t.name", "monthly_fee_minor": "t.monthly_fee_minor", "active": "t.active"},
            {
                "code": "r.tariff",
                "name": "r.name",
                "monthly_fee_minor": "c.opening_minor",
                "currency": "c.currency",
                "active": "r.active",
            },
            "left join tariff t on t.id = c.tariff_id where c.outcome in ('REGISTERED', 'UPDATED')",
        ),
        """insert into tariff (id, code, name, monthly_fee_minor, currency, active)
        select c.tariff_id, r.tariff, r.name, c.opening_minor, c.currency, r.active
        from import_chunk c join import_row r on r.job_id = $1 and r.row_number = c.row_number
        where c.outcome = 'REGISTERED' and $2::text is not null order by c.row_number""",
        """update tariff t set name = r.name, monthly_fee_minor = c.opening_minor, active = r.active
        from import_chunk c join import_row r on r.job_id = $1 and r.row_number = c.row_number
        where c.outcome = 'UPDATED' and t.id = c.tariff_id and $2::text is not null""",
        """insert into tariff_compatibility (tariff_id, tariff_option_id)
        select c.tariff_id, unnest(c.options) from import_chunk c
        where c.outcome in ('REGISTERED', 'UPDATED') and c.options is not null and $1::uuid is not null
            and $2::text is not null
        on conflict do nothing""",
    ),
    1_000,
)
KINDS: Mapping[str, Kind] = {
    ImportKind.SIMS.value: _SIMS,
    ImportKind.NUMBERS.value: _NUMBERS,
    ImportKind.TARIFFS.value: _TARIFFS,
}
