"""Plans in tests: calls with a dry run or a token, and what a plan must have said, from the audit trail of the act."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from backend.models.base import Base
from backend.models.nouns import NOUNS
from backend.planner.fields import Embedded, One, Value
from backend.services.acts import Act, input_name
from backend.services.plans.tokens import is_generated
from tests.client import Client
from tests.fingerprint import COUNTERS, fingerprint

PLAN = """plan { changes { node field before after } events notifications charges { what amount currency when }
    warnings { code message field } planToken expiresAt }"""
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
UUID = re.compile(r"(?:[a-z]{3}_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
Fields = set[tuple[str | None, str, str | None, str | None]]


def document(act: Act[Any], selection: str = "") -> str:
    """The mutation of an act with its errors and its plan."""
    kind = input_name(act.command)
    return f"mutation($i: {kind}!) {{ {act.name}(input: $i) {{ {selection} errors {{ code message field }} {PLAN} }} }}"


def call(client: Client, act: Act[Any], given: Mapping[str, Any], **more: Any) -> Any:
    """The payload of an act."""
    return client.ask(document(act), {"i": {**given, **more}})[act.name]


def planned_fields(plan: Any) -> Fields:
    """The changed fields of a plan; instead of a time, only that there is one, so another time is no change."""
    told = [(each, _told(each["before"]), _told(each["after"])) for each in plan["changes"]]
    return {
        (each["node"] and UUID.sub(r"\1", each["node"]), each["field"], before, after)
        for each, before, after in told
        if before != after
    }


def done_fields(client: Client, changes: list[dict[str, Any]]) -> Fields:
    """The same from the details of an audit entry, as far as the graph has a field for a column."""
    catalog = client.app.state.planner.catalog
    named = {noun.graph_type for noun in NOUNS}  # a table may be that of a noun and of types without an id
    types = {kind.table.name: kind.name for kind in sorted(catalog.types.values(), key=lambda kind: kind.name in named)}
    prefixes = {noun.model.__tablename__: noun.id.prefix for noun in NOUNS}
    new: dict[str, str] = {}
    for each in changes:
        if each["change"] == "INSERT" and each["id"]:
            of_table = [name for name in new.values() if name.startswith(prefixes[each["table"]])]
            new[each["id"]] = f"{prefixes[each['table']]}_new{len(of_table) + 1}"
    found: dict[tuple[str | None, str], tuple[str | None, str | None]] = {}
    linked: Fields = set()
    for each in changes:
        if each["table"] in LINKS:
            parent, field, child = LINKS[each["table"]]
            row = {**each["before"], **each["after"]}
            node, gone = new.get(row[parent], row[parent]), each["change"] == "DELETE"
            linked.add((node, field, row[child] if gone else None, None if gone else row[child]))
            continue
        for column in {**each["before"], **each["after"]}:
            if column not in Base.metadata.tables[each["table"]].columns:
                continue  # a note on the change, such as the violations that were acknowledged
            field = _field(catalog, each["table"], types.get(each["table"], ""), column)
            generated = each["change"] == "INSERT" and is_generated(Base.metadata.tables[each["table"]].columns[column])
            if field is not None and not generated and column != "idempotency_key":
                minor = column.endswith("_minor")
                before, after = (_told(side.get(column), minor=minor) for side in (each["before"], each["after"]))
                node = new.get(each["id"], each["id"])
                first, _ = found.get((node, field), (new.get(before or "", before), None))
                found[node, field] = first, new.get(after or "", after)
    return linked | {(*place, *values) for place, values in found.items() if values[0] != values[1]}


# Tables that join two nouns: the column of the one with a field for the others, this field, and the column of the other.
LINKS = {"contract_option": ("contract_id", "options", "tariff_option_id")}
# Fields that have another name than the column that they read.
READ_AS = {
    ("contract", "swap_sim_id"): "newSim",
    ("contract", "transferred_from_id"): "transferredFrom",
    ("phone_number", "reserved_for"): "reservedFor",
    ("sim", "reserved_for"): "reservedFor",
    ("customer_merge", "current_id"): "survivor",
    ("customer_merge", "survivor_id"): None,
    ("tariff", "tariff_version_id"): "currentVersion",
}


def _field(catalog: Any, table: str, type_name: str, column: str) -> str | None:
    """The name of the field that reads a column: of a value, an amount or a reference."""
    if (table, column) in READ_AS:
        return READ_AS[table, column]
    head, *rest = column.split("_")
    name = head + "".join(map(str.title, rest))
    mapping = catalog.mapping(type_name, name)
    is_list = isinstance(Base.metadata.tables[table].columns[column].type, sa.ARRAY)
    if isinstance(mapping, Value) and (mapping.column == column or is_list):
        return name
    for ending, kind in (("Id", One), ("Minor", Embedded)):
        if name.endswith(ending) and isinstance(catalog.mapping(type_name, name.removesuffix(ending)), kind):
            return name.removesuffix(ending)
    return None


def _told(value: Any, *, minor: bool = False) -> str | None:
    if value is None:
        return None
    if minor:
        return f"{Decimal(value) / 100:.2f}"
    if isinstance(value, list):
        return " ".join(map(str, value))
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "a time" if TIME.fullmatch(text) else UUID.sub(r"\1", text)


def rows(client: Client, *skipped: str) -> list[Any]:
    """Everything that is stored, except the counts of calls and costs."""
    return fingerprint(client, *COUNTERS, "rate_level", *skipped)
