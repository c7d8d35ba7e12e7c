"""Entries of the audit trail with their details, and the JSON of their changes.

A detail is an array of changes: {"table", "id", "change": INSERT, UPDATE or DELETE, "before", "after"}; `before` and
`after` hold values by column. A single act's are collected by triggers; those of a set are composed here.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import orjson
import sqlalchemy as sa

from backend.database import Connection
from backend.models import AuditDetail, AuditEntry, AuditLine, Base
from backend.models.nouns import NOUNS
from backend.records.rows import insert_from, literal, table_of, type_name

DONE = "DONE"
CALLER = ("actor", "role", "client", "session_id", "address")

# Selecting this starts the collection of changes, until the transaction or its savepoint ends.
COLLECT = sa.func.set_config("crm.audit", "[", sa.true())
COLLECTED = "(coalesce(nullif(current_setting('crm.audit', true), ''), '[') || ']')::jsonb"
_NONE = "'{}'::jsonb"
# Columns that the triggers leave out.
_UNAUDITED = ("id", "created_at", "updated_at", "version")
_PREFIXES = {noun.model: noun.id.prefix for noun in NOUNS}


_NEXT = "case when current_setting('crm.audit') = '[' then '' else ',' end"


def collect_note(model: type[Base], key: str, values: Mapping[str, Any]) -> sa.ColumnElement[Any]:
    """The expression that adds facts about a row, which no column of it has, to the collected changes; null where no
    changes are collected.
    """
    note = {"table": model.__tablename__, "id": key, "change": "UPDATE", "before": {}, "after": values}
    extended: sa.ColumnElement[str] = sa.literal_column(f"current_setting('crm.audit') || {_NEXT}") + sa.literal(
        orjson.dumps(note).decode()
    )
    collected: sa.ColumnElement[str] = sa.literal_column("nullif(current_setting('crm.audit', true), '')")
    return sa.case((collected.is_not(None), sa.func.set_config("crm.audit", extended, sa.true())))


@asynccontextmanager
async def not_collected(connection: Connection) -> AsyncIterator[None]:
    """Rows that are changed within are left out of the entry: the entry names a node that keeps them."""
    before: Any = await connection.fetchval("select coalesce(current_setting('crm.audit', true), '')")
    await connection.execute("select set_config('crm.audit', '', true)")
    yield
    await connection.execute("select set_config('crm.audit', $1, true)", before)


def entry_parts(changes: str, source: str, **values: str) -> str:
    """CTEs that insert an entry and its detail for each row of `source`: `audited`, `audit_row`, `audit_detail_row`.

    `changes` and the values, by column of the entry, are SQL expressions over the source. `audited` has them as
    columns, and the entry's `id`.
    """
    columns = table_of(AuditEntry).columns
    given = "".join(f", cast({value} as {type_name(columns[name])}) as {name}" for name, value in values.items())
    entry = insert_from(
        AuditEntry, "from audited", id="id", digest="sha256(salt || convert_to(changes::text, 'UTF8'))",
        **{name: name for name in values},
    )  # fmt: skip
    detail = insert_from(AuditDetail, "from audited", entry_id="id", salt="salt", changes="changes")
    return (
        f"audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt,"
        f" {changes} as changes{given} {source}), audit_row as ({entry}), audit_detail_row as ({detail})"
    )


# The digest of an entry of lines, from their numbers, contracts and digests.
_LINE = "row_number, contract_id, crm_audit_line_digest(audit_line) as digest"
_DIGEST_OF_LINES = """
sha256(string_agg(int4send(row_number) || uuid_send(contract_id) || digest, '' order by row_number))
""".strip()
# For the entry $1: the digest of its lines, and their number.
READ_LINES = f"""
select {_DIGEST_OF_LINES} as digest, count(*) as lines from (select {_LINE} from audit_line where entry_id = $1) line
"""

# Of the lines whose contracts come after $1, at most $2: `last`, the last contract, and `stray`, the contract of a line
# that the digest of no entry covers. Its entry has no lines, or it has values beside its digest.
STRAY_LINE = """
with line as materialized (select * from audit_line where contract_id > $1 order by contract_id limit $2), stray as (
    select l.contract_id from line l left join audit_entry e on e.id = l.entry_id
    where e.lines is null or l.digest is not null
        and jsonb_strip_nulls(to_jsonb(l) - '{contract_id,entry_id,row_number,digest}'::text[]) <> '{}' limit 1
)
select (select contract_id from line order by contract_id desc limit 1) as last, (select * from stray) as stray
""".strip()


def insert_lines(source: str, lines: Mapping[str, str], **values: str) -> str:
    """The statement that inserts a line for each row of `source`, and one entry for all; neither if there is no row.

    `lines` are SQL expressions over the source by column of the line, `values` those of the entry, without a source.
    """
    line = insert_from(
        AuditLine, source, **lines, entry_id="(select id from entry)", salt="uuid_send(gen_random_uuid())"
    )
    entry = insert_from(
        AuditEntry, "from line having count(*) > 0", **values, id="(select id from entry)", created_at="now()",
        digest=_DIGEST_OF_LINES, lines="count(*)",
    )  # fmt: skip
    return f"with entry as materialized (select crm_uuidv7() as id), line as ({line} returning {_LINE}) {entry}"


def node(model: type[Base], key: str) -> dict[str, str]:
    """The values of an entry that refer to the node of this key."""
    return {"node_type": literal(_PREFIXES[model]), "node_id": key}


def caller(*parameters: str) -> dict[str, str]:
    """The values of an entry that say who called: SQL expressions in the order of CALLER."""
    return dict(zip(CALLER, parameters, strict=True))


# The changes of a set, as SQL: JSON objects, of which arrays are made.


def changed(
    model: type[Base], change: str, key: str | None, *, before: Mapping[str, str] | str = _NONE,
    after: Mapping[str, str] | str = _NONE,
) -> str:  # fmt: skip
    """A change. `change` is its kind as SQL; `key` is None for a table without ids.

    `before` and `after` are SQL expressions by column, or one SQL expression; nulls are left out.
    """
    own = "" if key is None else f", 'id', {key}"
    return (
        f"jsonb_build_object('table', '{model.__tablename__}'{own}, 'change', {change},"
        f" 'before', {_object(model, before)}, 'after', {_object(model, after)})"
    )


def updated(model: type[Base], key: str, before: Mapping[str, str] | str, after: Mapping[str, str] | str) -> str:
    """A change of a row's values."""
    return changed(model, "'UPDATE'", key, before=before, after=after)


def created(model: type[Base], values: Mapping[str, str]) -> str:
    """A change that inserts these values, besides which the model's constant defaults are inserted."""
    row = {name: text for name, text in {**_defaults(model), **values}.items() if name not in _UNAUDITED}
    return changed(model, "'INSERT'", values.get("id"), after=row)


def inserted(model: type[Base], row: str, **values: str) -> str:
    """A change that inserts a row, whose alias is `row`, with these values in place of its own."""
    left_out = [*_UNAUDITED, *(column.name for column in table_of(model).columns if column.computed is not None)]
    after = f"to_jsonb({row}) - '{{{','.join(left_out)}}}'::text[]"
    if values:
        after = f"({after}) || {_object(model, values)}"
    return changed(model, "'INSERT'", f"{row}.id", after=after)


def array(*changes: str) -> str:
    """The array of these changes."""
    return f"jsonb_build_array({', '.join(changes)})"


def array_if(condition: str, change: str) -> str:
    """The array of this change where the condition holds, else an empty one."""
    return f"case when {condition} then {array(change)} else '[]' end"


def array_of(change: str, source: str) -> str:
    """The array of this change for each row of `source`."""
    return f"coalesce((select jsonb_agg({change}) {source}), '[]')"


def _object(model: type[Base], values: Mapping[str, str] | str) -> str:
    if isinstance(values, str):
        return values if values == _NONE else f"jsonb_strip_nulls({values})"
    unknown = set(values) - set(table_of(model).columns.keys())
    if unknown:
        raise KeyError(f"{model.__tablename__}: {sorted(unknown)}")
    pairs = ", ".join(f"'{name}', {text}" for name, text in values.items())
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


def _defaults(model: type[Base]) -> dict[str, str]:
    """The constant defaults of a model's columns, as SQL."""
    found: dict[str, Any] = {
        column.name: column.server_default.arg
        for column in table_of(model).columns
        if isinstance(column.server_default, sa.DefaultClause)
    }
    constants = (str, sa.sql.elements.True_, sa.sql.elements.False_)
    return {
        name: literal(default) if isinstance(default, str) else str(default)
        for name, default in found.items()
        if isinstance(default, constants)
    }
